"""What was done with a step, and what was answered, in words."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from domain.activity_plan.evaluation import SAFE_LABELS, SAFE_QUESTION
from domain.ids import PersonId
from domain.oslo import is_working_day
from domain.school_plan.procedure import Question, StepRule
from domain.steps.closing import PUPIL_WORDS, SAFE, SAFE_NOW, WHY
from domain.steps.other_cases import OUT_OF
from domain.steps.progress import Step
from domain.steps.record import Given, StepRecord, Taken
from domain.text.messages import N_, Labels, _, n_, worded
from domain.text.moments import day, full_day

_OWN = Labels(
    {SAFE_NOW: SAFE_QUESTION, PUPIL_WORDS: N_("Elevens egne ord"), WHY: N_("Hvorfor?"), OUT_OF: N_("Tatt ut av sak")}
)
"""What steps ask of their own, beyond the plan."""
_ADVICE = re.compile(r" \((?:ikke navn|skriv|bare ved|ett på)[^)]*\)$")
_HEADINGS = {
    Taken.DONE: "{title}",
    Taken.NOT_NEEDED: N_("Ikke nødvendig: {title}"),
    Taken.POSTPONED: N_("Fristen er flyttet: {title}"),
    Taken.HANDED_OVER: N_("Gitt videre: {title}"),
    Taken.BACK: N_("Undersøk på nytt"),
    Taken.REOPENED: N_("Åpnet igjen"),
    Taken.UNDONE: N_("Ikke gjort likevel: {title}"),
}


def headline(record: StepRecord, step: StepRule | None) -> str:
    """What was done with which step; one the plan does not know is called by its id."""
    return worded(_HEADINGS[record.taken], {"title": step.title if step else record.step})


def by_when(step: Step, today: date) -> str:
    """«senest mandag 23.11.», or when people meet; nothing for a step without a day."""
    if step.due is None:
        return ""
    if not step.meeting:
        return _("senest {day}", day=day(step.due))
    return _("Møtet er {day}", day=day(step.due)) if step.due >= today else _("Møtet var {day}", day=day(step.due))


def over_due(step: Step, today: date) -> str:
    """«Over fristen: fredag 4.12.2026 (41 dager siden)», of a step that is late; nothing for one that is not."""
    if step.due is None or not step.overdue(today):
        return ""
    return over_since(_("møtet var {day}", day=day(step.due)) if step.meeting else day(step.due), today - step.due)


def over_since(when: str, ago: timedelta) -> str:
    """The day that has passed, in words, and how long ago it was."""
    return n_(
        "Over fristen: {when} ({count} dag siden)", "Over fristen: {when} ({count} dager siden)", ago.days, when=when
    )


def first_due(first: date) -> str:
    """«første frist var fredag 27.11.2026», of a step that has got another day since."""
    return _("første frist var {day}", day=day(first))


def left(today: date, last: date) -> str:
    """«3 virkedager igjen», «i dag»."""
    if today == last:
        return _("i dag")
    number = sum(is_working_day(date.fromordinal(n)) for n in range(today.toordinal() + 1, last.toordinal() + 1))
    if not number:
        return _("ingen virkedager igjen")
    return n_("{count} virkedag igjen", "{count} virkedager igjen", number)


def remark(record: StepRecord, titles: Mapping[str, str]) -> str:
    """Why it was done so, what was not done, and why other pupils' names stand there. `titles`: of steps, by id."""
    said = [record.reason]
    if record.not_done:
        left = ", ".join(titles.get(step, step) for step in record.not_done)
        anew = record.taken is Taken.REOPENED
        said.append(
            _("Har fått nye dager: {titles}.", titles=left) if anew else _("Ikke gjort: {titles}.", titles=left)
        )
    if record.names_reason:
        said.append(_("Navn på andre elever står her fordi: {reason}", reason=record.names_reason))
    return " ".join(filter(None, said))


def answered(
    record: StepRecord, step: StepRule | None, names: Mapping[PersonId, str], written: Callable[[str], str] = str
) -> list[tuple[str, str]]:
    """The questions, without their advice to the one who answers, with the answers in words, as they were given; what
    a person wrote as `written` gives it.
    """
    asked = {question.id: question for question in step.asks} if step else {}
    found = []
    for given in record.answers:
        question = asked.get(given.question)
        label = asked_plainly(question) if question else _OWN.get(given.question, _("Svar"))
        found.append((label, in_words(given, question, names, written)))
    return found


def asked_plainly(question: Question) -> str:
    """The question, without its advice to the one who answers."""
    return _ADVICE.sub("", question.label)


def in_words(
    given: Given, question: Question | None, names: Mapping[PersonId, str], written: Callable[[str], str] = str
) -> str:
    """The answer; what a person wrote as `written` gives it."""
    if given.day:
        return full_day(given.day)
    if given.person:
        return names.get(given.person, _("Ukjent"))
    if given.chosen:
        labels = {option.id: option.label for option in question.options} if question else {SAFE: SAFE_LABELS[True]}
        return " · ".join(labels.get(part, part.capitalize()) for part in given.chosen)
    return written(given.text)
