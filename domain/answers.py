"""What was done with a step, and what was answered, in words."""

import re
from collections.abc import Mapping
from datetime import date

from domain.evaluation import SAFE_QUESTION
from domain.people import PersonId
from domain.procedure import PEOPLE, Answer, Question, StepPlan
from domain.step_history import StepRecord, Taken
from domain.work import DATES

_CLOSING = {
    Answer.CHOICE: SAFE_QUESTION,
    Answer.TEXT: "Hvorfor?",
    Answer.QUOTE: "Elevens egne ord",
}
_ADVICE = re.compile(r" \((?:ikke navn|skriv|bare ved)[^)]*\)$")
_HEADINGS = {
    Taken.DONE: "{title}",
    Taken.NOT_NEEDED: "Ikke nødvendig: {title}",
    Taken.POSTPONED: "Utsatt: {title}",
    Taken.HANDED_OVER: "Gitt videre: {title}",
    Taken.BACK: "Ny kartlegging",
    Taken.REOPENED: "Gjort om: {title}",
}


def headline(record: StepRecord, step: StepPlan | None) -> str:
    """What was done with which step; one the plan does not know is called by its id."""
    return _HEADINGS[record.taken].format(title=step.title if step else record.step)


def answered(record: StepRecord, step: StepPlan | None, names: Mapping[PersonId, str]) -> list[tuple[str, str]]:
    """The questions, without their advice to the one who answers, with the answers in words, as they were given."""
    asked = {question.answer: question for question in step.asks} if step else {}
    found = []
    for answer, value in record.answers.items():
        question = asked.get(answer)
        label = _ADVICE.sub("", question.label) if question else _CLOSING.get(answer, "Svar")
        found.append((label, _in_words(answer, value, question, names)))
    return found


def _in_words(answer: Answer, value: str, question: Question | None, names: Mapping[PersonId, str]) -> str:
    if answer in DATES:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    if answer in PEOPLE:
        return names.get(PersonId(value), "Ukjent")
    if question and question.options:
        labels = {option.id: option.label for option in question.options}
        return " · ".join(labels.get(part, part) for part in value.split(","))
    return value.capitalize() if answer is Answer.CHOICE else value
