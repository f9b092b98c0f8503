"""What else has had its time: logs on a pupil without a case by the municipality's rule, and who people were."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.school_plan.fields import Retention
from services.retention.left import NOBODY
from services.retention.purge import Due
from services.retention.purge_schools import purge_all_references, purge_schools
from storage.keys import day_of_drafts, pupil_and_year, year_of_reads
from tests.conversations.patterns.test_patterns import logs
from tests.conversations.retention.test_purge import closed, filed, swept, whole
from tests.kit.school import NAMES, PUPILS, SCHOOL, STAFF, Chat, the_plan
from tests.kit.school_plans import altered

NAMED = f"{NAMES[1]} dyttet i garderoben"
GONE = timedelta(days=400)


def purged(chat: Chat, **rules: Any) -> Due:  # noqa: ANN401  (any type)
    """By the plan's rules, with others on top."""
    plan = altered(the_plan(), retention=altered(Retention(), **rules))
    ((_school, found),) = purge_schools(chat.database, {SCHOOL: plan}, chat.clock.now)
    return found


def leave(chat: Chat, staff: Collection[str] = (), pupils: Collection[str] = ()) -> None:
    """They are not in the lists of today."""
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        tx.people.replace([one for key, one in STAFF.items() if key not in staff], chat.clock.now.date())
        tx.pupils.replace([one for one in PUPILS if one.name not in pupils], chat.clock.now.date())


def names(chat: Chat) -> set[str]:
    """All that the database can be read for."""
    with chat.database.begin_reading() as unit:
        tx = unit.school(SCHOOL)
        return {one.name for one in tx.people.known.values()} | {one.name for one in tx.pupils.read_all()}


def keys(chat: Chat) -> list[str]:
    with chat.database.begin_reading() as unit:
        return unit.school(SCHOOL).keys.of(SCHOOL)


async def test_a_log_without_a_case_is_kept_unless_the_municipality_says_otherwise(chat: Chat) -> None:
    chat.canaries.append("Kanarilogg")
    await logs(chat, "aks")
    chat.clock.forward(days=365 * 20)
    assert purged(chat).pupil_logs == ()
    await chat.says("aks", "mine")
    await chat.presses("aks", "Vis")
    assert "Kanarilogg" in chat.sees("aks")
    assert purged(chat, pupil_logs_years=20).pupil_logs == ()
    assert purged(chat, pupil_logs_years=19).counts["pupil_logs"] == 1
    assert purged(chat, pupil_logs_years=1).pupil_logs == (), "done again it finds nothing"
    await chat.says("aks", "mine")
    assert "Kanarilogg" not in str(chat.cards["aks"])
    assert whole(chat)
    await logs(chat, "aks")
    await chat.says("aks", "mine")
    await chat.presses("aks", "Vis")
    assert chat.sees("aks").count("Kanarilogg") == 1, "one writes on, on the same pupil"


async def test_a_log_is_a_part_of_the_case_while_there_is_one(chat: Chat) -> None:
    await logs(chat, "aks")
    await chat.sends("teacher")
    chat.clock.forward(days=365 * 5)
    assert purged(chat, pupil_logs_years=1).pupil_logs == ()
    assert any(pupil_and_year(key) for key in keys(chat))


async def test_who_has_left_is_forgotten_when_nothing_that_stands_tells_of_them(chat: Chat) -> None:
    reference = await closed(chat, facts=NAMED)
    await filed(chat, reference)
    leave(chat, ("assistant", "social", "teacher6"), NAMES[:3])
    assistant, social = STAFF["assistant"].name, STAFF["social"].name
    swept(chat, 89)
    chat.clock.forward(days=275)
    assert {assistant, social, *NAMES[:3]} <= names(chat)
    chat.clock.forward(days=1)
    told = purged(chat, grace_days=3650, left_days=90)
    assert (told.counts["people"], told.counts["pupils"]) == (2, 1)
    assert assistant not in names(chat)
    assert {social, *NAMES[:2]} <= names(chat), "who is on the case, the pupil, and another whom it names"
    assert NAMES[2] not in names(chat)
    assert whole(chat)
    swept(chat, 15)
    assert names(chat).isdisjoint({social, *NAMES[:3]}), "with the case the last that needed them is gone"
    assert whole(chat)
    assert chat.database.keys.failures.counts == {}


async def test_who_comes_back_after_that_is_new_and_everything_goes_on(chat: Chat) -> None:
    leave(chat, ("assistant",), NAMES[3:])
    chat.clock.now += GONE
    purged(chat)
    leave(chat)
    await logs(chat, "assistant")
    await chat.says("line", "hjelp")
    await chat.sends("teacher")
    assert whole(chat)
    assert {STAFF["assistant"].name, *NAMES} <= names(chat)


async def test_who_is_here_or_left_lately_is_not_touched(chat: Chat) -> None:
    before = names(chat)
    chat.clock.now += GONE
    leave(chat, ("assistant",), NAMES[3:])
    chat.clock.forward(days=364)
    assert purged(chat).left == NOBODY
    assert names(chat) == before
    chat.clock.forward(days=1)
    found = purged(chat)
    assert (len(found.left.people), len(found.left.pupils)) == (1, 1)


async def test_a_child_of_one_of_the_staff_stays_as_long_as_the_lists_say_so(chat: Chat) -> None:
    parent = replace(STAFF["assistant"], kin=frozenset({PUPILS[3].external_id}))
    with chat.database.begin() as unit:
        unit.school(SCHOOL).people.replace([*(one for key, one in STAFF.items() if key != "assistant"), parent])
        unit.school(SCHOOL).pupils.replace(PUPILS[:2], chat.clock.now.date())
    chat.clock.now += GONE
    assert purged(chat).counts["pupils"] == 1
    assert NAMES[3] in names(chat)
    leave(chat, ("assistant",), NAMES[2:])
    assert purged(chat).counts["pupils"] == 1


async def test_days_of_sweeps_are_all_that_goes_most_days(chat: Chat) -> None:
    with chat.database.begin() as unit:
        done = unit.school(SCHOOL).sweeps_done
        assert [done.first_time("morning", chat.clock.now.date() - timedelta(days=days)) for days in (33, 32, 1)]
    assert {what: count for what, count in purged(chat).counts.items() if count} == {"sweeps": 2}
    assert not purged(chat)


async def test_the_keys_of_drafts_and_reads_go_in_their_time(chat: Chat) -> None:
    await chat.sends("teacher")
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    await chat.says("line", "saker")
    await chat.presses("line", "Vis")
    chat.clock.forward(days=1)
    assert purged(chat).drafts == (), "a day's draft is there for a day yet"
    chat.clock.forward(days=365)
    found = purged(chat, reads_years=1)
    assert (found.counts["drafts"], found.counts["reads"]) == (1, 0), "a whole year after the year they are of"
    assert not any(map(day_of_drafts, keys(chat)))
    chat.clock.forward(days=40)
    assert any(map(year_of_reads, keys(chat)))
    assert purged(chat, reads_years=1).counts["reads"] == 1
    assert not any(map(year_of_reads, keys(chat)))
    assert whole(chat)


async def test_where_somebody_was_reached_is_forgotten_a_year_after_they_left(chat: Chat) -> None:
    account = STAFF["assistant"].entra_object_id
    plans = {SCHOOL: the_plan()}
    leave(chat, ("assistant",))

    def reached() -> set[str]:
        with chat.database.begin_reading() as unit:
            return unit.references.reachable([account, STAFF["line"].entra_object_id])

    chat.clock.forward(days=364)
    assert purge_all_references(chat.database, plans, chat.clock.now) == 0
    chat.clock.forward(days=2)
    assert purge_all_references(chat.database, plans, chat.clock.now, only_look=True) == 1
    assert account in reached(), "it was only looked"
    assert purge_all_references(chat.database, plans, chat.clock.now) == 1
    assert reached() == {STAFF["line"].entra_object_id}, "who works there is reached as before"


async def test_a_dry_run_deletes_nothing(chat: Chat) -> None:
    await logs(chat, "aks")
    leave(chat, ("assistant",), NAMES[3:])
    chat.clock.now += GONE
    before, there = names(chat), keys(chat)
    plan = altered(the_plan(), retention=Retention(pupil_logs_years=1))
    chat.clock.forward(days=365)
    ((_school, found),) = purge_schools(chat.database, {SCHOOL: plan}, chat.clock.now, only_look=True)
    assert (found.counts["pupil_logs"], found.counts["people"], found.counts["pupils"]) == (1, 1, 1)
    assert (names(chat), keys(chat)) == (before, there)
