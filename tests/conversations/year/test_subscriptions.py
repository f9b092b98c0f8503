"""The årshjul in a person's own calendar: a secret link, what it gives, and when it gives nothing any more."""

import re
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest
from icalendar import TRANSP, Calendar, Event
from sqlalchemy import text
from yarl import URL

from bot import logs
from bot.web.calendars import OF_ONE
from domain.people.person import Person, Role
from services.people.hand_over import withdraw_where_lost
from tests.kit.school import NAMES, STAFF, Chat
from tests.kit.year.days import moment

LINK = re.compile(r"https://skolemiljo\.test(/kalender/\S+\.ics)")
OWN, WHOLE = "Mine oppgaver", "Hele skolen"
GONE = "Den er stoppet eller byttet ut."
EVENING, CONTRACT = "Aktivitetskveld for elever og foresatte", "Klassekontrakt sammen med AKS"
NOVEMBER = date(2026, 11, 2)


async def opens(chat: Chat, who: str) -> None:
    await chat.says(who, "kalender")
    await chat.presses(who, "Abonner i kalenderen")


def link_of(chat: Chat, who: str) -> str:
    found = LINK.search(chat.sees(who))
    assert found, chat.sees(who)
    return found[1]


async def subscribes(chat: Chat, who: str = "teacher", to: str = OWN) -> str:
    """The path of a new link."""
    await opens(chat, who)
    await chat.presses(who, to)
    return link_of(chat, who)


async def fetched(chat: Chat, path: str) -> dict[str, Event]:
    """What stands in the calendar, by what it is called."""
    answer = await chat.client.get(path)
    assert (answer.status, answer.content_type, answer.charset) == (200, "text/calendar", "utf-8")
    read = Calendar.from_ical(await answer.read())
    return {str(one.summary): one for one in read.events}


async def gone(chat: Chat, path: str) -> bool:
    answer = await chat.client.get(URL(path, encoded=True))
    return (answer.status, GONE in await answer.text()) == (404, True)


def staff(chat: Chat, *people: Person) -> None:
    """These are the school's people from now on, as after an import."""
    with chat.database.begin() as unit:
        chat.school(unit).people.replace(people)
    with chat.database.begin() as unit:
        withdraw_where_lost(chat.school(unit), chat.clock())


def without(who: str, *instead: Person) -> Iterable[Person]:
    return [*(person for key, person in STAFF.items() if key != who), *instead]


async def test_the_word_gives_a_button_and_the_press_a_link_with_how_to_use_it(chat: Chat) -> None:
    for typed in ("kalender", "kalendr", "Kalenderen"):
        await chat.says("teacher", typed)
        assert chat.titles("teacher") == ["Abonner i kalenderen"]
    path = await subscribes(chat)
    assert "Abonner fra nettet" in chat.sees("teacher")
    assert "Kopier lenken nå. Den kan ikke vises igjen." in chat.sees("teacher")
    assert not any(path[10:] in str(request.body) for request in chat.connector.requests), "in no message (law 1)"


async def test_the_year_in_ones_own_chat_leads_there_too(chat: Chat) -> None:
    await chat.says("teacher", "årshjul")
    await chat.presses("teacher", "Abonner i kalenderen")
    assert {OWN, WHOLE} <= set(chat.titles("teacher"))


@pytest.mark.easy_teams("counts links")
async def test_a_link_there_is_cannot_be_shown_again_but_replaced(chat: Chat) -> None:
    first = await subscribes(chat)
    await opens(chat, "teacher")
    assert "Du fikk en lenke mandag 23.11.2026, og den kan ikke vises igjen." in chat.sees("teacher")
    assert OWN not in chat.titles("teacher")
    seen = chat.cards["teacher"]
    await chat.presses("teacher", f"Ny lenke: {OWN}")
    second = link_of(chat, "teacher")
    assert await gone(chat, first)
    assert await fetched(chat, second)
    chat.clock.forward(minutes=1)
    chat.cards["teacher"] = seen
    await chat.presses("teacher", f"Ny lenke: {OWN}")
    assert chat.said == "Du har en annen lenke nå, eller ingen. Skriv «kalender», og velg der."
    assert await fetched(chat, second), "an old card takes nothing away"


@pytest.mark.easy_teams("counts links")
async def test_a_second_tap_shows_the_same_link(chat: Chat) -> None:
    await opens(chat, "teacher")
    seen = chat.cards["teacher"]
    await chat.presses("teacher", OWN)
    path, chat.cards["teacher"] = link_of(chat, "teacher"), seen
    await chat.presses("teacher", OWN)
    assert link_of(chat, "teacher") == path


async def test_stopping_ends_all_of_ones_links_and_nobody_elses(chat: Chat) -> None:
    own, whole = await subscribes(chat), await subscribes(chat, to=WHOLE)
    other = await subscribes(chat, "teacher6")
    await opens(chat, "teacher")
    await chat.presses("teacher", "Stopp abonnementet")
    assert "Abonnementet er stoppet." in chat.sees("teacher")
    assert "Stopp abonnementet" not in chat.titles("teacher")
    assert await gone(chat, own)
    assert await gone(chat, whole)
    assert await fetched(chat, other)


async def test_a_link_that_was_stopped_stays_so_when_the_clock_goes_back(chat: Chat) -> None:
    chat.clock.forward(hours=1)
    stopped = await subscribes(chat)
    await opens(chat, "teacher")
    await chat.presses("teacher", "Stopp abonnementet")
    lives = await subscribes(chat)
    for back in (timedelta(minutes=1), timedelta(hours=2), timedelta(days=400)):
        chat.clock.now -= back
        assert await gone(chat, stopped)
        assert await fetched(chat, lives), "one that has no end lives on"


async def test_ones_own_tasks_are_those_of_the_role_and_the_school_has_them_all(chat: Chat) -> None:
    teacher = await fetched(chat, await subscribes(chat))
    principal = await fetched(chat, await subscribes(chat, "principal"))
    whole = await fetched(chat, await subscribes(chat, "aks", WHOLE))
    assert CONTRACT in teacher
    assert set(teacher) != set(principal)
    assert {*teacher, *principal} <= set(whole)


async def test_a_task_stands_on_its_day_and_says_what_and_who(chat: Chat) -> None:
    chat.clock.now = moment(NOVEMBER)
    evening = (await fetched(chat, await subscribes(chat, to=WHOLE)))[EVENING]
    assert (evening.start, evening.end) == (date(2026, 11, 30), date(2026, 12, 1))
    assert "\nHvem: " in (evening.description or "")
    assert evening.transparency == TRANSP.TRANSPARENT, "the day stays free for other things"


async def test_a_task_that_is_put_off_or_done_is_the_same_event(chat: Chat) -> None:
    chat.clock.now = moment(NOVEMBER)
    path = await subscribes(chat, to=WHOLE)
    before = (await fetched(chat, path))[EVENING]
    key = before.uid.removeprefix("rosenholm:").removesuffix("@skolemiljo")
    put_off = {"task": key, "until": "2026-12-04", "reason": "Kanarigrunn"}
    await chat.invoke("social", "year.put_off", put_off)
    moved = (await fetched(chat, path))[EVENING]
    assert (moved.uid, moved.start) == (before.uid, date(2026, 12, 4))
    assert moved.sequence > before.sequence
    assert moved.stamp == chat.clock()
    await chat.invoke("social", "year.finish", {"task": key, "note": "Kanarinotat"})
    done = (await fetched(chat, path))[f"Ferdig: {EVENING}"]
    assert (done.uid, done.start) == (before.uid, date(2026, 12, 4))
    assert "Ferdig 2.11.2026" in (done.description or "")
    whole = await (await chat.client.get(path)).text()
    assert "Kanari" not in whole, "nothing that was typed"


async def test_nothing_of_a_case_is_in_it(chat: Chat) -> None:
    reference = await chat.sends()
    answer = await chat.client.get(await subscribes(chat, "principal", WHOLE))
    body = (await answer.text()).replace("\r\n ", "")
    assert not any(word in body for word in (reference, *chat.canaries[: 2 * len(NAMES)]))


async def test_it_is_the_same_bytes_each_time_and_need_not_be_sent_again(chat: Chat) -> None:
    path = await subscribes(chat)
    first, again = await chat.client.get(path), await chat.client.get(path)
    assert await first.read() == await again.read()
    assert first.headers["Cache-Control"] == "private, max-age=3600"
    assert first.headers["Referrer-Policy"] == "no-referrer"
    head = await chat.client.head(path)
    assert (head.status, await head.read()) == (200, b"")
    kept = await chat.client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (kept.status, await kept.read(), kept.headers["ETag"]) == (304, b"", first.headers["ETag"])
    read = Calendar.from_ical(await first.read())
    assert (read.calendar_name, read.refresh_interval) == ("Mine oppgaver, Rosenholm skole", timedelta(hours=12))
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert (await chat.client.request(method, path)).status == 405


async def test_unknown_and_strange_links_are_the_same_page(chat: Chat) -> None:
    path = await subscribes(chat)
    token = path.removeprefix("/kalender/").removesuffix(".ics")
    other = "A" if token[-10] != "A" else "B"
    strange = (
        token[:-10] + other + token[-9:],
        token[:32],
        token[:-1],
        token.upper(),
        "x",
        "%00",
        "%ff%fe",
        "%C3%A5" * 75,
    )
    seen = set()
    for wrong in (*strange, "'%20OR%201=1", "0" * 32 + token[32:], token + "x" * 4000):
        answer = await chat.client.get(URL(f"/kalender/{wrong}.ics", encoded=True))
        seen.add((answer.status, answer.headers["Cache-Control"], await answer.text()))
    assert [(status, cache, GONE in page) for status, cache, page in seen] == [(404, "no-store", True)]
    assert await fetched(chat, path)


async def test_a_link_dies_when_its_owner_leaves_and_stays_away(chat: Chat) -> None:
    own, whole = await subscribes(chat), await subscribes(chat, to=WHOLE)
    staff(chat, *without("teacher"))
    assert await gone(chat, own)
    assert await gone(chat, whole)
    staff(chat, *STAFF.values())
    assert await gone(chat, own)
    assert await gone(chat, whole)


async def test_who_has_left_gets_nothing_even_before_anything_is_withdrawn(chat: Chat) -> None:
    path = await subscribes(chat)
    with chat.database.begin() as unit:
        chat.school(unit).people.replace(without("teacher"))
    assert await gone(chat, path)


async def test_another_role_has_other_tasks_and_the_owners_contact_not_the_schools(chat: Chat) -> None:
    own, whole = await subscribes(chat), await subscribes(chat, to=WHOLE)
    assert CONTRACT in await fetched(chat, own)
    contact = replace(STAFF["teacher"], roles=frozenset({Role.SCHOOL_OWNER}), classes=frozenset())
    staff(chat, *without("teacher", contact))
    assert CONTRACT not in await fetched(chat, own)
    assert await gone(chat, whole)
    await opens(chat, "teacher")
    assert WHOLE not in chat.titles("teacher")
    await chat.invoke("teacher", "calendar.link", {"to": "skolen"})
    assert chat.said == "Du kan ikke abonnere på denne kalenderen."


@pytest.mark.damages
async def test_a_row_that_was_changed_past_the_bot_leads_nowhere(chat: Chat) -> None:
    path, other = await subscribes(chat), await subscribes(chat, "principal")
    with chat.database.engine.begin() as connection:
        connection.execute(text("UPDATE calendar_links SET kind = 'skolen' WHERE id = :id"), {"id": path[10:42]})
    assert await gone(chat, path)
    with chat.database.engine.begin() as connection:
        connection.execute(text("UPDATE calendar_links SET kind = 'andre' WHERE id = :id"), {"id": path[10:42]})
    assert await gone(chat, path)
    assert await fetched(chat, other)


async def test_the_token_is_in_no_log_no_metric_and_no_column(chat: Chat) -> None:
    heard = StringIO()
    with redirect_stderr(heard), redirect_stdout(heard):
        logs.configure("DEBUG")
        path = await subscribes(chat)
        token = path.removeprefix("/kalender/").removesuffix(".ics")
        await fetched(chat, path)
        await chat.client.get(path[:-5] + ".ics")
        for _ in range(OF_ONE.burst + 1):
            status = (await chat.client.get(path)).status
        assert status == 429
        metrics = await chat.metrics()
    assert 'skolemiljo_limited_total{what="calendar"}' in metrics
    with chat.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM calendar_links")).all()
    assert not any(token[32:] in where for where in (heard.getvalue(), metrics, str(rows)))


async def test_when_the_database_is_away_calendars_keep_what_they_have(chat: Chat) -> None:
    path = await subscribes(chat)
    with chat.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE calendar_links RENAME TO away"))
    answer = await chat.client.get(path)
    with chat.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO calendar_links"))
    assert (answer.status, answer.headers["Cache-Control"]) == (503, "no-store")
