"""The case card, its members and its forms. All of it is content: only ever the reply to a press (law 1)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cards import words
from cards.actions import (
    AddLog,
    AddMember,
    CaseForm,
    DecideOwnerNotice,
    IdentifyPupil,
    MarkCase,
    MergeCases,
    NameSuspect,
    OpenCase,
    OpenForm,
    PupilIdentified,
    RemoveMember,
    ShowMembers,
)
from cards.document_actions import ShowDocuments
from cards.elements import Card, Choices, box, buttons, card, facts, heading, problem, said, subheading, text
from cards.forms import NOTHING, Action, Filled
from cards.plan_actions import ShowPlan
from cards.receipt import phone_numbers
from cards.steps import Working, standing
from cards.timeline import Item, Shown, timeline
from domain.access import Permission, may
from domain.calendar import oslo_time
from domain.case import MARKS, STATUS_LABELS, Case, OwnerNotice, Status
from domain.log import LogEntry
from domain.people import Frozen, Person, Pupil
from domain.plan import Plan

OWNER_NOTICES: Choices = [
    (OwnerNotice.NOTIFIED, "Meldt skoleeier"),
    (OwnerNotice.GROUNDLESS, "Åpenbart grunnløs"),
]


class CaseView(Frozen):
    """One page of a case, for one viewer: the timeline holds the items from `offset` on."""

    case: Case
    pupil: Pupil | None
    items: tuple[Item, ...]
    shown: Shown
    viewer: Person
    now: datetime
    today: date
    offset: int
    total: int
    unreached: tuple[str, ...] = ()
    others: int = 0
    to_file: tuple[str, ...] = ()
    note: str = ""
    working: Working


def case_card(view: CaseView) -> Card:
    """Where the case stands, what can be done, and the timeline."""
    case, offset, total = view.case, view.offset, view.total
    pieces, taken = timeline(view.items, view.shown)
    first = offset == 0
    return card(
        heading(f"Sak {case.reference}"),
        said(f"✓ {view.note}") if view.note else None,
        _where_it_stands(view) if first else None,
        _owner_banner(case, view.shown.plan, view.viewer) if first else None,
        box(text("**Boten nådde ikke:**"), [said(line) for line in view.unreached])
        if view.unreached and case.open
        else None,
        standing(case, view.working) if first else None,
        _to_file(view),
        subheading("Annet") if first and case.open else None,
        _what_can_be_done(case, view.viewer, view.others, planned=view.working.has_plan),
        subheading(f"Tidslinje ({offset + 1}–{offset + taken} av {total})" if 0 < taken < total else "Tidslinje"),
        pieces,
        _paging(case, offset, offset + taken, total),
    )


def _to_file(view: CaseView) -> Card | None:
    """Asked for until it is ticked off, of those who can (L1180, L1217)."""
    if not view.to_file or not may(view.viewer, Permission.COORDINATE_CASE):
        return None
    return said(f"Klar til websak: {words.listing(view.to_file)}. Se «Dokumenter».")


def _where_it_stands(view: CaseView) -> list[Card]:
    case, pupil, shown = view.case, view.pupil, view.shown
    received = f"{words.moment(case.received_at)} av {shown.name(case.received_by)}" if case.received_at else None
    waiting = None if received else f"senest {words.moment(case.acknowledge_by)}"
    protected = pupil is not None and pupil.protected_address
    return [
        *facts(
            {
                "Elev": f"{pupil.name}, {pupil.school_class}" if pupil else "Ikke kjent ennå",
                "Status": STATUS_LABELS[case.status],
                "Tas imot": waiting,
                "Tatt imot": received,
                "Finn ut hvem eleven er": f"senest {words.day(case.identify_by)}" if case.identify_by else None,
                "Avsluttet": words.moment(case.closed_at) if case.closed_at else None,
                "Alvorlig": "Ja" if case.serious else None,
            }
        ),
        *([problem("Over fristen.")] if case.overdue(view.now, view.today) else []),
        *([problem("Fortrolig adresse: del aldri opplysninger om hvor eleven bor eller går.")] if protected else []),
    ]


def _owner_banner(case: Case, plan: Plan, viewer: Person) -> Card | None:
    if decision := case.owner_decision:
        label = dict(OWNER_NOTICES)[decision.notice]
        return said(f"Skoleeier: {label.lower()} {words.moment(decision.at)}")
    if not case.needs_owner_decision:
        return None
    why = "En ansatt kan ha krenket eleven (§ 12-5)." if case.enhanced else "Alvorlig sak (§ 12-4)."
    who = "Du skal" if may(viewer, Permission.DECIDE_ENHANCED) else "Rektor skal"
    return box(problem(f"{why} {who} melde fra til skoleeier."), phone_numbers(plan))


def _what_can_be_done(case: Case, viewer: Person, others: int, *, planned: bool) -> Card | None:
    if case.status is Status.CLOSED and may(viewer, Permission.COORDINATE_CASE):
        again = OpenForm.button("Åpne saken igjen", case_id=case.id, form=CaseForm.REOPEN)
        return buttons(ShowDocuments.button("Dokumenter", case_id=case.id), again)
    if not case.open:
        return None

    def form(title: str, which: CaseForm, needs: Permission, *, when: bool = True) -> Card | None:
        return OpenForm.button(title, case_id=case.id, form=which) if when and may(viewer, needs) else None

    return buttons(
        form("Legg til logg", CaseForm.LOG, Permission.WRITE_LOG),
        form("Finn ut hvem eleven er", CaseForm.IDENTIFY, Permission.COORDINATE_CASE, when=case.pupil_id is None),
        form("Slå sammen", CaseForm.MERGE, Permission.COORDINATE_CASE, when=others > 0),
        ShowPlan.button("Plan", case_id=case.id) if planned else None,
        ShowDocuments.button("Dokumenter", case_id=case.id) if may(viewer, Permission.COORDINATE_CASE) else None,
        ShowMembers.button("Hvem er med?", case_id=case.id),
    )


def _paging(case: Case, offset: int, reached: int, total: int) -> Card | None:
    newest = OpenCase.button("Til de nyeste", case_id=case.id) if offset else None
    older = OpenCase.button("Eldre", case_id=case.id, offset=str(reached)) if reached < total else None
    return buttons(newest, older) if newest or older else None


def members_card(case: Case, people: Sequence[Person], viewer: Person) -> Card:
    lead = case.open and may(viewer, Permission.LEAD_CASE)
    unnamed = case.enhanced and not case.past_the_school
    return card(
        heading(f"Hvem er med i sak {case.reference}?"),
        [said(f"{person.name} ({person.role_label})") for person in people],
        buttons(
            OpenForm.button("Legg til", case_id=case.id, form=CaseForm.ADD_MEMBER) if lead else None,
            OpenForm.button("Ta ut", case_id=case.id, form=CaseForm.REMOVE_MEMBER) if lead else None,
            OpenForm.button("Navngi den ansatte", case_id=case.id, form=CaseForm.NAME_SUSPECT)
            if lead and unnamed
            else None,
            OpenCase.button("Tilbake til saken", case_id=case.id),
        ),
    )


def log_form(
    case: Case, plan: Plan, entry_id: str, now: datetime, corrects: str | None = None, filled: Filled = NOTHING
) -> Card:
    ids: dict[str, Any] = {"case_id": case.id, "entry_id": entry_id} | ({"corrects": corrects} if corrects else {})
    return card(
        heading(f"{'Rett' if corrects else 'Ny'} logg i sak {case.reference}"),
        text("En logg endres aldri. Rettelsen står ved siden av den gamle.", subtle=True) if corrects else None,
        text(plan.alert.facts_guidance, subtle=True, small=True),
        AddLog.inputs(at_now(now, filled), choices={"type": words.choices(plan.pick_lists.log_types)}),
        actions=[AddLog.button("Lagre", style="positive", **ids), back(case)],
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
    filled: Filled = NOTHING,
    **ids: Any,  # noqa: ANN401  (what travels in the button)
) -> Card:
    """A form on a case: what it asks stands in the action; a choice among nothing says so instead."""
    if any(not offered for offered in choices.values()):
        return card(heading(title), text("Det er ingen å velge mellom."), actions=[back(case)])
    return card(
        heading(title),
        [text(line) for line in lead],
        action.inputs(filled, choices=choices),
        actions=[action.button(button, case_id=case.id, style="positive", **ids), back(case)],
    )


def back(case: Case) -> Card:
    return OpenCase.button("Tilbake til saken", case_id=case.id)


def member_form(case: Case, people: Sequence[Person], *, adding: bool, filled: Filled = NOTHING) -> Card:
    action: type[Action] = AddMember if adding else RemoveMember
    title = f"{'Legg til i' if adding else 'Ta ut av'} sak {case.reference}"
    return simple_form(case, title, action, {"person": words.person_choices(people)}, filled=filled)


def merge_form(case: Case, others: Sequence[Case], filled: Filled = NOTHING) -> Card:
    choices = {"other": [(c.id, f"Sak {c.reference}, varslet {words.moment(c.opened_at)}") for c in others]}
    lead = ["Alt i den andre saken blir med hit. De som er med i en av sakene, blir med i begge."]
    title = f"Slå sammen med sak {case.reference}"
    return simple_form(case, title, MergeCases, choices, lead=lead, button="Slå sammen", filled=filled)


def owner_notice_form(case: Case, plan: Plan, filled: Filled = NOTHING) -> Card:
    """§ 12-5: only a suspicion against staff can be openly groundless."""
    offered = OWNER_NOTICES if case.enhanced else OWNER_NOTICES[:1]
    lead = [plan.alert.employee_suspected] if case.enhanced else ["Rektor melder fra til skoleeier i alvorlige saker."]
    title = f"Melding til skoleeier, sak {case.reference}"
    return simple_form(case, title, DecideOwnerNotice, {"notice": offered}, lead=lead, filled=filled)


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


def handed_over(case: Case, plan: Plan) -> Card:
    """A leader was named: the case has left the school, and so has the view of the one who named them."""
    return card(
        heading(f"Sak {case.reference} er gitt videre"),
        text(plan.alert.leadership_suspected),
        phone_numbers(plan),
    )


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
            OpenCase.button("Tilbake til saken", case_id=case.id),
        ],
    )
