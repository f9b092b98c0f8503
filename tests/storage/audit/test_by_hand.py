"""What somebody puts in the database by hand, without the key: it lets nobody in, is not sent, and stops nothing."""

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from domain.alert.alert import Draft
from domain.errors import NotFound
from domain.ids import AlertId, CaseId, DraftId, PersonId, SchoolId
from domain.message import AlertSubject, CaseSubject, MessageKind
from storage.case.downloads import Download
from storage.database import Database
from storage.engine.crypto import KeyRing
from storage.engine.rows import Damaged
from storage.outbox.message import Origin, recipient_digest
from storage.people.channels import Place
from storage.people.references import Reference
from tests.kit.damage import changing, put, rows_in, take
from tests.kit.people.cast import alert, case
from tests.kit.school import MONDAY, SCHOOL, STAFF, TODAY, the_plan
from tests.storage.conftest import Begin

ATTACKER = PersonId("aks")
LATER = MONDAY + timedelta(hours=9)
TEAM = Place("19:team", "https://smba.test/emea/", "tenant", "28:bot")
WHAT = Download(SCHOOL, PersonId("line"), CaseId("case1"), "kronologi", "saken", hide_staff=False)


def changes(url: str, table: str, key: Mapping[str, Any], **change: Any) -> None:  # noqa: ANN401  (any type)
    with changing(url, table) as connection:
        (row,) = [one for one in rows_in(connection, table) if all(one[name] == key[name] for name in key)]
        take(connection, url, table, key)
        put(connection, url, table, row | change)


def puts_in(url: str, table: str, **row: Any) -> None:  # noqa: ANN401  (any type)
    with changing(url, table) as connection:
        put(connection, url, table, row)


def copies(url: str, table: str, **change: Any) -> None:  # noqa: ANN401  (any type)
    with changing(url, table) as connection:
        put(connection, url, table, rows_in(connection, table)[0] | change)


def test_a_row_of_members_opens_no_case(school: Begin, url: str) -> None:
    with school() as tx:
        tx.cases.open(case())
        key = tx.cases._roll.key(CaseId("case1"), ATTACKER)
    puts_in(url, "case_members", id=key, school_id=SCHOOL)
    with school() as tx:
        assert tx.cases.visible(ATTACKER, TODAY) == tx.cases.ended(ATTACKER, TODAY) == []
        with pytest.raises(NotFound):
            tx.cases.get(CaseId("case1"), ATTACKER, TODAY)


def test_the_principals_row_with_another_account_is_nobodys(school: Begin, url: str) -> None:
    mine = STAFF["aks"].entra_object_id
    changes(url, "people", {"id": "aks"}, entra_object_id="was")
    changes(url, "people", {"id": "principal"}, entra_object_id=mine)
    with school() as tx, pytest.raises(Damaged):
        tx.people.of_account(PersonId("principal"), mine)


def test_a_row_of_one_who_has_left_lets_nobody_in(school: Begin) -> None:
    account = STAFF["aks"].entra_object_id
    with school() as tx:
        assert tx.people.of_account(ATTACKER, account).id == ATTACKER
        tx.people.replace([person for person in STAFF.values() if person.entra_object_id != account])
    with school() as tx, pytest.raises(Damaged):
        tx.people.of_account(ATTACKER, account)


def test_a_draft_with_another_owner_opens_for_nobody(school: Begin, url: str) -> None:
    draft, own = DraftId("draft1"), DraftId("own")
    with school() as tx:
        for one, owner in ((draft, PersonId("line")), (own, ATTACKER)):
            tx.drafts.start(Draft(id=one, school_id=SCHOOL, owner=owner, started_at=MONDAY))
    with changing(url) as connection:
        mine = next(one["owner_digest"] for one in rows_in(connection, "drafts") if one["id"] == own)
    changes(url, "drafts", {"id": draft}, owner_digest=mine)
    with school() as tx:
        assert [one.id for one in tx.drafts.of(ATTACKER)] == [own]
        with pytest.raises(Damaged):
            tx.drafts.get(draft, ATTACKER)


def test_an_alert_is_shown_on_no_case_but_its_own(school: Begin, url: str) -> None:
    with school() as tx:
        for number in (1, 2):
            tx.cases.open(case(number))
        tx.alerts.add(alert(cases=(CaseId("case1"),), references=("2026-001",)))
    puts_in(url, "alert_cases", alert_id=alert().id, case_id="case2", school_id=SCHOOL)
    with school() as tx:
        assert tx.alerts.of_cases([CaseId("case2")]) == []
        assert [one.id for one in tx.alerts.of_cases([CaseId("case1")])] == [AlertId(alert().id)]


def test_a_link_to_a_document_leads_nowhere(database: Database, school: Begin, url: str) -> None:
    with school() as tx:
        tx.cases.open(case())
        token = tx.downloads.create(WHAT, MONDAY)
    copies(url, "downloads", digest=hashlib.sha256(b"mine").hexdigest())
    changes(url, "downloads", {"digest": hashlib.sha256(token.encode()).hexdigest()}, expires_at=LATER)
    with database.begin() as unit:
        for one in ("mine", token):
            assert unit.downloads.find(one, "b", MONDAY) is None
            assert not unit.downloads.take(one, "b", MONDAY)


def test_a_place_is_where_nobody_is_reached(database: Database, url: str) -> None:
    seen = Reference(
        entra_object_id="someone",
        service_url="https://smba.test/emea/",
        tenant_id="tenant",
        bot_id="28:bot",
        user_id="29:me",
        conversation_id="a:me",
        seen_at=MONDAY.replace(minute=0),
    )
    with database.begin() as unit:
        assert unit.references.learn(seen)
    changes(url, "conversation_references", {"entra_object_id": "someone"}, conversation_id="a:attacker")
    with database.begin() as unit:
        assert unit.references.of("someone", MONDAY) is None
        assert unit.references.newest("tenant") is None
        assert unit.references.reachable(["someone"]) == set()
        assert unit.references.learn(seen), "seen again, the row is the bot's again"
        assert unit.references.of("someone", MONDAY) == seen


def test_a_channel_receives_nothing(database: Database, school: Begin, url: str) -> None:
    with school() as tx:
        tx.channels.bind(TEAM, ["ledelse"], MONDAY)
        (bound,) = tx.channels.all()
    copies(url, "channels", id="other", conversation_id="19:attacker")
    changes(url, "channels", {"id": bound.id}, receives="ledelse\naks")
    with school() as tx:
        assert tx.channels.all() == tx.channels.every_one() == []
        assert tx.channels.at("19:attacker") is tx.channels.at(TEAM.conversation_id) is None
        tx.channels.heard(Place("19:attacker", "https://smba.test/emea/", "tenant", "28:bot"))
    with database.begin() as unit:
        assert unit.places.of(bound.id) is None


def messages_of(database: Database, url: str, *people: str) -> list[dict[str, Any]]:
    """The row of each one's message."""
    with changing(url) as connection:
        rows = {row["recipient_digest"]: row for row in rows_in(connection, "outbox")}
    with database.begin_reading() as unit:
        return [rows[recipient_digest(unit.signer.vault(), who)] for who in people]


def test_a_message_is_not_sent_and_reaches_nobody(database: Database, school: Begin, url: str) -> None:
    subject = CaseSubject(case_id=CaseId("case1"))
    for who in ("line", "social", ATTACKER):
        with school() as tx:
            tx.outbox.put(MessageKind.STEP_GIVEN, subject, PersonId(who), MONDAY)
    lines, _socials, mine = messages_of(database, url, "line", "social", ATTACKER)
    changes(url, "outbox", {"id": lines["id"]}, updates=mine["id"])
    changes(url, "outbox", {"id": mine["id"]}, sealed=lines["sealed"])
    with database.begin() as unit:
        assert [one.recipient for one in unit.queue.claim(MONDAY, 9)] == ["social"]
    with changing(url) as connection:
        told = {one["id"]: (one["state"], one["error"]) for one in rows_in(connection, "outbox")}
    assert told[lines["id"]] == told[mine["id"]] == ("failed", "signature")
    with school() as tx:
        assert set(tx.outbox.meant_for(MessageKind.STEP_GIVEN, subject)) == {"social"}


def test_a_message_changes_no_other_than_it_was_to(database: Database, school: Begin, url: str) -> None:
    subject = AlertSubject(alert_id=AlertId("alert1"))
    with school() as tx:
        for who in ("line", "social"):
            at = Origin("https://smba.test/emea/", f"a:{who}", "act-1")
            tx.outbox.put(MessageKind.ALERT_RECEIPT, subject, PersonId(who), MONDAY, origin=at)
    lines, socials = messages_of(database, url, "line", "social")
    changes(url, "outbox", {"id": lines["id"]}, sealed_place=socials["sealed_place"])
    with database.begin() as unit:
        assert [(one.recipient, one.origin) for one in unit.queue.claim(MONDAY, 9)] == [("social", at)]


def test_a_sweep_is_done_though_somebody_says_it_was(school: Begin, url: str) -> None:
    day = date(2026, 11, 24)
    puts_in(url, "sweeps_done", school_id=SCHOOL, sweep="morning", day=day.isoformat(), mac="0" * 32)
    with school() as tx:
        assert tx.sweeps_done.last_time("morning", day + timedelta(days=1)) is None
        assert tx.sweeps_done.first_time("morning", day)
        assert not tx.sweeps_done.first_time("morning", day)
        assert tx.sweeps_done.last_time("morning", day + timedelta(days=1)) == day


def test_a_team_is_not_asked_for_its_people(database: Database, url: str) -> None:
    with database.begin() as unit:
        unit.rosters.read_soon(TEAM, MONDAY)
    changes(url, "rosters", {"conversation_id": TEAM.conversation_id}, tenant_id="another")
    with database.begin() as unit:
        assert unit.rosters.due(MONDAY) == []


def test_a_plan_with_another_day_is_not_read(database: Database, school: Begin, url: str) -> None:
    version = the_plan().version
    with database.begin() as unit:
        unit.school_plans.keep(the_plan(), MONDAY)
    changes(url, "school_plans", {"school_id": SCHOOL, "version": version}, added_at="2020-01-01 08:00:00")
    with school() as tx, pytest.raises(Damaged):
        tx.school_plans.get(SchoolId(SCHOOL), version)


def test_a_database_that_was_never_written_can_be_read(database: Database) -> None:
    with database.begin_reading() as unit:
        assert unit.references.newest("tenant") is None
        assert unit.references.of("someone", MONDAY) is None
        assert unit.verify(SchoolId("none")) == []


def test_the_installations_key_under_another_master_key_says_so(database: Database, school: Begin, url: str) -> None:
    with school() as tx:
        tx.channels.bind(TEAM, ["ledelse"], MONDAY)
    other = Database(url, KeyRing([b"x" * 32]))
    with other.begin() as unit, pytest.raises(Damaged):
        unit.rosters.read_soon(TEAM, MONDAY)
    other.dispose()
    assert database.keys.ring.primary
