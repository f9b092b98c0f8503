"""The case card, its members and its forms. All of it is content: only ever the reply to a press (law 1)."""

from collections.abc import Sequence
from datetime import date, datetime

from cards import words
from cards.actions import (
    CaseForm,
    OpenCase,
    OpenForm,
    ShowMembers,
)
from cards.document_actions import ShowDocuments
from cards.elements import Card, box, button_rows, buttons, card, facts, heading, problem, said, subheading, text
from cards.plan_actions import ShowPlan
from cards.receipt import phone_numbers
from cards.steps import Working, back, standing
from cards.timeline import Item, Shown, timeline
from domain.access import Permission, may
from domain.case import OWNER_LABELS, STATUS_LABELS, Case, Status
from domain.people import Frozen, Person, Pupil
from domain.plan import Plan


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
    linked: tuple[Case, ...] = ()
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
        _linked(view),
        subheading("Annet") if first and case.open else None,
        _what_can_be_done(case, view.viewer, view.others, planned=view.working.has_plan),
        subheading(f"Tidslinje ({offset + 1}–{offset + taken} av {total})" if 0 < taken < total else "Tidslinje"),
        pieces,
        _paging(case, offset, offset + taken, total),
    )


def _linked(view: CaseView) -> list[Card]:
    """The way to the cases it belongs with: theirs are other pupils, so nothing more is said of them."""
    return button_rows([OpenCase.button(f"Knyttet sak {one.reference}", case_id=one.id) for one in view.linked])


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
                "Saken er": "Egen plan for eleven som krenker" if case.violator else None,
            }
        ),
        *([problem("Over fristen.")] if case.overdue(view.now, view.today) else []),
        *([problem("Fortrolig adresse: del aldri opplysninger om hvor eleven bor eller går.")] if protected else []),
    ]


def _owner_banner(case: Case, plan: Plan, viewer: Person) -> Card | None:
    if decision := case.owner_decision:
        return said(f"Skoleeier: {OWNER_LABELS[decision.notice].lower()} {words.day(decision.day)}")
    if not case.needs_owner_decision:
        return None
    why = "En ansatt kan ha krenket eleven (§ 12-5)." if case.enhanced else "Alvorlig sak (§ 12-4)."
    who = "Du skal" if may(viewer, Permission.DECIDE_ENHANCED) else "Rektor skal"
    return box(problem(f"{why} {who} melde fra til skoleeier."), phone_numbers(plan))


def _what_can_be_done(case: Case, viewer: Person, others: int, *, planned: bool) -> Card | None:
    if case.status is Status.CLOSED:
        coordinates = may(viewer, Permission.COORDINATE_CASE)
        again = OpenForm.button("Åpne saken igjen", case_id=case.id, form=CaseForm.REOPEN)
        plan = ShowPlan.button("Plan", case_id=case.id) if planned else None
        documents = ShowDocuments.button("Dokumenter", case_id=case.id) if coordinates else None
        offered = [one for one in (plan, documents, again if coordinates else None) if one]
        return buttons(*offered) if offered else None
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
            back(case),
        ),
    )


def handed_over(case: Case, plan: Plan) -> Card:
    """A leader was named: the case has left the school, and so has the view of the one who named them."""
    return card(
        heading(f"Sak {case.reference} er gitt videre"),
        text(plan.alert.leadership_suspected),
        phone_numbers(plan),
    )
