"""Pupils who come during the year: those who answer for them hear how many, in the own chat, the next morning."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from domain.event import EventKind
from domain.reminders.newcomers import NewPupils
from services.people.import_people import import_people
from tests.kit.damage import flip
from tests.kit.people.people_files import rows_of, write_people
from tests.kit.school import NAMES, STAFF, Chat
from tests.kit.year.days import THE_PLAN, moment, morning_of, mornings

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
NEW = NEWCOMER, ANOTHER = ("Kanarinus Fugledal", "Kanarilde Fuglenes")
SAID = "1 elev er ny midt i skoleåret. Kontaktlæreren får vite antallet i neste morgenmelding."


def reads_in(chat: Chat, folder: Path, *new: str, day: date = TUESDAY) -> list[str]:
    """The school's lists as they are, with these more: what the import says beyond the figures."""
    chat.canaries += [*NEW, *(part for name in NEW for part in name.split())]
    chat.clock.now = moment(day)
    return import_people(chat.database, THE_PLAN, _lists(folder, new), chat.clock.now)[2:]


def _lists(folder: Path, new: Sequence[str]) -> Path:
    old = [*(in_4b(name, number) for number, name in enumerate(NAMES[:3])), in_6a(NAMES[3], 3)]
    return write_people(folder, rows_of(STAFF.values()), [*old, *new])


def in_4b(name: str, number: int = 9) -> str:
    return f"E{number};{name};4;4B;ja;Base 4;nei"


def in_6a(name: str, number: int = 9) -> str:
    return f"E{number};{name};6;6A;nei;;nei"


def of_new(chat: Chat, who: str) -> list[list[str]]:
    """Of each own message that says so, the lines about new pupils."""
    said = [message.splitlines() for message in chat.told(who)]
    about = (" ny elev ", " nye elever ", "Velkomstsamtale", "deles med AKS")
    return [[line for line in lines if any(one in line for one in about)] for lines in said if "ny elev" in str(lines)]


async def test_the_contact_teacher_hears_a_count_and_a_day_once(chat: Chat, tmp_path: Path) -> None:
    assert reads_in(chat, tmp_path, in_4b(NEWCOMER)) == [SAID]
    await chat.deliver()
    assert of_new(chat, "teacher") == [], "it follows the morning"
    await mornings(chat, WEDNESDAY, date(2026, 12, 11))
    welcome = ["1 ny elev i klassen din.", "Velkomstsamtale med nye elever, innen onsdag 9.12."]
    share = "Informasjon om nye elever deles med AKS, innen onsdag 2.12."
    assert of_new(chat, "teacher") == [welcome]
    assert of_new(chat, "line") == of_new(chat, "social") == [["1 ny elev du har et ansvar for.", share]]
    assert of_new(chat, "base") == [["1 ny elev du har et ansvar for."]]
    assert not any(of_new(chat, who) for who in ("teacher6", "line6", "assistant", "owner", "principal", "aks"))
    assert not any("4B" in line for message in of_new(chat, "teacher") for line in message)


async def test_the_message_leads_to_the_arshjul(chat: Chat, tmp_path: Path) -> None:
    reads_in(chat, tmp_path, in_6a(NEWCOMER))
    await morning_of(chat, WEDNESDAY)
    chat.newest("teacher6")
    await chat.presses("teacher6", "Årshjulet")
    assert chat.sees("teacher6").startswith("Årshjulet, november 2026")


async def test_a_weekend_and_a_holiday_wait_for_the_next_working_day(chat: Chat, tmp_path: Path) -> None:
    await morning_of(chat, date(2026, 12, 18))
    reads_in(chat, tmp_path, in_6a(NEWCOMER), day=date(2026, 12, 18))
    await mornings(chat, date(2026, 12, 19), date(2027, 1, 3))
    assert of_new(chat, "teacher6") == []
    await mornings(chat, date(2027, 1, 4), date(2027, 1, 6))
    due = "Velkomstsamtale med nye elever, innen mandag 18.1."
    assert of_new(chat, "teacher6") == [["1 ny elev i klassen din.", due]]


async def test_two_lists_of_a_day_are_one_sum_and_the_same_list_again_says_nothing(chat: Chat, tmp_path: Path) -> None:
    assert reads_in(chat, tmp_path, in_4b(NEWCOMER)) == [SAID]
    assert reads_in(chat, tmp_path, in_4b(NEWCOMER), in_4b(ANOTHER, 10)) == [SAID]
    assert reads_in(chat, tmp_path, in_4b(NEWCOMER), in_4b(ANOTHER, 10)) == []
    await mornings(chat, WEDNESDAY, WEDNESDAY + timedelta(days=2))
    [[count, _]] = [lines for lines in map(_lines_of_new, chat.told("teacher")) if lines]
    assert count == "2 nye elever i klassen din."
    with chat.database.begin() as unit:
        assert len(chat.school(unit).events.of_school(EventKind.PUPILS_ARRIVED, NewPupils)) == 2


def _lines_of_new(message: str) -> list[str]:
    return [line for line in message.splitlines() if "nye elever" in line]


async def test_who_has_left_again_by_the_morning_is_not_told_of(chat: Chat, tmp_path: Path) -> None:
    reads_in(chat, tmp_path, in_4b(NEWCOMER))
    reads_in(chat, tmp_path)
    await morning_of(chat, WEDNESDAY)
    assert of_new(chat, "teacher") == []


async def test_who_has_another_class_by_the_morning_is_told_of_there(chat: Chat, tmp_path: Path) -> None:
    reads_in(chat, tmp_path, in_4b(NEWCOMER))
    reads_in(chat, tmp_path, in_6a(NEWCOMER))
    await morning_of(chat, WEDNESDAY)
    assert of_new(chat, "teacher") == []
    assert of_new(chat, "teacher6")[0][0] == "1 ny elev i klassen din."


async def test_the_list_of_a_new_year_says_nothing(chat: Chat, tmp_path: Path) -> None:
    up = [f"E{n};{name};5;5B;nei;;nei" for n, name in enumerate(NAMES)]
    chat.clock.now = moment(date(2026, 8, 18))
    lists = write_people(tmp_path, rows_of(STAFF.values()), [*up, in_4b(NEWCOMER)])
    done = import_people(chat.database, THE_PLAN, lists, chat.clock.now)
    assert done[1] == "Elever: 1 nye, 4 endret, 0 sluttet"
    assert not any("midt i skoleåret" in line for line in done)


async def test_who_cannot_be_read_is_no_new_pupil(chat: Chat, url: str, tmp_path: Path) -> None:
    """The lists make the row whole."""
    reads_in(chat, tmp_path)
    with chat.database.begin() as unit:
        found = chat.school(unit).pupils
        assert found.ids() == {one.id for one in found.read_all()}
        chosen = min(found.ids())
    flip(url, "pupils", chosen)
    assert reads_in(chat, tmp_path) == []
