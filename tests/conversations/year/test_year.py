"""The årshjul: posted in the channels it is for, done by those whose it is, and seen by everyone."""

from datetime import date
from itertools import pairwise

import pytest

from domain.event import EventKind
from domain.year.tasks import YearRecord
from storage.year.year import EventDay
from tests.kit.school import Chat
from tests.kit.teams.channel import ChannelChat, bound
from tests.kit.teams.connector import Fault
from tests.kit.year.days import key_of, moment, morning_of, mornings, states_of

HEADING = "Årshjulet, "
NOVEMBER = date(2026, 11, 2)
TITLE = "Aktivitetskveld"


@pytest.fixture
async def channel(chat: Chat) -> ChannelChat:
    return await bound(chat, "årshjul")


async def test_every_task_of_a_day_is_posted_once_in_as_many_posts_as_it_takes(
    chat: Chat, channel: ChannelChat
) -> None:
    await morning_of(chat, NOVEMBER)
    await morning_of(chat, NOVEMBER)
    first, second = sorted(channel.posts())
    assert (first[0], second[0]) == ("Årshjulet, mandag 2.11. (1 av 2)", "Årshjulet, mandag 2.11. (2 av 2)")
    for title in ("Trinngjennomgang", "Elevundersøkelsen", "Trivselsundersøkelsen", "Aktivitetskveld"):
        assert any(title in line for line in first), title
    assert any("innen mandag 30.11. · trinnleder, sosiallærer og kontaktlærer · trinn 5–7" in line for line in first)
    assert any("Udirs undersøkelse" in line for line in first), "and what is to be done"
    assert any(line.startswith("Faste møter: ") and "Møte i FAU" in line for line in first), "what repeats is a line"
    assert any(line.startswith("⚠ Over fristen: ") and "Garnnøstetesten" in below for line, below in pairwise(first))
    assert not any(line.startswith(("Faste møter", "⚠ Over")) for line in second)


async def test_nothing_is_posted_on_a_closed_day(chat: Chat, channel: ChannelChat) -> None:
    await mornings(chat, date(2026, 10, 31), date(2026, 11, 1))
    assert channel.posts() == []


async def test_done_is_seen_by_everyone(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, NOVEMBER)
    channel.opens_that(TITLE)
    await channel.presses("social", "Ferdig", TITLE)
    assert f"✓ Ferdig: {TITLE}" in channel.sees()
    await chat.deliver()
    assert channel.has("✓ Ferdig mandag 2.11."), "the post itself, for everyone"
    channel.opens_that(TITLE)
    await channel.presses("principal", "Hvem?", TITLE)
    assert "Sosiallærer: Ansatt Social" in channel.sees()
    channel.opens_that(TITLE)
    await channel.presses("social", "Hvem?", TITLE)
    await channel.presses("social", "Angre «ferdig»")
    await chat.deliver()
    assert not channel.has("✓ Ferdig mandag")


@pytest.mark.parametrize("times", [1, 4])
async def test_a_post_that_is_not_found_at_random_is_changed_all_the_same(
    chat: Chat, channel: ChannelChat, times: int
) -> None:
    await morning_of(chat, NOVEMBER)
    channel.opens_that(TITLE)
    chat.connector.fail(channel.thread, *[Fault(404, "ConversationNotFound")] * times)
    await channel.presses("social", "Ferdig", TITLE)
    for _ in range(times + 1):
        await chat.deliver()
        chat.clock.forward(minutes=2)
    assert channel.has("✓ Ferdig mandag 2.11.")


async def test_a_second_press_does_no_harm(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, NOVEMBER)
    seen = channel.opens_that(TITLE)
    for _ in range(2):
        channel.card = seen
        await channel.presses("social", "Ferdig", TITLE)
        assert f"✓ Ferdig: {TITLE}" in channel.sees()
    await chat.deliver()
    with chat.database.begin() as unit:
        assert len(chat.school(unit).events.of_school(EventKind.YEAR_TASK, YearRecord)) == 1


async def test_each_contact_teacher_is_done_with_the_own_class(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, date(2026, 10, 30))
    channel.opens_that("Utviklingssamtale 1")
    await channel.presses("teacher", "Ferdig", "Utviklingssamtale 1")
    await channel.presses("teacher", "Ferdig")
    assert "Ferdig for 1 av 2 klasser" in channel.sees()
    await channel.presses("teacher6", "Hvem?", "Utviklingssamtale 1")
    assert "Ferdig i: 4B" in channel.sees()
    assert "Gjenstår i: 6A" in channel.sees()
    await channel.presses("assistant", "Ferdig")
    assert "gjøres av kontaktlærer. En leder kan også." in chat.said
    await channel.presses("teacher6", "Ferdig")
    await channel.presses("teacher6", "Ferdig", note="Alle ni")
    await channel.presses("teacher6", "Hvem?", "Utviklingssamtale 1")
    assert "Ferdig for 6A\nAlle ni" in channel.sees()
    await chat.deliver()
    assert channel.has("✓ Ferdig fredag 30.10.")


async def test_what_the_plan_asks_for_is_asked_and_kept(chat: Chat, channel: ChannelChat) -> None:
    chat.canaries.append("Kanarikontrakt")
    await morning_of(chat, date(2026, 8, 17))
    await chat.says("teacher", "årshjul")
    while "Klassekontrakt sammen med AKS" not in chat.sees("teacher"):
        on = next(title for title in chat.titles("teacher") if title.startswith(("Flere", "Neste")))
        await chat.presses("teacher", on)
    task = next(state for state in states_of(chat) if state.task.id == "klassekontrakt")
    await chat.invoke("teacher", "year.finish_form", {"task": task.one.key})
    assert "Henger kontrakten synlig?" in str(chat.cards["teacher"])
    await chat.presses("teacher", "Ferdig", note="Ja, Kanarikontrakt ved døra")
    assert "✓ Ferdig for 4B.\n" in chat.sees("teacher")
    assert "Ferdig for 4B\nJa, Kanarikontrakt ved døra" in chat.sees("teacher")
    await chat.deliver()


async def test_a_task_is_put_off_to_an_open_day_with_a_reason(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, NOVEMBER)
    channel.opens_that(TITLE)
    await channel.presses("social", "Flytt fristen", TITLE)
    for day, wrong in (
        ("2026-11-20", "Velg en dag etter fristen som er nå."),
        ("2026-12-25", "Velg en skoledag i dette skoleåret."),
        ("2027-08-02", "Velg en skoledag i dette skoleåret."),
    ):
        await channel.presses("social", "Flytt fristen", until=day, reason="Aulaen er opptatt")
        assert wrong in channel.sees()
    await channel.presses("social", "Flytt fristen", until="2026-12-04", reason="Aulaen er opptatt")
    assert "fristen er flyttet til fredag 4.12." in channel.sees()
    await chat.deliver()
    assert channel.has("fristen er flyttet til fredag 4.12.")
    await mornings(chat, date(2026, 11, 3), date(2026, 12, 4))
    assert any(TITLE in line for line in channel.posts()[-1]), "and it is posted that day"
    await chat.invoke("social", "year.put_off", {"task": key_of(chat, "aktivitetskveld"), **PUT_OFF})
    assert "Fristen er flyttet." in chat.sees("social"), "the same press once more"


PUT_OFF = {"until": "2026-12-04", "reason": "Aulaen er opptatt"}


async def test_what_waits_for_the_results_begins_when_someone_says_they_have_come(chat: Chat) -> None:
    chat.clock.now = moment(date(2027, 1, 11))
    await chat.says("principal", "årshjul")
    assert not {"resultater_teamtid", "tiltaksplan_5_7"} & {state.task.id for state in states_of(chat)}
    assert not any("er kommet" in title for title in chat.titles("principal")), "it is part of the survey's own task"
    await chat.invoke("principal", "year.open", {"task": key_of(chat, "elevundersøkelsen")})
    assert "Start varsel" in chat.titles("principal"), "what the answers show may have to be alerted"
    await chat.presses("principal", "Resultatene er kommet")
    await chat.presses("principal", "Lagre", on="2027-02-01")
    assert "Velg en dag i dette skoleåret, ikke i framtiden." in chat.sees("principal")
    await chat.presses("principal", "Lagre", on="2027-01-11")
    assert "✓ Resultatene for 5.–7. er kommet." in chat.sees("principal")
    due = {state.task.id: state.due for state in states_of(chat)}
    assert (due["resultater_teamtid"], due["tiltaksplan_5_7"]) == (date(2027, 1, 18), date(2027, 1, 25))
    assert "tiltaksplan_1_4" not in due, "the others wait for their own"
    await chat.invoke("principal", "year.happened", {"event": "resultatene_5_7", "on": "2027-01-11"})
    assert "✓ Resultatene for 5.–7. er kommet." in chat.sees("principal"), "a second press"
    with chat.database.begin() as unit:
        assert len(chat.school(unit).events.of_school(EventKind.YEAR_HAPPENED, EventDay)) == 1
    await chat.invoke("principal", "year.open", {"task": key_of(chat, "elevundersøkelsen")})
    await chat.presses("principal", "Rett dagen resultatene kom")
    await chat.presses("principal", "Lagre", on="2027-01-08")
    assert next(state.due for state in states_of(chat) if state.task.id == "tiltaksplan_5_7") == date(2027, 1, 22)


async def test_who_is_done_with_the_survey_is_asked_when_the_results_came(chat: Chat) -> None:
    chat.clock.now = moment(date(2026, 11, 30))
    await chat.invoke("line", "year.open", {"task": key_of(chat, "trivselsundersøkelsen")})
    await chat.presses("line", "Ferdig")
    await chat.presses("line", "Ferdig", on="2026-11-27")
    assert next(state.due for state in states_of(chat) if state.task.id == "tiltaksplan_1_4") == date(2026, 12, 11)


async def test_each_sees_their_own_month_and_a_leader_the_whole_year(chat: Chat) -> None:
    chat.clock.now = moment(date(2026, 11, 12))
    await chat.says("teacher", "årshjulet")
    assert chat.sees("teacher").startswith("Årshjulet, november 2026")
    assert "Over fristen" in chat.sees("teacher"), "of September and October nothing is done"
    first = next(line for line in chat.sees("teacher").splitlines() if line.startswith("innen"))
    assert first.startswith("innen mandag 30.11."), "this month comes before what is left from the others"
    assert "Neste" in chat.titles("teacher")
    assert "Hele året" not in chat.titles("teacher")
    await chat.says("base", "årshjul")
    assert "Kontaktlærer" not in chat.sees("base")
    await chat.says("principal", "årshjul")
    assert "Ingen kanal får årshjulet ennå." in chat.sees("principal")
    first = next(line for line in chat.sees("principal").splitlines() if line.startswith("innen"))
    assert "rektor" in first, "everyone's, but the own ones first"
    await chat.presses("principal", "Hele året")
    assert "September 2026: 9 over fristen" in chat.sees("principal")
    assert "Juni 2027: " in chat.sees("principal")
    assert "over fristen" in chat.sees("principal")
    await chat.invoke("teacher", "year.whole", {})
    assert "Du har ikke tilgang" in chat.said


async def test_the_year_after_it_says_that_the_plan_of_the_year_is_missing(chat: Chat) -> None:
    said = "Årshjulet er for skoleåret 2026–27. Årets plan er ikke lagt inn. Si fra til drift."
    for day, ended in ((date(2027, 6, 25), False), (date(2027, 8, 16), True)):
        chat.clock.now = moment(day)
        await chat.says("principal", "årshjul")
        assert (said in chat.sees("principal")) is ended


async def test_a_channel_is_told_of_what_it_is_for(chat: Chat) -> None:
    whole = await bound(chat, "årshjul")
    heads = await bound(chat, "ledelse", channel_id="19:ledelse@thread.tacv2")
    sixth = await bound(chat, "trinn 6", channel_id="19:sjette@thread.tacv2")
    await bound(chat, "trinn 4", channel_id="19:fjerde@thread.tacv2")
    await mornings(chat, date(2026, 8, 17), date(2026, 8, 31))
    for task, channel in {
        "E-læring for nyansatte": heads,
        "Velkomstsamtale": sixth,
        "Ordensreglementet": whole,
    }.items():
        assert channel.has(task), task
    assert not whole.has("Velkomstsamtale")
    await whole.says("teacher", "årshjul")
    assert whole.sees().startswith("Årshjulet, august 2026")
    assert "Hele året" not in whole.titles()


async def test_a_grade_without_a_channel_is_told_where_the_staff_is(chat: Chat) -> None:
    whole = await bound(chat, "årshjul")
    sixth = await bound(chat, "trinn 6", channel_id="19:sjette@thread.tacv2")
    await mornings(chat, date(2026, 8, 17), date(2026, 8, 31))
    assert sixth.has("Velkomstsamtale")
    assert whole.has("Velkomstsamtale"), "for the fourth grade"


async def test_days_nobody_swept_are_made_good_once(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, date(2026, 10, 29))
    before = len(channel.posts())
    await morning_of(chat, date(2026, 11, 19))
    posts = channel.posts()[before:]
    assert {post[0].partition(" (")[0] for post in posts} == {"Årshjulet, torsdag 19.11."}
    assert any(TITLE in line for post in posts for line in post)
    await morning_of(chat, date(2026, 11, 20))
    assert not any(TITLE in line for post in channel.posts()[before + len(posts) :] for line in post)


async def test_a_post_of_another_kind_or_task_is_refused_kindly(chat: Chat, channel: ChannelChat) -> None:
    await chat.invoke("teacher", "year.post", {"post": "i går"})
    assert "Dette innlegget kan ikke brukes lenger." in chat.said
    await chat.invoke("teacher", "year.open", {"task": "finnes:2026-01-01"})
    assert "Fant ikke oppgaven i årets årshjul." in chat.said


async def test_that_a_task_is_done_is_said_once(chat: Chat) -> None:
    await morning_of(chat, NOVEMBER)
    await chat.invoke("social", "year.finish", {"task": key_of(chat, "aktivitetskveld")})
    assert chat.sees("social").count("✓ Ferdig") == 1
