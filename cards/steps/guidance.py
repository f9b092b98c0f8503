"""What stands beside the questions of a step: how it is done, what is kept apart, and what guardians can be given."""

from cards.handbook.guidance import how
from cards.kit.elements import Card, box, facts, points, said, subheading, text
from cards.kit.forms import NOTHING, Filled
from domain.case.case import Case
from domain.school_plan.school_plan import Contact, SchoolPlan
from domain.steps.progress import Step
from domain.steps.wording import answered
from domain.text.messages import N_, _, worded

APART = N_(
    "Det som blir sagt her, er den andre elevens. Har eleven en egen sak, blir det skrevet der. I denne saken, og i "
    "dokumentene fra den, står det bare at samtalen er holdt, og hvilken dag."
)


ROOM_FOR_MORE = 4000
"""Letters written in the form: with more, there is no room for «Slik gjør du» (Teams takes 32 000 bytes of UTF-16)."""


def beside(case: Case, step: Step, school_plan: SchoolPlan, filled: Filled = NOTHING) -> list[Card]:
    rule = step.rule
    topics = rule.topics if sum(map(len, filled.values.values())) < ROOM_FOR_MORE else ()
    return [
        *(filter(None, [points(rule.method)]) if rule.method else []),
        *how(school_plan.topics[topic][1] for topic in topics),
        *(_kept_apart(step) if rule.other_pupil and not case.violator else []),
        *(handout(school_plan) if rule.hands_out else []),
    ]


def _kept_apart(step: Step) -> list[Card]:
    """With what was said last, for whoever may take the step: it is shown nowhere else in the case."""
    last = facts(dict(answered(step.last, step.rule, {}))) if step.last else []
    return [text(worded(APART), subtle=True, small=True), *([subheading(_("Skrevet sist")), *last] if last else [])]


def handout(school_plan: SchoolPlan) -> list[Card]:
    """The text guardians can be given, to be copied."""
    given = school_plan.for_guardians
    if given is None:
        return []
    answers = _("Skolen svarer dere innen {time}.", time=given.answered_within) if given.answered_within else ""
    return [
        box(subheading(given.title), *(said(line) for line in (*given.points, answers, *_whom(school_plan)) if line))
    ]


def _whom(school_plan: SchoolPlan) -> list[str]:
    known = school_plan.contacts
    return [_line(contact) for contact in (known.state_administrator, known.bullying_ombud) if contact]


def _line(contact: Contact) -> str:
    """What is not filled in is left out: it goes home."""
    return ", ".join(filter(None, (contact.title, contact.name, contact.address, contact.phone)))
