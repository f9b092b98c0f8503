"""A leader changes the school year: seen by everyone it is for, told in no message, and taken back (law 1)."""

from datetime import date

import pytest

from domain.event import EventKind
from domain.year.changes import YearChange
from domain.year.tasks import TaskState
from tests.kit.school import NAMES, Chat, buttons, words
from tests.kit.teams.channel import ChannelChat, bound
from tests.kit.year.days import THE_PLAN, moment, morning_of

MONDAY = date(2026, 11, 23)
SKIING, WHAT = "Kanarifugltelling", "Tell kanarifuglene rundt skolen"
NEW = {
    "title": SKIING,
    "text": WHAT,
    "day": "2026-12-04",
    "owners": "kontaktlærer",
    "grades": "4",
    "reason": "Kanarigrunn",
}
EVENING = "aktivitetskveld"
WRONG_DAY = "Velg en skoledag i dette skoleåret, etter i dag."
ABOUT_A_PUPIL = "Dette ser ut til å handle om en elev."


@pytest.fixture
async def channel(chat: Chat) -> ChannelChat:
    chat.canaries += [SKIING, WHAT, "Kanarigrunn"]
    return await bound(chat, "årshjul")


def states(chat: Chat) -> dict[str, TaskState]:
    """The first of each task."""
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        found = tx.year.states(THE_PLAN)
    return {state.task.id: state for state in reversed(found)}


def changes(chat: Chat) -> list[YearChange]:
    with chat.database.begin() as unit:
        return chat.school(unit).events.of_school(EventKind.YEAR_CHANGED, YearChange)


async def makes_a_task(chat: Chat, **change: str) -> None:
    await chat.says("principal", "ny oppgave")
    await chat.presses("principal", "Ny oppgave")
    await chat.presses("principal", "Lagre", **(NEW | change))


async def opens(chat: Chat, task: str, who: str = "principal") -> None:
    await chat.invoke(who, "year.open", {"task": states(chat)[task].one.key})
    await chat.presses(who, "Endre")


async def test_a_new_task_is_told_without_its_words_and_shown_to_who_presses(chat: Chat, channel: ChannelChat) -> None:
    await makes_a_task(chat)
    assert chat.sees("principal").startswith("✓ Årshjulet er endret")
    await chat.deliver()
    await morning_of(chat, date(2026, 11, 24))
    post = "\n".join(channel.posts()[-1])
    assert "Ny oppgave" in post
    assert "innen fredag 4.12. · kontaktlærer · trinn 4" in post
    channel.opens()
    await channel.presses("teacher", "Vis", "Ny oppgave")
    assert SKIING in channel.sees()
    assert WHAT in channel.sees()
    assert "Endre" not in channel.titles()
    await channel.presses("teacher", "Ferdig")
    await chat.deliver()
    assert channel.has("✓ Ferdig tirsdag 24.11.")


async def test_its_owners_hear_of_it_and_everything_sent_is_without_its_words(chat: Chat, channel: ChannelChat) -> None:
    await makes_a_task(chat)
    for day in (1, 2, 7):
        await morning_of(chat, date(2026, 12, day))
    told = "\n".join(words(chat.newest("teacher")))
    assert "Ny oppgave, innen fredag 4.12." in told
    await chat.says("teacher", "årshjul")
    assert "Ny oppgave" in chat.sees("teacher")
    assert chat.spilled() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": f"Snakk med {NAMES[0]}"}, ABOUT_A_PUPIL),
        ({"text": f"Følg opp {NAMES[1].split()[0]} i friminuttet"}, ABOUT_A_PUPIL),
        ({"reason": "Ola ble slått i garderoben"}, ABOUT_A_PUPIL),
        ({"day": "2026-12-25"}, WRONG_DAY),
        ({"day": "2026-11-23"}, WRONG_DAY),
        ({"day": "2027-08-02"}, WRONG_DAY),
        ({"title": "..."}, "Skriv hva oppgaven heter."),
        ({"owners": ""}, "Velg hvem som gjør den."),
    ],
)
async def test_what_cannot_be_taken_is_given_back_as_it_was_written(
    chat: Chat, channel: ChannelChat, wrong: dict[str, str], said: str
) -> None:
    await makes_a_task(chat, **wrong)
    assert said in chat.said
    kept = {piece["id"]: piece.get("value") for piece in chat.cards["principal"]["body"] if "id" in piece}
    assert kept.items() >= {name: value for name, value in (NEW | wrong).items() if value}.items()
    assert changes(chat) == []


async def test_a_task_of_the_plan_gets_another_day(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, date(2026, 11, 2))
    await opens(chat, EVENING)
    await chat.presses("principal", "Flytt fristen")
    await chat.presses("principal", "Lagre", day="2026-11-21", reason="Aulaen er opptatt")
    assert WRONG_DAY in chat.said
    await chat.presses("principal", "Lagre", day="2026-11-19", reason="Aulaen er opptatt")
    await chat.deliver()
    assert channel.has("innen torsdag 19.11."), "the post that stands says so"
    assert states(chat)[EVENING].due == date(2026, 11, 19)
    await morning_of(chat, date(2026, 11, 19))
    assert any("Aktivitetskveld" in line for line in channel.posts()[-1])


async def test_others_do_it_and_for_other_grades(chat: Chat, channel: ChannelChat) -> None:
    await opens(chat, EVENING)
    await chat.presses("principal", "Endre hvem som gjør den")
    await chat.presses("principal", "Lagre", owners="assistent", reason="Sosiallærer har permisjon")
    await opens(chat, EVENING, "line")
    assert "gjøres av assistent" in chat.sees("line")
    await chat.presses("line", "Endre trinn")
    await chat.presses("line", "Lagre", grades="4,6", reason="De andre har hatt den")
    now = states(chat)[EVENING].task
    assert (now.owners, now.grades) == (("assistent",), (4, 6))
    await chat.invoke("assistant", "year.finish", {"task": states(chat)[EVENING].one.key})
    assert "✓ Ferdig" in chat.sees("assistant")


async def test_what_is_left_out_is_told_no_more_and_can_be_taken_back(chat: Chat, channel: ChannelChat) -> None:
    await opens(chat, EVENING)
    await chat.presses("principal", "Ta ut i år")
    await chat.presses("principal", "Lagre", reason="Skolen bygges om")
    assert EVENING not in states(chat)
    await chat.presses("principal", "Endret i år")
    seen = chat.sees("principal")
    assert "Aktivitetskveld for elever og foresatte: ikke i år" in seen
    assert "Skolen bygges om" in seen
    assert "Ansatt Principal" in seen
    await chat.says("line", "årshjul")
    await chat.presses("line", "Endret i år")
    await chat.presses("line", "Angre")
    assert "Angret" in chat.sees("line")
    assert "Ansatt Line" in chat.sees("line")
    assert EVENING in states(chat)
    assert not any(button["title"] == "Angre" for button in buttons(chat.cards["line"]))


async def test_what_comes_often_is_left_out_once_or_all_year(chat: Chat) -> None:
    chat.clock.now = moment(date(2026, 8, 17))
    assert [one.month for one in await leaves_out(chat, "fellessamling", "false")] == [9, 1, 4, 5, 6]
    assert "Fellessamling: ikke mandag 31.8." in chat.sees("principal")
    assert await leaves_out(chat, "fellessamling", "true") == []
    assert "Fellessamling: ikke i år" in chat.sees("principal")


async def leaves_out(chat: Chat, task: str, every: str) -> list[date]:
    """The days it has then."""
    await opens(chat, task)
    await chat.presses("principal", "Ta ut i år")
    await chat.presses("principal", "Lagre", reason="Aulaen bygges om", every=every)
    await chat.presses("principal", "Endret i år")
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        return [one.due for one in tx.year.states(THE_PLAN) if one.task.id == task]


async def test_a_second_press_does_no_harm(chat: Chat) -> None:
    await chat.says("principal", "ny oppgave")
    await chat.presses("principal", "Ny oppgave")
    form = chat.cards["principal"]
    for _ in range(2):
        chat.cards["principal"] = form
        await chat.presses("principal", "Lagre", **NEW)
    assert len(changes(chat)) == 1
    await opens(chat, EVENING)
    await chat.presses("principal", "Ta ut i år")
    form = chat.cards["principal"]
    for _ in range(2):
        chat.cards["principal"] = form
        await chat.presses("principal", "Lagre", reason="Skolen bygges om")
    assert chat.sees("principal").startswith("✓ Årshjulet er endret")
    assert len(changes(chat)) == 2


@pytest.mark.parametrize("typed", ["endre frist", "Endre fristen", "enrde frist", "flytt frist"])
async def test_the_words_lead_there(chat: Chat, typed: str) -> None:
    await chat.says("line", typed)
    await chat.presses("line", "Velg oppgave")
    await chat.presses("line", "Velg", task=chat.choice("line", "task", "Aktivitetskveld"))
    assert {"Flytt fristen", "Endre hvem som gjør den", "Endre trinn", "Ta ut i år"} <= set(chat.titles("line"))


async def test_what_is_over_its_day_can_be_given_another(chat: Chat) -> None:
    chat.clock.now = moment(date(2026, 12, 2))
    await chat.says("principal", "endre frist")
    await chat.presses("principal", "Velg oppgave")
    await chat.presses("principal", "Velg", task=chat.choice("principal", "task", "Aktivitetskveld"))
    assert "Over fristen" in chat.sees("principal")
    await chat.presses("principal", "Flytt fristen")
    await chat.presses("principal", "Lagre", day="2026-12-11", reason="Aulaen var opptatt")
    assert not states(chat)[EVENING].late(date(2026, 12, 2))


@pytest.mark.parametrize("typed", ["ny oppgave", "Ny opgave", "endre frist"])
async def test_who_does_not_lead_cannot(chat: Chat, typed: str) -> None:
    await chat.says("teacher", typed)
    assert "Årshjulet endres av en leder." in chat.sees("teacher")
    await chat.invoke("teacher", "year.open", {"task": states(chat)[EVENING].one.key})
    assert "Endre" not in chat.titles("teacher")
    await chat.invoke("teacher", "year.new_form", {})
    assert "Du har ikke tilgang til dette." in chat.said


async def test_a_new_task_that_is_not_finished_waits(chat: Chat) -> None:
    chat.canaries += [SKIING]
    await chat.says("principal", "ny oppgave")
    await chat.presses("principal", "Ny oppgave")
    await chat.presses("principal", "Lagre utkast", title=SKIING)
    await chat.deliver()
    await chat.presses("principal", "Fortsett")
    await chat.presses("principal", "Lagre", **{**NEW, "title": SKIING})
    assert [one.title for one in changes(chat)] == [SKIING]
    await chat.deliver()


async def test_a_task_that_contact_teachers_do_too_is_done_for_each_class(chat: Chat) -> None:
    await makes_a_task(chat, owners="rektor,kontaktlærer", grades="")
    task = changes(chat)[0].task
    await chat.invoke("teacher", "year.finish", {"task": states(chat)[task].one.key})
    assert "Ferdig for 1 av 2 klasser" in chat.sees("teacher")
    await makes_a_task(chat, owners="rektor,kontaktlærer", grades="", per="skole")
    task = changes(chat)[1].task
    await chat.invoke("teacher", "year.finish", {"task": states(chat)[task].one.key})
    assert "Ferdig for" not in chat.sees("teacher"), "as the leader said"


async def test_who_does_it_too_and_for_what_is_seen_and_chosen_at_once(chat: Chat) -> None:
    await opens(chat, EVENING)
    await chat.presses("principal", "Endre hvem som gjør den")
    before = chat.ticked("principal", "owners")
    await chat.presses("principal", "Lagre", reason="Ingen endring")
    assert chat.sees("principal").startswith("✓ Det var slik fra før")
    assert changes(chat) == []
    await opens(chat, EVENING)
    await chat.presses("principal", "Endre hvem som gjør den")
    owners = f"{before},kontaktlærer"
    await chat.presses("principal", "Lagre", owners=owners, per="klasse", reason="Alle hjelper til")
    assert {*states(chat)[EVENING].parts} == {"4B", "6A"}
    await chat.presses("principal", "Endret i år")
    assert "én gang for hver klasse" in chat.sees("principal")


async def test_what_was_done_for_all_is_taken_back_when_it_is_done_for_each(chat: Chat) -> None:
    key = {"task": states(chat)[EVENING].one.key}
    await chat.invoke("principal", "year.finish", key)
    await opens(chat, EVENING)
    await chat.presses("principal", "Endre hvem som gjør den")
    await chat.presses("principal", "Lagre", owners="kontaktlærer", per="klasse", reason="Klassene gjør det")
    await chat.invoke("principal", "year.open", key)
    await chat.presses("principal", "Angre «ferdig»")
    assert states(chat)[EVENING].left == {"4B", "6A"}


async def test_who_gets_a_task_of_aks_is_told_of_it_where_they_are(chat: Chat, channel: ChannelChat) -> None:
    await makes_a_task(chat, owners="baseleder", grades="")
    task = changes(chat)[0].task
    assert states(chat)[task].task.posted_to == ("aks",)
    await opens(chat, task)
    await chat.presses("principal", "Endre hvem som gjør den")
    await chat.presses("principal", "Lagre", owners="kontaktlærer", per="klasse", reason="Klassene gjør det")
    now = states(chat)[task].task
    assert (now.posted_to, now.calendar) == (("årshjul",), "skole")


async def test_a_fixed_meeting_that_gets_a_day_is_told_of_in_its_week(chat: Chat, channel: ChannelChat) -> None:
    with chat.database.begin() as unit:
        keys = {one.one.key: one for one in chat.school(unit).year.states(THE_PLAN)}
    december = next(key for key, one in keys.items() if one.task.meeting and key.startswith("fau") and "-12-" in key)
    await chat.invoke("principal", "year.change_form", {"task": december, "kind": "dag"})
    await chat.presses("principal", "Lagre", day="2026-12-10", reason="FAU bytter uke")
    await morning_of(chat, date(2026, 12, 7))
    assert channel.has("Møte i FAU (torsdag)")


async def test_another_time_of_what_comes_often_can_be_changed(chat: Chat) -> None:
    chat.clock.now = moment(date(2026, 8, 17))
    await opens(chat, "fellessamling")
    await chat.presses("principal", "En annen gang")
    await chat.presses("principal", "Velg", task=chat.choice("principal", "task", "30.4."))
    await chat.presses("principal", "Flytt fristen")
    await chat.presses("principal", "Lagre", day="2027-04-23", reason="Aulaen er opptatt")
    with chat.database.begin() as unit:
        found = [one.due for one in chat.school(unit).year.states(THE_PLAN) if one.task.id == "fellessamling"]
    assert date(2027, 4, 23) in found
    await opens(chat, EVENING)
    assert "En annen gang" not in chat.titles("principal"), "it comes once"


async def test_what_was_put_off_before_a_leader_set_a_day_is_seen_to_count_no_more(chat: Chat) -> None:
    key = {"task": states(chat)[EVENING].one.key}
    await chat.invoke("social", "year.put_off", key | {"until": "2026-12-11", "reason": "Aulaen er opptatt"})
    chat.clock.forward(minutes=1)
    await opens(chat, EVENING)
    await chat.presses("principal", "Flytt fristen")
    await chat.presses("principal", "Lagre", day="2026-12-04", reason="Aulaen er ledig")
    await chat.invoke("social", "year.open", key)
    assert "innen fredag 4.12." in chat.sees("social")
    assert "Gjelder ikke lenger: en leder har satt en annen dag." in chat.sees("social")


async def test_an_answer_that_is_gone_from_the_list_is_named_once(chat: Chat) -> None:
    await opens(chat, EVENING)
    await chat.presses("principal", "Endre hvem som gjør den")
    await chat.presses("principal", "Lagre", owners="assistent", per="finnes ikke", reason="Permisjon")
    gone = [line for line in chat.sees("principal").split("\n") if "Dette svaret finnes ikke lenger" in line]
    assert gone[0].startswith("⚠ Gjøres én gang for … (tomt: ")
    assert gone[0].endswith("): Dette svaret finnes ikke lenger i listen. Velg på nytt.")
    assert len(gone) == 2, "at the top, and by the field"
