"""The file that calendars read, read back."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from domain.year.subscription import YearCalendar, YearEntry
from services.calendars.calendar_file import ics

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters="\\") | st.just("\n")
WORDS = st.text(LETTERS, min_size=1, max_size=200)
"""No plan has a backslash; before an N `icalendar` takes one for a new line."""
ENTRIES = st.builds(
    YearEntry,
    uid=st.uuids().map("rosenholm:{}@skolemiljo".format),
    title=WORDS,
    text=WORDS,
    day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    changed_at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  (another's signature)
    changes=st.integers(0, 1000),
)


def read(calendar: YearCalendar) -> Calendar:
    found = Calendar.from_ical(ics(calendar))
    assert isinstance(found, Calendar)
    return found


@given(st.lists(ENTRIES, max_size=8, unique_by=lambda one: one.uid), WORDS)
def test_any_calendar_is_read_back_as_it_was(entries: list[YearEntry], name: str) -> None:
    calendar = YearCalendar(uid="rosenholm:skolen@skolemiljo", name=name, entries=tuple(entries))
    found = read(calendar)
    assert ics(calendar) == ics(calendar)
    assert all(len(line) <= 75 for line in ics(calendar).split(b"\r\n"))
    assert found.calendar_name == (" ".join(name.split()) or None)
    assert (found.uid, found.prodid, found.method) == (calendar.uid, "-//Skolemiljø//Årshjul//NB", "")
    told = [(one.uid, one.summary, one.description, one.start, one.end - one.start) for one in found.events]
    assert told == [(one.uid, one.title, one.text, one.day, timedelta(days=1)) for one in entries]
    assert [one.stamp for one in found.events] == [one.changed_at.replace(microsecond=0) for one in entries]
    assert [one.sequence for one in found.events] == [one.changes for one in entries]
    assert not any(component.errors for component in found.walk())


def test_one_with_nothing_in_it_is_still_a_calendar() -> None:
    found = read(YearCalendar(uid="rosenholm:mine:1@skolemiljo", name="Mine oppgaver"))
    assert [one.name for one in found.subcomponents] == ["VTIMEZONE"]


def test_calendars_are_asked_to_look_twice_a_day() -> None:
    entry = YearEntry(uid="u", title="Sosiogram", text="Alle klasser", day=date(2026, 11, 30), changed_at=NOON)
    text = ics(YearCalendar(uid="c", name="Årshjulet", entries=(entry,))).decode()
    for line in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
        assert f"{line}:PT12H\r\n" in text or f"{line};VALUE=DURATION:PT12H\r\n" in text
    assert "DTSTART;VALUE=DATE:20261130\r\nDTEND;VALUE=DATE:20261201\r\n" in text
    assert "METHOD" not in text
