"""The report to the school owner, SMU and driftsstyret: in steps, told once, fetched by links that work once."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from domain.event import EventKind
from domain.people.person import Role
from domain.statistics.told import ToldHalf
from tests.domain.statistics.test_told import sums_of
from tests.kit.audit import done_by, events_in
from tests.kit.damage import flip, rows_of
from tests.kit.pdf import faults, tags
from tests.kit.school import FACT, NAMES, SCHOOL, STAFF, Chat, walk
from tests.kit.steps.saksgang import opens, received

BUTTON, AUTUMN, SPRING = "Rapport til skoleeier og SMU", "Lag rapport for høsten 2026", "Lag rapport for våren 2027"
JANUARY, JULY = datetime(2027, 1, 4, 8, tzinfo=UTC), datetime(2027, 7, 1, 8, tzinfo=UTC)
FEW = "færre enn 5"
TOLD = re.compile(r"færre enn 5|ikke talt|\d*[05]–\d*[49]|\d\d?\.\d\d?\.\d{4}")
"""All that may stand where a number is: a step, and the day it was counted."""
Sheet = dict[tuple[str, str, str], str]


async def finds(chat: Chat, who: str = "principal") -> None:
    await chat.says(who, "statistikk")
    await chat.presses(who, "Vis statistikk")
    await chat.presses(who, BUTTON)


async def links(chat: Chat, button: str = AUTUMN, who: str = "principal") -> list[str]:
    """The paths of the PDF and the CSV."""
    await finds(chat, who)
    await chat.presses(who, button)
    urls = (str(one["url"]) for one in walk(chat.cards[who]) if one.get("type") == "Action.OpenUrl")
    return [url.removeprefix("https://skolemiljo.test") for url in urls]


async def sheet(chat: Chat, button: str = AUTUMN, who: str = "principal") -> Sheet:
    """What the CSV says, by heading, what, and when."""
    answer = await chat.client.post((await links(chat, button, who))[1])
    assert (answer.status, answer.content_type) == (200, "text/csv")
    rows = csv.reader(io.StringIO((await answer.read()).decode("utf-8-sig")), delimiter=";")
    return {(heading, what, when): value for _school, heading, what, when, value in [*rows][1:]}


async def test_before_the_half_year_is_over_nothing_is_told(chat: Chat) -> None:
    await chat.sends()
    await finds(chat)
    assert chat.sees("principal").endswith("Rapporten kan lages når høsten 2026 er over.")
    assert chat.titles("principal") == ["Tilbake"]
    forged = await chat.invoke("principal", "statistics.report", {"half": "2026-07-01/2026-12-31"})
    assert "når halvåret er over" in str(forged)
    assert events_in(chat.database, EventKind.STATISTICS_TOLD) == []


async def test_the_numbers_are_steps_and_hold_no_case(chat: Chat) -> None:
    for at in range(6):
        await chat.sends(pupil=NAMES[at % 3], kinds="mobbing,vold" if at else "mobbing")
    chat.clock.now = JANUARY
    told = await sheet(chat)
    assert told["Saker", "Saker i alt", "høsten 2026"] == "5–9"
    assert [told["Saker", month, "2026/27"] for month in ("okt", "nov", "jan")] == ["færre enn 5", "5–9", "ikke talt"]
    assert told["Saker etter trinn", "Trinn 4", "høsten 2026"] == "5–9"
    assert told["Saker etter ukedag", "mandag", "høsten 2026"] == "5–9"
    assert told["Saker etter hva de gjelder", "Mobbing", "høsten 2026"] == "5–9"
    assert told["Frister, og om det hjelper", "Varselet ble tatt imot senest dagen etter", "høsten 2026"] == FEW
    assert all(TOLD.fullmatch(value) for value in told.values())


async def test_the_pdf_is_valid_and_each_figure_has_its_table(chat: Chat) -> None:
    await chat.sends()
    chat.clock.now = JANUARY
    answer = await chat.client.post((await links(chat))[0])
    body = await answer.read()
    assert (answer.status, answer.content_type) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"].endswith("Rapport%2C%20h%C3%B8sten%202026.pdf")
    assert faults(body) == []
    kinds = [tag.kind for tag in tags(body).all() if tag.kind in {"Figure", "Table"}]
    assert kinds[0] == "Table", "when each was counted"
    assert kinds[1:] == ["Figure", "Table"] * (len(kinds) // 2)
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    assert "Skolemiljøet høsten 2026" in words
    assert not any(secret in words for secret in (*NAMES, FACT, "2026-001"))


async def test_one_on_an_employee_and_one_past_the_school_are_not_counted(chat: Chat) -> None:
    """Four are few; five would not be."""
    for at in range(4):
        await chat.sends(pupil=NAMES[at % 3])
    for suspicion in ("ansatt", "ledelsen"):
        await chat.sends(suspicion=suspicion)
    chat.clock.now = JANUARY
    told = await sheet(chat)
    assert {value for key, value in told.items() if key[0].startswith("Saker")} == {FEW, "ikke talt"}


def _told(chat: Chat) -> list[ToldHalf]:
    with chat.database.begin_reading() as unit:
        return unit.school(SCHOOL).events.of_school(EventKind.STATISTICS_TOLD, ToldHalf)


async def test_a_report_made_again_says_the_same_whatever_has_happened(chat: Chat) -> None:
    """The attack: two reports with one case between them."""
    reference = await received(chat)
    for at in range(4):
        await chat.sends(pupil=NAMES[at % 3])
    chat.clock.now = JANUARY
    first = await sheet(chat)
    assert first["Saker", "Saker i alt", "høsten 2026"] == "5–9"
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Rett eller avslutt")
    await chat.presses("principal", "Feilregistrert")
    await chat.presses("principal", "Avslutt saken", reason="Varselet gjaldt en annen skole")
    await chat.sends(pupil=NAMES[0])
    chat.clock.now += timedelta(days=30)
    assert await sheet(chat) == first
    assert await sheet(chat, who="deputy") == first
    assert len(_told(chat)) == 1


async def test_the_next_report_tells_of_the_earlier_half_what_was_told(chat: Chat) -> None:
    await chat.sends()
    chat.clock.now = JANUARY
    first = await sheet(chat)
    await chat.sends(pupil=NAMES[1])
    chat.clock.now = JULY
    second = await sheet(chat, SPRING)
    autumn = {key: value for key, value in first.items() if key[2] == "2026/27" and value != "ikke talt"}
    assert autumn
    assert autumn.items() <= second.items()
    assert await sheet(chat) == first
    assert [one.half.label for one in _told(chat)] == ["høsten 2026", "våren 2027"]


@pytest.mark.easy_teams("counts links")
async def test_who_had_it_told_and_who_fetched_it_is_in_the_audit(chat: Chat) -> None:
    chat.clock.now = JANUARY
    pdf, _sheet = await links(chat)
    page = await (await chat.client.get(pdf)).text()
    assert "Rapport, høsten 2026" in page
    assert (await chat.client.post(pdf)).status == 200
    assert (await chat.client.post(pdf)).status == 404
    kinds = [one.kind for one in done_by(chat.database, "principal") if one.kind.startswith(("stat", "document"))]
    assert kinds == ["statistics:told", "document:asked", "document:asked", "document:delivered"]


async def test_only_leaders_and_the_owners_contact_have_it(chat: Chat) -> None:
    chat.clock.now = JANUARY
    await chat.says("social", "statistikk")
    await chat.presses("social", "Vis statistikk")
    assert BUTTON not in chat.titles("social")
    assert await sheet(chat, who="owner") == await sheet(chat)


def tables_of(told: Sheet, half: str) -> tuple[int, dict[str, dict[str, int]]]:
    """As the attacker writes it down: the cases, and each table by the least there may be."""
    months = HALVES[half]
    headings = {
        "Saker etter trinn": "grade",
        "Saker etter hva de gjelder": "kind",
        "Saker etter sted": "place",
        "Saker etter ukedag": "weekday",
        "Frister, og om det hjelper": "kept",
    }
    found: dict[str, dict[str, int]] = {"month": {one: least(told["Saker", one, "2026/27"]) for one in months}}
    for (heading, what, when), value in told.items():
        if when == half and heading in headings:
            found.setdefault(headings[heading], {})[what] = least(value)
    return least(told["Saker", "Saker i alt", half]), found


HALVES = {
    "høsten 2026": ("juli", "aug", "sep", "okt", "nov", "des"),
    "våren 2027": ("jan", "feb", "mars", "apr", "mai", "juni"),
}


def least(value: str) -> int:
    return 0 if value == FEW else int(value.partition("–")[0])


async def test_nobody_works_out_a_hidden_count_from_two_reports_their_sums_and_margins(chat: Chat) -> None:
    for at in range(11):
        await chat.sends(pupil=NAMES[at % 3], kinds=("mobbing", "vold", "mobbing,vold")[at % 3])
        chat.clock.forward(hours=20)
    chat.clock.now = JANUARY
    autumn = await sheet(chat)
    for at in range(3):
        await chat.sends(pupil=NAMES[at % 3], kinds="mobbing")
    chat.clock.now = JULY
    spring = await sheet(chat, SPRING)
    for told, half in ((autumn, "høsten 2026"), (spring, "våren 2027")):
        total, tables = tables_of(told, half)
        assert len(tables["month"]) == len(tables["weekday"]) == 6
        for name, table in tables.items():
            for key, step in table.items():
                counts = {count for count in range(5) if any(sums_of(total, tables, (name, key), count))}
                assert step or counts == {0, 1, 2, 3, 4}, (half, name, key)


async def test_while_a_case_cannot_be_read_nothing_is_told(chat: Chat, url: str) -> None:
    """What is told once is to be right."""
    await chat.sends()
    case_id = rows_of(url, "SELECT id FROM cases")[0][0]
    flip(url, "cases", case_id)
    chat.clock.now = JANUARY
    await finds(chat)
    await chat.presses("principal", AUTUMN)
    assert "så tallene ville blitt feil" in str(chat.last)
    assert _told(chat) == []
    flip(url, "cases", case_id)
    await chat.presses("principal", AUTUMN)
    assert len(_told(chat)) == 1


async def test_an_alert_on_a_case_that_was_there_is_one_more(chat: Chat) -> None:
    """Six cases that become one: it has had five more alerts."""
    for _time in range(6):
        await chat.sends()
    for _time in range(5):
        await opens(chat, "social", "2026-001")
        await chat.presses("social", "Slå sammen")
        other = next(str(one["value"]) for one in chat.inputs("social")["other"]["choices"])
        await chat.presses("social", "Slå sammen", other=other, reason="Samme hendelse")
    chat.clock.now = JANUARY
    told = await sheet(chat)
    assert told["Saker", "Saker i alt", "høsten 2026"] == FEW
    assert told["Saker", "Nye varsler i saker som var åpne", "høsten 2026"] == "5–9"
    assert told["Nye varsler i saker som var åpne", "nov", "2026/27"] == "5–9"


async def test_who_leads_no_more_gets_nothing(chat: Chat) -> None:
    chat.clock.now = JANUARY
    paths = await links(chat, who="line")
    people = [replace(one, roles=frozenset({Role.TEACHER})) if key == "line" else one for key, one in STAFF.items()]
    chat.database.run(lambda unit: chat.school(unit).people.replace(people))
    for path in paths:
        assert (await chat.client.get(path)).status == 404
        assert (await chat.client.post(path)).status == 404
