"""Who is inhabil, and who has left: the top of the case, and the forms. Only ever the reply to a press (law 1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from cards.activity_plan.actions import ShowPlan
from cards.alert.receipt import phone_numbers
from cards.case.actions import SetAside, ShowMembers, ShowMine, StepAside
from cards.case.forms import simple_form
from cards.kit import wording as words
from cards.kit.elements import Card, box, buttons, card, heading, problem, said, text
from cards.kit.forms import NOTHING, Filled
from cards.steps.actions import OpenStep
from domain.case.case import Case
from domain.people.person import Person
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has happened to the people of a case. `safe_adult`: the one who is not there any more, and the step that
    finds another; `without_doer`: the measures of which all who carried them out have left; `moved`: the class before
    and the one now; `principal_aside`: what the plan says when the principal is inhabil.
    """

    pupil_left: bool = False
    moved: str = ""
    quit: tuple[Person, ...] = ()
    without_doer: tuple[str, ...] = ()
    safe_adult: str = ""
    step: str = ""
    principal_aside: str = ""


UNCHANGED = Changes()
MEASURES, CLIP = 3, 80
"""How many of the measures, and how much of each."""


def changes_card(case: Case, changes: Changes) -> Card | None:
    """At the top of the case, with what to do about it."""
    named, lost = words.listing(person.name for person in changes.quit), changes.safe_adult
    lines = (
        problem(_("Eleven går ikke lenger her.")) if changes.pupil_left else None,
        said(_("Eleven har byttet klasse: {classes}. Se om de rette er med.", classes=changes.moved))
        if changes.moved
        else None,
        said(_("Har sluttet: {people}", people=named)) if named else None,
        said(_("{name} kan ikke lenger være elevens trygghetsperson.", name=lost)) if lost else None,
        *(problem(_by_nobody(what)) for what in changes.without_doer[:MEASURES]),
        said(changes.principal_aside) if changes.principal_aside else None,
    )
    if not any(lines):
        return None
    find = OpenStep.button(_("Finn ny trygghetsperson"), case_id=case.id, step=changes.step) if changes.step else None
    members = ShowMembers.button(_("Hvem er med?"), case_id=case.id) if named or changes.moved else None
    plan = ShowPlan.button(_("Åpne planen"), case_id=case.id) if changes.without_doer else None
    return box(*filter(None, lines), buttons(plan, find, members))


def _by_nobody(what: str) -> str:
    return _(
        "De som skulle gjennomføre «{what}», har sluttet. Velg noen andre i planen.",
        what=shorten(what, CLIP, placeholder=" …"),
    )


def step_aside_form(case: Case, record_id: str, filled: Filled = NOTHING) -> Card:
    lead = [
        _("Du mister tilgangen til saken med en gang, og den neste etter planen tar over."),
        _("Bare lederne i saken ser grunnen. Er du i tvil, avgjør den som er over deg."),
    ]
    title = _("Jeg er inhabil i sak {reference}", reference=case.reference)
    return simple_form(case, title, StepAside, {}, lead=lead, filled=filled, record_id=record_id)


def set_aside_form(case: Case, people: Sequence[Person], record_id: str, filled: Filled = NOTHING) -> Card:
    lead = [_("Den du velger, mister tilgangen til saken med en gang, og den neste etter planen tar over.")]
    choices = {"person": words.person_choices(people, filled.values.get("person", ""))}
    title = _("Hvem er inhabil i sak {reference}?", reference=case.reference)
    return simple_form(case, title, SetAside, choices, lead=lead, filled=filled, record_id=record_id)


def handed_over(case: Case, school_plan: SchoolPlan) -> Card:
    """The case has left the school by a naming, and so has the view of the one who named."""
    return card(
        heading(_("Sak {reference} er gitt til skoleeier", reference=case.reference)),
        text(_("Saken går utenom skolen nå (§ 12-5). Ring også selv.")),
        phone_numbers(school_plan),
        actions=[ShowMine.button(_("Mine oppgaver"))],
    )
