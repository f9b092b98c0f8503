"""The forms that open from a case. All of it is content: only ever the reply to a press (law 1)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from cards.case.actions import (
    AddLog,
    AddMember,
    ChangeEnd,
    DecideOwnerNotice,
    IdentifyPupil,
    LiftBar,
    ListWeek,
    MarkCase,
    MergeCases,
    NameSuspect,
    PupilIdentified,
    RemoveMember,
    SplitCase,
)
from cards.kit import wording as words
from cards.kit.elements import Card, Choices, card, heading, said, text
from cards.kit.forms import NOTHING, Action, Ask, Filled
from cards.steps.steps import back
from domain.case.case import Case
from domain.case.log import LogEntry
from domain.case.owner_notice import may_be_groundless
from domain.event import NEED_LABELS
from domain.incident import MARK_LABELS, Incident, Mark, OwnerNotice
from domain.oslo import is_day_alone, oslo_time
from domain.people.person import Person, Pupil
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, Labels, _, worded

OWNER_NOTICES = Labels(
    {
        OwnerNotice.NOTIFIED: N_("Jeg har meldt fra til skoleeier"),
        OwnerNotice.GROUNDLESS: N_("Mistanken er åpenbart grunnløs"),
    }
)
UNLESS_GROUNDLESS = N_(
    "Du skal straks melde fra til skoleeier (kommunen), med mindre mistanken er åpenbart grunnløs "
    "(§ 12-5). Skriv i så fall hvorfor."
)
WITHOUT_EXCEPTION = N_("Saken er alvorlig. Du skal melde fra til skoleeier (kommunen), uten unntak (§ 12-4).")


def log_form(
    case: Case,
    school_plan: SchoolPlan,
    entry_id: str,
    now: datetime,
    carried: Mapping[str, str],
    filled: Filled = NOTHING,
) -> Card:
    """A new entry, one that `corrects` another, or the `minutes` of the weekly review."""
    ids: dict[str, Any] = {"case_id": case.id, "entry_id": entry_id, **carried}
    corrects = "corrects" in carried
    minutes = "minutes" in carried
    asked = {name: ask for name, ask in AddLog.asks().items() if not (minutes or corrects) or name != "new_incident"}
    return card(
        heading(_log_title(case, minutes=minutes, corrects=corrects)),
        text(_("En logg endres aldri. Rettelsen står ved siden av den gamle."), subtle=True) if corrects else None,
        text(school_plan.alert.facts_guidance, subtle=True, small=True),
        AddLog.inputs(
            at_now(now, filled), choices={"type": words.choices(school_plan.pick_lists.log_types)}, asked=asked
        ),
        actions=[
            AddLog.button(_("Lagre"), style="positive", **ids),
            ListWeek.button(_("Tilbake til listen")) if minutes else back(case),
        ],
    )


def _log_title(case: Case, *, minutes: bool, corrects: bool) -> str:
    if minutes:
        return _("Skriv i loggen, sak {reference}", reference=case.reference)
    if corrects:
        return _("Rett logg i sak {reference}", reference=case.reference)
    return _("Ny logg i sak {reference}", reference=case.reference)


def at_now(now: datetime, filled: Filled) -> Filled:
    """A log is about now unless something else is said: today, and no time of day."""
    return Filled({"occurred_on": f"{oslo_time(now):%Y-%m-%d}", **filled.values}, filled.errors)


def as_written(entry: LogEntry) -> Filled:
    """A correction begins with what it corrects, and stands at the same time."""
    at = oslo_time(entry.occurred_at)
    when = {"occurred_on": f"{at:%Y-%m-%d}", "occurred_time": "" if is_day_alone(at) else f"{at:%H:%M}"}
    said = {"type": entry.type, "text": entry.text, "quote": entry.quote, "present": entry.present}
    return Filled({**said, **when})


def simple_form(
    case: Case,
    title: str,
    action: type[Action],
    choices: Mapping[str, Choices],
    *,
    lead: Sequence[str] = (),
    button: str = "",
    asked: Mapping[str, Ask] | None = None,
    filled: Filled = NOTHING,
    **ids: Any,  # noqa: ANN401  (any type)
) -> Card:
    """A form on a case: what it asks stands in the action; a choice among nothing says so instead.

    `button` is what its button is called, «Lagre» when nothing else is said.
    """
    if any(not offered for offered in choices.values()):
        return nobody(case, title, _("Det er ingen å velge mellom."))
    return card(
        heading(title),
        [said(line) for line in lead],
        action.inputs(filled, choices=choices, asked=asked),
        actions=[action.button(button or _("Lagre"), case_id=case.id, style="positive", **ids), back(case)],
    )


def nobody(case: Case, title: str, why: str) -> Card:
    """A form that has nobody to choose."""
    return card(heading(title), text(why), actions=[back(case)])


def member_form(case: Case, people: Sequence[Person], *, adding: bool, filled: Filled = NOTHING) -> Card:
    action: type[Action] = AddMember if adding else RemoveMember
    reference = case.reference
    title = (
        _("Legg til i sak {reference}", reference=reference)
        if adding
        else _("Ta ut av sak {reference}", reference=reference)
    )
    offered: dict[str, Choices] = {"person": words.person_choices(people, filled.values.get("person", ""))}
    if adding:
        offered["need"] = [*NEED_LABELS.items()]
    return simple_form(case, title, action, offered, filled=filled)


def change_end_form(case: Case, people: Sequence[Person], filled: Filled = NOTHING) -> Card:
    choices = {"person": words.person_choices(people, filled.values.get("person", ""))}
    title = _("Endre sluttdag i sak {reference}", reference=case.reference)
    if not people:
        return nobody(case, title, _("Det er ingen sluttdag du kan endre."))
    return simple_form(case, title, ChangeEnd, choices, lead=[until(one, case) for one in people], filled=filled)


def until(person: Person, case: Case) -> str:
    """Who, and the last day on the case when there is one."""
    day = case.ends.get(person.id)
    return _("{name}, til og med {day}", name=person.name, day=words.full_day(day)) if day else person.name


def merge_form(case: Case, others: Sequence[Case], filled: Filled = NOTHING) -> Card:
    choices = {"other": [(one.id, _alerted(one)) for one in others]}
    lead = [_("Alt i den andre saken blir med hit. De som er med i en av sakene, blir med i begge.")]
    title = _("Slå sammen med sak {reference}", reference=case.reference)
    return simple_form(case, title, MergeCases, choices, lead=lead, button=_("Slå sammen"), filled=filled)


def split_form(case: Case, gone: Case, filled: Filled = NOTHING) -> Card:
    lead = [
        _(
            "Sak {reference} blir en egen sak igjen, med det som hørte til den da den ble slått sammen.",
            reference=gone.reference,
        ),
        _("Det som er gjort siden, blir stående i sak {reference}.", reference=case.reference),
    ]
    title = _("Del opp sak {reference} igjen", reference=case.reference)
    return simple_form(case, title, SplitCase, {}, lead=lead, button=_("Del opp igjen"), filled=filled, other=gone.id)


def _alerted(case: Case) -> str:
    return _("Sak {reference}, varslet {moment}", reference=case.reference, moment=words.moment(case.opened_at))


def owner_notice_form(case: Case, incident: Incident, today: date, filled: Filled = NOTHING) -> Card:
    """Of one incident (§ 12-4, § 12-5): only a suspicion against staff can be openly groundless, and only while it is
    not serious too. Where there is no choice, the day alone is asked.
    """
    groundless = may_be_groundless(incident)
    lead = [worded(UNLESS_GROUNDLESS if groundless else WITHOUT_EXCEPTION)]
    if len(case.incidents) > 1:
        lead.append(_("Det gjelder det som ble varslet {moment}.", moment=words.moment(incident.told_at)))
    asked = DecideOwnerNotice.asks()
    if not groundless:
        asked = {"on": replace(asked["on"], label=_("Hvilken dag meldte du fra?")), "document": asked["document"]}
    filled = Filled({"on": today.isoformat(), **filled.values}, filled.errors)
    return simple_form(
        case,
        _("Meld fra til skoleeier, sak {reference}", reference=case.reference),
        DecideOwnerNotice,
        {"notice": [*OWNER_NOTICES.items()]},
        lead=lead,
        button="" if groundless else OWNER_NOTICES[OwnerNotice.NOTIFIED],
        asked=asked,
        filled=filled,
        incident=incident.id,
    )


def suspect_form(case: Case, staff: Sequence[Person], naming_id: str, filled: Filled = NOTHING) -> Card:
    """When someone has taken the case it is an alert, which says what was seen or heard."""
    choices = {"person": words.person_choices(staff, filled.values.get("person", ""))}
    ids = dict[str, Any](naming_id=naming_id)
    title = _("Hvem gjelder mistanken i sak {reference}?", reference=case.reference)
    if case.received_at is None:
        lead = [_("Den du velger, får ikke tilgang til saken her. Er det noen i ledelsen, går saken til skoleeier.")]
        asked = {name: ask for name, ask in NameSuspect.asks().items() if name == "person"}
        return simple_form(case, title, NameSuspect, choices, lead=lead, asked=asked, filled=filled, **ids)
    lead = [
        _("Varselet er tatt imot. Det du skriver her, blir et nytt varsel, og ingen får vite om det i denne saken.")
    ]
    return simple_form(case, title, NameSuspect, choices, lead=lead, button=_("Send varselet"), filled=filled, **ids)


def lift_form(case: Case, barred: Sequence[Person], record_id: str, filled: Filled = NOTHING) -> Card:
    lead = [_("Den du velger, blir ikke med i saken av dette, men kan legges til i den.")]
    choices = {"person": words.person_choices(barred, filled.values.get("person", ""))}
    title = _("Opphev utestenging i sak {reference}", reference=case.reference)
    if not barred:
        return nobody(case, title, _("Det er ingen utestenging du kan oppheve."))
    return simple_form(case, title, LiftBar, choices, lead=lead, filled=filled, record_id=record_id)


def group_form(
    case: Case,
    title: str,
    action: type[Action],
    groups: Sequence[str],
    *,
    lead: Sequence[str] = (),
    filled: Filled = NOTHING,
    **ids: Any,  # noqa: ANN401  (any type)
) -> Card:
    """The first of two: the class or base of the pupil who is to be chosen."""
    choices = {"group": [(group, group) for group in groups]}
    return simple_form(case, title, action, choices, lead=lead, button=_("Vis elevene"), filled=filled, **ids)


def pupil_form(
    case: Case,
    title: str,
    action: type[Action],
    group: str,
    pupils: Sequence[Pupil],
    *,
    filled: Filled = NOTHING,
    **ids: Any,  # noqa: ANN401  (any type)
) -> Card:
    """The second: the pupil, among those of the class or base."""
    choices = {"pupil": words.pupil_choices(pupils)}
    return simple_form(case, title, action, choices, lead=[group], filled=filled, group=group, **ids)


def identify_group_form(case: Case, groups: Sequence[str], filled: Filled = NOTHING) -> Card:
    return group_form(case, _("Hvilken klasse går eleven i?"), IdentifyPupil, groups, filled=filled)


def identify_pupil_form(case: Case, group: str, pupils: Sequence[Pupil], filled: Filled = NOTHING) -> Card:
    return pupil_form(case, _("Hvem er eleven?"), PupilIdentified, group, pupils, filled=filled)


def mark_form(case: Case, incident_id: str, filled: Filled = NOTHING) -> Card:
    """What is said of an incident is not taken back; it may turn out to be more serious than it seemed."""
    incidents = [(one.id, _said(one)) for one in case.incidents]
    another = (incident_id, _("En annen hendelse, som det ikke er varslet om"))
    newest = case.incidents[-1].id if case.incidents else incident_id
    return card(
        heading(_("Hva er nytt i sak {reference}?", reference=case.reference)),
        text(_("Stegene som følger av det, åpner seg i saken.")),
        MarkCase.inputs(
            Filled({"incident": newest, **filled.values}, filled.errors),
            choices={"incident": [*incidents, another]},
        ),
        actions=[
            MarkCase.button(_("Lagre"), style="positive", case_id=case.id, incident_id=incident_id),
            back(case),
        ],
    )


def _said(incident: Incident) -> str:
    marks = [MARK_LABELS[mark] for mark in Mark if mark in incident.marks]
    told = words.moment(incident.told_at)
    if not marks:
        return _("Det som ble varslet {moment}", moment=told)
    return _("Det som ble varslet {moment} ({marks})", moment=told, marks="; ".join(marks))
