"""A leader lets a substitute in for the day: to alert and log on pupils of the chosen classes, and nothing else."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.access.substitute import LetIn
from domain.event import EventKind
from domain.people.person import Role
from scheduler.sweeps.registry import run_sweeps
from services.people.import_people import import_people
from tests.conversations.alert.test_routing import BLOCKED
from tests.conversations.presses.test_access import ANSWERS, TABLE, VERDICTS
from tests.kit.people.people_files import rows_of, write_people
from tests.kit.school import FACT, NAMES, SCHOOL, STAFF, Chat, buttons, the_plan, walk, words
from tests.kit.steps.saksgang import opens, received
from tests.kit.teams.channel import bound
from tests.kit.teams.forged import data_of

NAME = "Vera Vikarsen"
VERA = str(uuid.uuid5(uuid.NAMESPACE_OID, "vera"))
OVER = "Tilgangen din som vikar gjaldt mandag 23.11.2026, og er over."
PLANS = {SCHOOL: the_plan()}


async def lets_in(chat: Chat, by: str = "line", **answers: str) -> None:
    await chat.says(by, "vikar")
    await chat.presses(by, "Gi en vikar tilgang")
    await chat.presses(by, "Gi tilgang", **({"account": VERA, "name": NAME, "groups": "4B"} | answers))


def account(chat: Chat, key: str) -> str:
    return STAFF[key].entra_object_id


def told(chat: Chat, kind: EventKind) -> list[LetIn]:
    with chat.database.begin() as unit:
        return unit.school(SCHOOL).events.of_school(kind, LetIn)


async def logs(chat: Chat, text: str = FACT) -> None:
    await chat.says("vera", "logg")
    await chat.presses("vera", "Skriv logg")
    await chat.presses("vera", "Vis elevene", group="4B")
    pupil = chat.choice("vera", "pupil", NAMES[0])
    await chat.presses("vera", "Lagre", pupil=pupil, type="annet", text=text)


@pytest.mark.parametrize("leader", ["principal", "deputy", "line"])
async def test_a_leader_gives_a_named_account_chosen_classes_until_the_day_is_over(chat: Chat, leader: str) -> None:
    await lets_in(chat, leader)
    seen = chat.sees(leader)
    for line in ("Tilgangen er gitt.", NAME, "Klasser og baser: 4B", "Til: ut dagen", f"Gitt av: {STAFF[leader].name}"):
        assert line in seen
    (given,) = told(chat, EventKind.SUBSTITUTE_LET_IN)
    assert (given.account, given.name, given.groups) == (VERA, NAME, ("4B",))
    assert given.until == datetime(2026, 11, 23, 23, tzinfo=UTC), "midnight in Oslo"


async def test_who_is_no_leader_gives_none(chat: Chat) -> None:
    for who in ("teacher", "social", "base", "owner"):
        assert "av rektor" in "".join(words(await chat.says(who, "vikar")))
        assert not {"Gi en vikar tilgang", "Vikarer i dag"} & {*chat.titles(who)}


async def test_the_account_is_looked_up_by_teams(chat: Chat) -> None:
    await chat.says("line", "vikar")
    await chat.presses("line", "Gi en vikar tilgang")
    picker = chat.inputs("line")["account"]
    assert picker["choices.data"] == {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
    await chat.presses("line", "Gi tilgang", account=VERA, name="Vera", groups="4B")
    assert "Skriv fornavn og etternavn" in chat.sees("line")
    assert chat.inputs("line")["account"]["value"] == VERA
    await chat.presses("line", "Gi tilgang", account="Vera", name=NAME, groups="4B")
    assert "account" in chat.sees_inputs("line")
    await chat.presses("line", "Gi tilgang", account=VERA, groups="")
    assert "Velg minst én klasse eller base" in chat.sees("line")
    await chat.presses("line", "Gi tilgang", groups="9Z")
    assert "Velg minst én klasse eller base" in chat.sees("line")
    await chat.presses("line", "Gi tilgang", groups="4B", until="08:00")
    assert "Velg et klokkeslett senere i dag" in chat.sees("line")
    await chat.presses("line", "Gi tilgang", until="14:30")
    assert "Til: kl. 14.30" in chat.sees("line")


async def test_who_is_employed_here_is_told_of_kindly(chat: Chat) -> None:
    await lets_in(chat, account=account(chat, "aks"))
    assert f"{STAFF['aks'].name} er ansatt her og har tilgang fra før." in chat.sees("line")
    assert told(chat, EventKind.SUBSTITUTE_LET_IN) == []


async def test_the_same_pressed_twice_is_once(chat: Chat) -> None:
    await lets_in(chat)
    await lets_in(chat)
    assert len(told(chat, EventKind.SUBSTITUTE_LET_IN)) == 1


async def test_the_substitute_is_welcomed_without_a_name_and_has_a_help_of_their_own(chat: Chat) -> None:
    await chat.says("vera", "hei")
    assert "Jeg finner deg ikke" in chat.sees("vera")
    await lets_in(chat)
    await chat.deliver()
    card = chat.newest("vera")
    assert words(card)[0] == "Hei! Du er vikar i dag"
    assert NAME not in "".join(words(card))
    await chat.presses("vera", "Se hva jeg kan gjøre")
    seen = chat.sees("vera")
    for line in ("Du kan varsle og skrive logg ved Rosenholm skole ut dagen, for 4B.", "Følg med", "Grip inn"):
        assert line in seen
    for line in ("Varsle", "Undersøke", "sette inn tiltak", "Hvem kan jeg ringe?"):
        assert line in seen
    assert [*chat.titles("vera")] == ["Varsle rektor", "Ny logg", "Mine oppgaver", "Personvern på tre minutter"]


async def test_who_installs_the_app_later_is_welcomed_then(chat: Chat) -> None:
    await lets_in(chat)
    await chat.installs("vera")
    assert "Du er vikar i dag" in chat.sees("vera")


@pytest.mark.parametrize(
    "word",
    ["saker", "sak 2026-001", "plan 2026-001", "uka", "årshjul", "dokumenter 2026-001", "kalender", "innsyn", "vikar"],
)
async def test_every_other_word_is_answered_with_help(chat: Chat, word: str) -> None:
    await chat.sends()
    await lets_in(chat)
    assert words(await chat.says("vera", word))[0] == "Du er vikar i dag"


async def test_who_writes_of_a_pupil_is_helped_as_anybody_and_searches_for_none(chat: Chat) -> None:
    await lets_in(chat)
    await chat.says("vera", f"saker {NAMES[0]} ble slått")
    assert "Slett meldingen over" in chat.sees("vera")
    assert "Start varsel" in chat.titles("vera")
    assert "Søk elev" not in chat.titles("vera")
    assert words(await chat.says("vera", "mine 4. trinn"))[0] == words(await chat.says("vera", "mine"))[0]
    for typed in ("mine saker", "4. trinn vold", "saker forfalt"):
        assert words(await chat.says("vera", typed))[0] == "Du er vikar i dag"


async def test_a_substitute_alerts_on_a_pupil_of_the_chosen_class(chat: Chat) -> None:
    await lets_in(chat)
    reference = await chat.sends("vera")
    await chat.deliver()
    for who in ("principal", "line", "teacher"):
        assert "Nytt varsel" in chat.inbox(who)
    await opens(chat, "line", reference)
    assert f"{NAME} (vikar)" in chat.sees("line")
    await chat.invoke("vera", "case.open", data_of(chat, "line", "case.members"))
    assert chat.said.startswith(VERDICTS["role"])


async def test_only_pupils_of_the_chosen_classes_can_be_found_or_chosen(chat: Chat) -> None:
    await lets_in(chat)
    await chat.says("vera", "varsle")
    await chat.presses("vera", "Start varsel")
    assert NAMES[3] not in str(chat.cards["vera"])
    draft = {"draft_id": data_of(chat, "vera", "alert.facts")["draft_id"]}
    with chat.database.begin() as unit:
        of_6a = unit.school(SCHOOL).pupils.of_group("6A")[0]
    await chat.invoke("vera", "alert.class", draft | {"group": "6A"})
    assert "Velg en klasse eller base fra listen." in chat.sees("vera")
    await chat.invoke("vera", "alert.class", draft | {"find": "true", "name": NAMES[3].split()[1][:4]})
    assert NAMES[3] not in str(chat.cards["vera"])
    await chat.invoke("vera", "alert.found", draft | {"found": of_6a.id})
    assert "Velg fra listen." in chat.sees("vera")
    await chat.invoke("vera", "log.group", {"group": "6A"})
    assert "Velg en klasse eller base fra listen." in chat.sees("vera")
    entry = {"group": "6A", "entry_id": "1" * 32, "pupil": of_6a.id, "type": "annet", "text": FACT}
    await chat.invoke("vera", "log.pupil", entry)
    assert "Velg en elev fra listen." in chat.sees("vera")
    assert NAMES[3] not in str(chat.cards["vera"])


async def test_a_substitute_alerts_of_a_pupil_whose_name_is_not_known(chat: Chat) -> None:
    await lets_in(chat)
    await chat.says("vera", "varsle")
    await chat.presses("vera", "Start varsel")
    await chat.presses("vera", "Jeg vet ikke hvem")
    await chat.answers("vera", kinds="mobbing", facts=FACT, suspicion="nei")
    await chat.presses("vera", "Send varselet")
    await chat.deliver()
    assert "Nytt varsel" in chat.inbox("principal")
    await chat.says("line", "mine")
    await chat.presses("line", "Vis")
    assert "Finn ut hvem eleven er" in chat.sees("line")


async def test_a_log_is_kept_with_the_name_when_the_day_is_over(chat: Chat) -> None:
    await lets_in(chat)
    await logs(chat)
    assert "Loggen er lagret" in chat.sees("vera")
    chat.clock.forward(days=1)
    reference = await chat.sends("teacher")
    await opens(chat, "line", reference)
    assert f"{NAME} (vikar)" in chat.sees("line")


async def test_own_alerts_and_logs_are_seen_and_added_to_that_day(chat: Chat) -> None:
    await lets_in(chat)
    await chat.sends("vera")
    await logs(chat)
    await chat.says("vera", "mine")
    await chat.presses("vera", "Vis")
    assert {"Vis varsel 2026-001", "Rett"} <= {*chat.titles("vera")}
    assert not {"Jeg er borte", "Sakene mine"} & {*chat.titles("vera")}
    await chat.presses("vera", "Vis varsel 2026-001")
    await chat.presses("vera", "Legg til", text="Det skjedde ved porten")
    await opens(chat, "line", "2026-001")
    assert "Det skjedde ved porten" in chat.sees("line")


async def test_the_next_day_an_open_card_does_nothing_and_says_why(chat: Chat) -> None:
    await lets_in(chat)
    await chat.sends("vera")
    await chat.alert("vera")
    send = data_of(chat, "vera", "alert.send")
    chat.clock.forward(hours=11, minutes=18)
    await chat.invoke("vera", "alert.page", send | {"page": "facts"})
    assert FACT in str(chat.cards["vera"])
    chat.clock.forward(minutes=1)
    for verb, data in {"alert.send": send, "mine.show": {}, "log.start": {}}.items():
        await chat.invoke("vera", verb, data)
        assert chat.said.startswith(OVER), verb
    assert OVER in "".join(words(await chat.says("vera", "varsle")))
    with chat.database.begin() as unit:
        assert len(unit.school(SCHOOL).cases.all_open()) == 1


async def test_a_new_day_does_not_open_the_alert_of_the_day_before(chat: Chat) -> None:
    await lets_in(chat)
    await chat.sends("vera")
    await chat.presses("vera", "Vis")
    shown = {"alert_id": data_of(chat, "vera", "alert.add")["alert_id"]}
    chat.clock.forward(days=1)
    await lets_in(chat, groups="6A")
    await chat.invoke("vera", "alert.show", shown)
    assert chat.said.startswith("Fant ikke varselet.")
    await chat.says("vera", "mine")
    assert "ingen sendte varsler" in chat.sees("vera")


async def test_the_case_goes_on_with_those_who_are_on_it(chat: Chat) -> None:
    await lets_in(chat)
    await chat.sends("vera")
    chat.clock.forward(days=1)
    before = len(chat.inbox("vera"))
    await opens(chat, "line", "2026-001")
    await chat.presses("line", "Ta imot")
    run_sweeps(chat.database, PLANS, chat.clock())
    await chat.deliver()
    assert len(chat.inbox("vera")) == before


async def test_an_access_is_ended_at_once(chat: Chat) -> None:
    await lets_in(chat)
    assert words(await chat.says("vera", "hei"))[0] == "Du er vikar i dag"
    await chat.says("principal", "vikarer i dag")
    assert "1 vikar har tilgang nå." in chat.sees("principal")
    await chat.presses("principal", "Vikarer i dag")
    gone = data_of(chat, "principal", "substitute.end")
    await chat.presses("principal", "Avslutt")
    assert "Ingen vikarer har tilgang nå." in chat.sees("principal")
    assert OVER in "".join(words(await chat.says("vera", "hei")))
    await chat.invoke("principal", "substitute.end", gone)
    await chat.invoke("principal", "substitute.form", {"instead_of": gone["person"]})
    assert chat.said.startswith("Fant ikke vikaren")
    (ended,) = told(chat, EventKind.SUBSTITUTE_ENDED)
    assert (ended.person, ended.until) == (gone["person"], chat.clock())


async def test_an_access_is_put_right(chat: Chat) -> None:
    await lets_in(chat, until="15:00")
    await chat.presses("line", "Rett")
    assert chat.inputs("line")["name"]["value"] == NAME
    assert chat.inputs("line")["until"]["value"] == "15:00"
    await chat.presses("line", "Lagre", name="Vera Vik", groups="4B,6A", until="")
    for line in ("Vera Vik", "4B og 6A", "ut dagen"):
        assert line in chat.sees("line")
    await chat.presses("line", "Rett")
    await chat.presses("line", "Lagre", account=str(uuid.uuid5(uuid.NAMESPACE_OID, "eva")))
    assert OVER in "".join(words(await chat.says("vera", "hei")))
    assert words(await chat.says("eva", "hei"))[0] == "Du er vikar i dag"


async def test_an_alert_may_point_at_a_substitute_who_never_sees_it(chat: Chat) -> None:
    await lets_in(chat)
    await chat.alert("teacher", suspicion="ansatt", named=NAME)
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    assert "Nytt varsel" in chat.inbox("principal")
    assert "Nytt varsel" not in chat.inbox("line")
    await opens(chat, "principal", "2026-001")
    assert f"{NAME} (vikar)" in chat.sees("principal")
    with chat.database.begin() as unit:
        (case,) = unit.school(SCHOOL).cases.all_open()
        names = unit.school(SCHOOL).people.names
    assert [names[one] for one in case.barred] == [f"{NAME} (vikar)"]


async def test_a_substitute_alerts_about_an_employee_and_it_goes_to_the_principal(chat: Chat) -> None:
    await lets_in(chat)
    await chat.alert("vera", suspicion="ansatt", named=STAFF["teacher"].name)
    await chat.presses("vera", "Send varselet")
    await chat.deliver()
    assert "Nytt varsel" in chat.inbox("principal")
    assert not {"line", "teacher", "social"} & {who for who in STAFF if "Nytt varsel" in chat.inbox(who)}


async def test_a_substitute_is_named_when_the_case_is_taken_some_days_after(chat: Chat) -> None:
    await lets_in(chat)
    chat.clock.forward(days=3)
    await chat.alert("teacher", suspicion="ansatt", named=NAME)
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    assert "Nytt varsel" in chat.inbox("principal")
    chat.clock.forward(days=40)
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    pupil = chat.choice("teacher", "pupils", NAMES[0])
    await chat.presses("teacher", "Videre", pupils=pupil, kinds="mobbing", facts=FACT, suspicion="ansatt")
    assert NAME not in str(chat.cards["teacher"])


async def test_no_list_of_the_staff_has_a_substitute(chat: Chat) -> None:
    reference = await received(chat)
    await lets_in(chat)
    with chat.database.begin() as unit:
        person = next(one for one in unit.school(SCHOOL).people.known.values() if one.name == NAME)
    await opens(chat, "line", reference)
    await chat.presses("line", "Hvem er med?")
    await chat.presses("line", "Legg til")
    assert NAME not in str(chat.cards["line"])
    ids = data_of(chat, "line", "case.add_member")
    await chat.invoke("line", "case.add_member", ids | {"person": person.id, "need": "underviser", "reason": "Grunnen"})
    with chat.database.begin() as unit:
        (case,) = unit.school(SCHOOL).cases.all_open()
    assert person.id not in case.members
    await chat.says("line", "jeg er borte")
    await chat.presses("line", "Velg dag")
    assert STAFF["social"].name in str(chat.cards["line"])
    assert NAME not in str(chat.cards["line"])
    await chat.invoke("principal", "people.unreachable", {})
    assert NAME not in str(chat.cards["principal"])


async def test_no_digest_or_reminder_goes_to_a_substitute(chat: Chat) -> None:
    await lets_in(chat)
    await chat.installs("vera")
    for _day in range(8):
        run_sweeps(chat.database, PLANS, chat.clock())
        await chat.deliver()
        chat.clock.forward(days=1)
    assert {*chat.inbox("vera")} <= {"Du er vikar i dag", "Hei! Du er vikar i dag"}


async def test_an_import_changes_nothing_for_a_substitute(chat: Chat, tmp_path: Path) -> None:
    await lets_in(chat)
    import_people(chat.database, the_plan(), write_people(tmp_path, staff=rows_of(STAFF.values())), chat.clock())
    assert words(await chat.says("vera", "hei"))[0] == "Du er vikar i dag"
    chat.clock.forward(days=1)
    import_people(chat.database, the_plan(), write_people(tmp_path, staff=rows_of(STAFF.values())), chat.clock())
    assert OVER in "".join(words(await chat.says("vera", "hei")))


async def test_who_is_employed_after_all_is_the_same_person(chat: Chat, tmp_path: Path) -> None:
    await lets_in(chat)
    await chat.sends("vera")
    employed = replace(
        STAFF["aks"], entra_object_id=VERA, upn="vera@skole.test", name=NAME, roles=frozenset({Role.TEACHER})
    )
    staff = [*STAFF.values(), employed]
    import_people(chat.database, the_plan(), write_people(tmp_path, staff=rows_of(staff)), chat.clock())
    chat.clock.forward(days=1)
    await chat.says("vera", "mine")
    assert "1 sendt varsel" in chat.sees("vera")


async def test_in_a_channel_a_substitute_is_answered_as_anybody(chat: Chat) -> None:
    await lets_in(chat)
    channel = await bound(chat, "årshjul")
    await channel.says("vera", "årshjul")
    assert channel.sees().startswith("Skolemiljø")
    assert "Jeg svarer ikke om saker i kanaler." in channel.sees()


async def test_that_nobody_was_reached_is_told_also_when_the_day_is_over(chat: Chat) -> None:
    await lets_in(chat)
    chat.connector.fail("a:owner", BLOCKED)
    await chat.alert("vera", suspicion="ledelsen")
    await chat.presses("vera", "Send varselet")
    chat.clock.forward(hours=12)
    await chat.deliver()
    assert chat.inbox("vera")[-1] == "Varselet ditt har ikke kommet fram"


MAY = {
    *("word.say", "mine.show", "draft.open", "draft.another", "draft.drop"),
    *("privacy.show", "privacy.done", "privacy.put_off", "handbook.section", "handbook.entry", "language.choose"),
    *(verb for verb in TABLE if verb.startswith(("alert.", "log."))),
    "pattern.alert",
}


async def test_no_button_but_a_few_is_let_through(chat: Chat) -> None:
    await lets_in(chat)
    for verb in TABLE:
        await chat.invoke("vera", verb, ANSWERS.get(verb, {}))
        assert (verb in MAY) is not chat.said.startswith(VERDICTS["role"]), (verb, chat.said)


async def test_no_card_of_a_substitute_offers_what_they_may_not(chat: Chat) -> None:
    await lets_in(chat)
    await chat.sends("vera")
    await logs(chat)
    for word in ("hjelp", "varsle", "logg", "mine", "veiledning", "hvem kan jeg ringe"):
        await chat.says("vera", word)
        assert {one["verb"] for one in buttons(chat.cards["vera"])} <= MAY
    assert all(piece.get("actions") != [] for piece in walk(chat.cards["vera"]))


async def test_a_substitute_asks_what_the_plan_says(chat: Chat) -> None:
    await lets_in(chat)
    await chat.says("vera", "hva skal jeg se etter")
    assert chat.sees("vera").startswith("Tegn du skal se etter\n- Eleven vil ikke gå på skolen.")
    await chat.presses("vera", "Veiledning")
    await chat.presses("vera", "Mer: Gripe inn")
    assert "Gå imellom elever som slåss." in chat.sees("vera")
    await chat.says("vera", "hvem er rektor")
    assert "Vis hvem" not in chat.titles("vera")
