"""What was done with a step, as it stands in the timeline."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards import words
from cards.elements import Card, box, facts, said, subheading
from domain.answers import answered, headline
from domain.people import PersonId
from domain.plan import Plan
from domain.procedure import Answer, Does, StepPlan
from domain.step_history import StepRecord, Taken


def step_taken(record: StepRecord, plan: Plan, names: Mapping[PersonId, str], evaluated: Sequence[Card] = ()) -> Card:
    """The step, what was answered, by whom, and whether it was late; of an evaluation also what it came to."""
    step = plan.procedure.by_id.get(record.step)
    late = f"{words.count(record.days_late, 'dag', 'dager')} etter fristen" if record.days_late else None
    quote = record.answers.get(Answer.QUOTE)
    return box(
        subheading(headline(record, step)),
        facts({label: value for label, value in answered(record, step, names) if value != quote}),
        said(f"«{quote}»", italic=True) if quote else None,
        list(evaluated),
        facts(
            {
                "Til": names.get(record.person) if record.person else None,
                _until(record, step): _day(record.until),
                "Merk" if record.taken is Taken.DONE else "Grunn": record.reason,
                "Sent": late,
            }
        ),
        said(f"{words.moment(record.at)} · {names.get(record.by, 'Systemet')}", subtle=True),
    )


def _until(record: StepRecord, step: StepPlan | None) -> str:
    if record.taken is Taken.POSTPONED:
        return "Ny frist"
    return "Evalueres" if step and step.does is Does.PLAN else "Neste gang"


def _day(day: date | None) -> str | None:
    return words.day(day) if day else None
