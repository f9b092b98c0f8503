"""«Det du skal gjøre»: what a person carries out for a pupil, and nothing more of the case. All behind a press."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Annotated, Any

from cards.case.actions import ShowMine
from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, problem, row, said, subheading, text
from cards.kit.fields import Id, Line, Why, asks
from cards.kit.forms import NOTHING, Action, Ask, Filled
from domain.activity_plan.activity_plan import Measure
from domain.activity_plan.carrying import Carried, asks_for_lines
from domain.activity_plan.versions import period
from domain.case.log import LogEntry
from domain.oslo import oslo_date
from domain.people.permissions import Permission
from domain.text.messages import _

CLIP = 250
LATEST = 8
"""Lines of one's own that are shown."""


class OpenCarried(Action, verb="measure.open", requires=Permission.WORK_CASE):
    """What one carries out, and how it went. One need not be on its case."""

    measure_id: Id


class LogCarried(Action, verb="measure.log", requires=Permission.WORK_CASE):
    """A line of how it went."""

    measure_id: Id
    entry_id: Id
    text: Annotated[Line, Ask("Slik gikk det", required=True)] = ""
    names_reason: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What one carries out, and for whom: «Navn, 4B»."""

    carried: Carried
    who: str


def task_row(task: Task, today: date) -> Card:
    """A line of what is one's own."""
    to_do = shorten(task.carried.measure.to_do, CLIP, placeholder=" …")
    lacks = [_("ingen linje denne uken")] if task.carried.lacks_line(today) else []
    return row(
        *_told(task, to_do, *lacks),
        opens=OpenCarried.button(_("Slik gikk det"), about=to_do, measure_id=task.carried.measure.id),
    )


def lacking_lines(tasks: Sequence[Task], today: date) -> list[Card]:
    """Said once above them all."""
    if not any(task.carried.lacks_line(today) for task in tasks):
        return []
    line = _("Skriv en linje om hvordan det går denne uken.")
    return [problem(line) if asks_for_lines(today) else text(line, subtle=True)]


def task_card(task: Task, entry_id: str, filled: Filled = NOTHING) -> Card:
    """It in full, with one's own lines, the newest first, and room for another."""
    ids: dict[str, Any] = {"measure_id": task.carried.measure.id, "entry_id": entry_id}
    lines = task.carried.lines[::-1][:LATEST]
    return card(
        heading(_("Det du skal gjøre")),
        *_told(task, task.carried.measure.to_do),
        text(_("Skriv en linje hver uke. Den blir en logg i saken."), subtle=True, small=True),
        LogCarried.inputs(filled, asked=asks(LogCarried, filled)),
        [subheading(_("Det du har skrevet")), *map(_line, lines)] if lines else None,
        actions=[LogCarried.button(_("Lagre"), style="positive", **ids), ShowMine.button(_("Mine oppgaver"))],
    )


def _told(task: Task, to_do: str, *lacks: str) -> list[Card]:
    return [said(task.who), said(to_do), said(words.items([_days(task.carried.measure), *lacks]), subtle=True)]


def _days(measure: Measure) -> str:
    return words.items([period(measure), _("evalueres {day}", day=words.day(measure.evaluate_on))])


def _line(line: LogEntry) -> Card:
    return said(words.items([words.day(oslo_date(line.occurred_at)), line.text]), small=True)
