"""What was done with a step, as it stands in the timeline."""

from collections.abc import Mapping
from datetime import date

from cards import words
from cards.elements import Card, box, facts, said, subheading
from domain.people import PersonId
from domain.plan import Plan
from domain.procedure import Answer, Question, StepPlan
from domain.step_history import StepRecord, Taken
from domain.work import DATES, PEOPLE

_HEADINGS = {
    Taken.DONE: "{title}",
    Taken.NOT_NEEDED: "Ikke nødvendig: {title}",
    Taken.POSTPONED: "Utsatt: {title}",
    Taken.HANDED_OVER: "Gitt videre: {title}",
    Taken.BACK: "Ny kartlegging",
    Taken.REOPENED: "Gjort om: {title}",
}
_CLOSING = {Answer.CHOICE: "Har eleven det trygt og godt nå?", Answer.TEXT: "Hvorfor", Answer.QUOTE: "Elevens egne ord"}


def step_taken(record: StepRecord, plan: Plan, names: Mapping[PersonId, str]) -> Card:
    """The step, what was answered, by whom, and whether it was late."""
    step = plan.procedure.by_id.get(record.step)
    late = f"{words.count(record.days_late, 'dag', 'dager')} etter fristen" if record.days_late else None
    quote = record.answers.get(Answer.QUOTE)
    return box(
        subheading(_HEADINGS[record.taken].format(title=step.title if step else record.step)),
        facts({label: value for label, value in answered(record, step, names) if value != quote}),
        said(f"«{quote}»", italic=True) if quote else None,
        facts(
            {
                "Til": names.get(record.person) if record.person else None,
                "Ny frist" if record.taken is Taken.POSTPONED else "Neste gang": _day(record.until),
                "Grunn": record.reason,
                "Sent": late,
            }
        ),
        said(f"{words.moment(record.at)} · {names.get(record.by, 'Systemet')}", subtle=True),
    )


def answered(record: StepRecord, step: StepPlan | None, names: Mapping[PersonId, str]) -> list[tuple[str, str]]:
    """The questions with their answers in words, in the order of the plan."""
    asked = {question.answer: question for question in step.asks} if step else {}
    found = []
    for answer, value in record.answers.items():
        question = asked.get(answer)
        label = question.label if question else _CLOSING.get(answer, "Svar")
        found.append((label, _in_words(answer, value, question, names)))
    return found


def _in_words(answer: Answer, value: str, question: Question | None, names: Mapping[PersonId, str]) -> str:
    if answer in DATES:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    if answer in PEOPLE:
        return names.get(PersonId(value), "Ukjent")
    if question and question.options:
        labels = {option.id: option.label for option in question.options}
        return words.items(labels.get(part, part) for part in value.split(","))
    return value


def _day(day: date | None) -> str | None:
    return words.day(day) if day else None
