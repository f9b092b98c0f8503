"""The own tasks of the årshjul as lines of a person's morning."""

from collections.abc import Sequence

from cards.kit import wording as words
from cards.kit.elements import Card, problem, said, subheading, text
from cards.year.task import named, of_grades
from cards.year.year import no_plan
from domain.reminders.newcomers import Newcomers
from domain.text.messages import _, n_
from domain.year.heard import Heard
from domain.year.parts import WHOLE
from domain.year.tasks import TaskState

MOST = 25
"""More than open on any day of a plan, so that nothing is first told of in «… og 3 til»."""


def year_lines(year: Heard) -> list[Card]:
    """The pupils who are new, what is due soon, what has become one's own or got another day, what was due and is not
    done, and to a leader how many are over their day at the school, and that next year's plan is missing.
    """
    if not year:
        return []
    late = n_(
        "{count} oppgave i årshjulet er over fristen.", "{count} oppgaver i årshjulet er over fristen.", year.over
    )
    return [
        subheading(_("Årshjulet")),
        *_newcomers(year.newcomers),
        *_lines(year.soon),
        *([said(_("Nytt for deg, eller med ny dag"), small=True)] if year.given else []),
        *_lines(year.given),
        *([problem(_("Fristen er ute"))] if year.missed else []),
        *_lines(year.missed),
        *([said(late, small=True)] if year.over else []),
        *([problem(no_plan(year.no_plan))] if year.no_plan else []),
    ]


def _newcomers(new: Newcomers) -> list[Card]:
    """A count and a day: who they are, and in which class, stands in the school's own list."""
    in_class = n_("{count} ny elev i klassen din.", "{count} nye elever i klassen din.", new.in_class)
    others = n_("{count} ny elev du har et ansvar for.", "{count} nye elever du har et ansvar for.", new.others)
    told = [line for line, count in ((in_class, new.in_class), (others, new.others)) if count]
    told += [_("{task}, innen {day}", task=task.title, day=words.day_of_school_year(due)) for task, due in new.tasks]
    return [said(line, small=True) for line in told]


def _lines(states: Sequence[TaskState]) -> list[Card]:
    lines = [said(_line(state), small=True) for state in states[:MOST]]
    more = len(states) - MOST
    return (
        [*lines, text(n_("… og {count} til.", "… og {count} til.", more), subtle=True, small=True)]
        if more > 0
        else lines
    )


def _line(state: TaskState) -> str:
    told = {"task": state.task.notice, "day": words.day_of_school_year(state.due)}
    due = _("{task}, ny frist {day}", **told) if state.due != state.one.due else _("{task}, innen {day}", **told)
    whose = of_grades(state.task.grades) if WHOLE in state.parts else named(state, state.left)
    return f"{due} ({whose})" if whose else due
