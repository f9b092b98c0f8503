"""The forms that open from a case. All of it is content: only ever the reply to a press (law 1)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cards import words
from cards.actions import (
    AddLog,
    AddMember,
    DecideOwnerNotice,
    IdentifyPupil,
    ListWeek,
    MarkCase,
    MergeCases,
    NameSuspect,
    PupilIdentified,
    RemoveMember,
)
from cards.elements import Card, Choices, card, heading, text
from cards.forms import NOTHING, Action, Ask, Filled
from cards.steps import back
from domain.calendar import oslo_time
from domain.case import MARKS, Case, OwnerNotice
from domain.log import LogEntry
from domain.people import Person, Pupil
from domain.plan import Plan

OWNER_NOTICES: Choices = [
    (OwnerNotice.NOTIFIED, "Meldt skoleeier"),
    (OwnerNotice.GROUNDLESS, "Åpenbart grunnløs"),
]


def log_form(
    case: Case, plan: Plan, entry_id: str, now: datetime, carried: Mapping[str, str], filled: Filled = NOTHING
) -> Card:
    """A new entry, one that `corrects` another, or the `minutes` of the weekly review."""
    ids: dict[str, Any] = {"case_id": case.id, "entry_id": entry_id, **carried}
    corrects = "corrects" in carried
    title = "Referat" if "minutes" in carried else "Rett logg" if corrects else "Ny logg"
    return card(
        heading(f"{title} i sak {case.reference}"),
        text("En logg endres aldri. Rettelsen står ved siden av den gamle.", subtle=True) if corrects else None,
        text(plan.alert.facts_guidance, subtle=True, small=True),
        AddLog.inputs(at_now(now, filled), choices={"type": words.choices(plan.pick_lists.log_types)}),
        actions=[
            AddLog.button("Lagre", style="positive", **ids),
            ListWeek.button("Tilbake til listen") if "minutes" in carried else back(case),
        ],
    )


def at_now(now: datetime, filled: Filled) -> Filled:
    """A log is about now unless something else is said: today, and no time of day."""
    return Filled({"occurred_on": f"{oslo_time(now):%Y-%m-%d}", **filled.values}, filled.errors)


def as_written(entry: LogEntry) -> Filled:
    """A correction begins with what it corrects, and stands at the same time."""
    at = oslo_time(entry.occurred_at)
    when = {"occurred_on": f"{at:%Y-%m-%d}", "occurred_time": f"{at:%H:%M}"}
    said = {"type": entry.type, "text": entry.text, "quote": entry.quote, "present": entry.present}
    return Filled({**said, **when})


def simple_form(
    case: Case,
    title: str,
    action: type[Action],
    choices: Mapping[str, Choices],
    *,
    lead: Sequence[str] = (),
    button: str = "Lagre",
    asked: Mapping[str, Ask] | None = None,
    filled: Filled = NOTHING,
    **ids: Any,  # noqa: ANN401  (what travels in the button)
) -> Card:
    """A form on a case: what it asks stands in the action; a choice among nothing says so instead."""
    if any(not offered for offered in choices.values()):
        return card(heading(title), text("Det er ingen å velge mellom."), actions=[back(case)])
    return card(
        heading(title),
        [text(line) for line in lead],
        action.inputs(filled, choices=choices, asked=asked),
        actions=[action.button(button, case_id=case.id, style="positive", **ids), back(case)],
    )


def member_form(case: Case, people: Sequence[Person], *, adding: bool, filled: Filled = NOTHING) -> Card:
    action: type[Action] = AddMember if adding else RemoveMember
    title = f"{'Legg til i' if adding else 'Ta ut av'} sak {case.reference}"
    return simple_form(case, title, action, {"person": words.person_choices(people)}, filled=filled)


def merge_form(case: Case, others: Sequence[Case], filled: Filled = NOTHING) -> Card:
    choices = {"other": [(c.id, f"Sak {c.reference}, varslet {words.moment(c.opened_at)}") for c in others]}
    lead = ["Alt i den andre saken blir med hit. De som er med i en av sakene, blir med i begge."]
    title = f"Slå sammen med sak {case.reference}"
    return simple_form(case, title, MergeCases, choices, lead=lead, button="Slå sammen", filled=filled)


def owner_notice_form(case: Case, plan: Plan, today: date, filled: Filled = NOTHING) -> Card:
    """§ 12-5: only a suspicion against staff can be openly groundless."""
    offered = OWNER_NOTICES if case.enhanced else OWNER_NOTICES[:1]
    lead = [plan.alert.employee_suspected] if case.enhanced else ["Rektor melder fra til skoleeier i alvorlige saker."]
    asked = {name: ask for name, ask in DecideOwnerNotice.asks().items() if case.enhanced or name != "reason"}
    filled = Filled({"on": today.isoformat(), **filled.values}, filled.errors)
    title = f"Melding til skoleeier, sak {case.reference}"
    return simple_form(case, title, DecideOwnerNotice, {"notice": offered}, lead=lead, asked=asked, filled=filled)


def suspect_form(case: Case, staff: Sequence[Person], filled: Filled = NOTHING) -> Card:
    lead = ["Den du velger, får aldri se saken. Er det noen i ledelsen, går saken til skoleeier."]
    choices = {"person": words.person_choices(staff)}
    title = f"Hvem gjelder mistanken i sak {case.reference}?"
    return simple_form(case, title, NameSuspect, choices, lead=lead, filled=filled)


def identify_group_form(case: Case, groups: Sequence[str], filled: Filled = NOTHING) -> Card:
    choices = {"group": [(group, group) for group in groups]}
    return simple_form(
        case, "Hvilken klasse går eleven i?", IdentifyPupil, choices, button="Vis elevene", filled=filled
    )


def identify_pupil_form(case: Case, group: str, pupils: Sequence[Pupil], filled: Filled = NOTHING) -> Card:
    choices = {"pupil": words.pupil_choices(pupils)}
    return simple_form(case, f"Hvem i {group}?", PupilIdentified, choices, filled=filled, group=group)


def mark_form(case: Case, filled: Filled = NOTHING) -> Card:
    """What is said of a case is not taken back; it may turn out to be more serious than it seemed."""
    known = {name for name in MARKS if getattr(case, name)}
    nothing = len(known) == len(MARKS)
    asked = {name: ask for name, ask in MarkCase.asks().items() if name not in known}
    return card(
        heading(f"Hva er nytt i sak {case.reference}?"),
        text("Stegene som følger av det, åpner seg i saken."),
        text("Alt dette er sagt om saken fra før.") if nothing else MarkCase.inputs(filled, asked=asked),
        actions=[
            None if nothing else MarkCase.button("Lagre", style="positive", case_id=case.id),
            back(case),
        ],
    )
