"""The case card, its members and its forms. All of it is content: only ever the reply to a press (law 1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cards.access.actions import ShowOpened
from cards.activity_plan.actions import ShowPlan
from cards.alert.receipt import phone_numbers
from cards.case.actions import Belongs, CaseForm, OpenCase, OpenForm, ShowCatchUp, ShowMembers
from cards.case.people import UNCHANGED, Changes, changes_card
from cards.case.timeline import Item, Shown, timeline
from cards.correcting.actions import ShowCorrecting
from cards.documents.actions import ShowDocuments
from cards.kit import wording as words
from cards.kit.elements import Card, box, buttons, card, facts, fold, heading, problem, said, subheading, text
from cards.retention.actions import ShowKeeping
from cards.steps.steps import Working, back, folded_steps, open_step, standing
from domain.case.case import Case, Status
from domain.documents.wording import of_incident
from domain.incident import OwnerNotice
from domain.people.permissions import Permission, may
from domain.people.person import Person, Pupil
from domain.school_plan.procedure import Does
from domain.text.messages import N_, _, n_, worded
from domain.text.moments import written_down

DECIDED = {
    OwnerNotice.NOTIFIED: N_("Meldt fra til skoleeier {day}"),
    OwnerNotice.GROUNDLESS: N_("Vurdert som åpenbart grunnløs {day}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
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
    unreached: tuple[Person, ...] = ()
    unopened: tuple[Person, ...] = ()
    others: int = 0
    asks: Case | None = None
    kept: Case | None = None
    split: bool = False
    to_file: tuple[str, ...] = ()
    linked: tuple[Case, ...] = ()
    note: str = ""
    changes: Changes = UNCHANGED
    working: Working


def case_card(view: CaseView) -> Card:
    """Where the case stands, what can be done, and the timeline."""
    case, first = view.case, view.offset == 0
    pieces, taken = timeline(view.items, view.shown)
    return card(
        heading(_("Sak {reference}", reference=case.reference)),
        said(f"✓ {view.note}") if view.note else None,
        changes_card(case, view.changes) if first and case.open else None,
        _where_it_stands(view) if first else None,
        _belongs(view),
        _owner_banner(view) if first else None,
        standing(case, view.working) if first else None,
        _what_can_be_done(view),
        folded_steps(case, view.working) if first else None,
        _not_reached(view),
        _to_file(view),
        _linked(view),
        _history(view, pieces, taken),
    )


def _history(view: CaseView, pieces: list[Card], taken: int) -> list[Card]:
    """Folded beside the rest of the case; the older pages are cards of their own."""
    case, offset, total = view.case, view.offset, view.total
    paged = [*pieces, *_paging(case, offset, offset + taken, total, view.shown.alert_at)]
    if offset:
        return [subheading(_timeline_title(offset, taken, total)), *paged]
    short = buttons(ShowCatchUp.button(_("Kort fortalt"), case_id=case.id))
    title = subheading(_timeline_title(0, taken, total))
    return fold("history", _("Historien ({count})", count=total), short, title, paged)


def _not_reached(view: CaseView) -> list[Card]:
    """Whom to speak with, in a fold of its own: how many there are, stands on it."""
    unreached = view.unreached if view.case.open else ()
    number = len(unreached) + len(view.unopened)
    return fold(
        "unreached",
        n_("{count} har ikke sett saken", "{count} har ikke sett saken", number),
        _unreached(unreached) if unreached else None,
        _unopened(view.unopened) if view.unopened else None,
    )


def _timeline_title(offset: int, taken: int, total: int) -> str:
    if 0 < taken < total:
        return _("Historien ({first}–{last} av {total})", first=offset + 1, last=offset + taken, total=total)
    return _("Historien")


def _linked(view: CaseView) -> list[Card]:
    """The way to the cases it belongs with: theirs are other pupils, so nothing more is said of them."""
    return buttons(
        *(OpenCase.button(_("Knyttet sak {reference}", reference=one.reference), case_id=one.id) for one in view.linked)
    )


def _to_file(view: CaseView) -> Card | None:
    """Asked for until it is ticked off, of those who can (L1180, L1217)."""
    if not view.to_file or not may(view.viewer, Permission.COORDINATE_CASE):
        return None
    return said(_("Journalfør i {archive}: {documents}. Se «Dokumenter».", documents=words.listing(view.to_file)))


def _where_it_stands(view: CaseView) -> list[Card]:
    case, pupil = view.case, view.pupil
    protected = pupil is not None and pupil.protected_address
    return [
        *facts(
            {
                _("Elev"): f"{pupil.name}, {pupil.school_class}" if pupil else _who_is_not_known(case),
                _("Det gjelder"): _kinds(view.shown),
                _("Status"): None if case.status is Status.RECEIVED and case.received_at else case.status_label,
                _("Din tilgang"): _own_end(view),
                **_deadlines(view),
                _("Avsluttet"): words.moment(case.closed_at) if case.closed_at else None,
                _("Alvorlig"): _("Ja") if case.serious else None,
                _("Saken er"): _("Oppfølging av eleven, egen sak") if case.violator else None,
            }
        ),
        *([problem(_("Over fristen."))] if case.overdue(view.now, view.today) and not _says_how_late(view) else []),
        *([problem(_("Fortrolig adresse: del aldri opplysninger om hvor eleven bor eller går."))] if protected else []),
    ]


def _says_how_late(view: CaseView) -> bool:
    """Whether the step below does."""
    return any(step.overdue(view.today) for step in view.working.first(view.case))


def _own_end(view: CaseView) -> str | None:
    until = view.case.ends.get(view.viewer.id)
    return _("Til og med {day}", day=words.full_day(until)) if until else None


def _kinds(shown: Shown) -> str:
    """What the alerts of the case are about."""
    kinds = dict.fromkeys(kind for alert in shown.alerts.values() for kind in alert.form.kinds)
    return ", ".join(shown.school_plan.pick_lists.label("kinds", kind) for kind in kinds)


def _who_is_not_known(case: Case) -> str:
    return _("Kan ikke leses. Si fra til drift.") if case.pupil_id else _("Ikke kjent ennå")


def _deadlines(view: CaseView) -> dict[str, str | None]:
    """When the case was received, or must be; and by when one must know who the pupil is. What the step below says, is
    not said here too.
    """
    case, told = view.case, {step.rule.does for step in view.working.first(view.case)}
    received, by, day = case.received_at, case.acknowledge_by, case.identify_by
    name, waits = view.shown.name(case.received_by), case.open and not received and Does.RECEIVE not in told
    return {
        _("Tas imot"): _("senest {moment}", moment=words.moment(by)) if waits else None,
        _("Tatt imot"): _("{moment} av {name}", moment=words.moment(received), name=name) if received else None,
        _("Finn ut hvem eleven er"): _("senest {day}", day=words.day(day))
        if day and Does.IDENTIFY not in told
        else None,
    }


def _unreached(people: Sequence[Person]) -> Card:
    told = [_("{name} ({role}) – si fra muntlig", name=one.name, role=one.role_label) for one in people]
    return box(text(_("**Skolemiljø nådde ikke:**")), [said(line) for line in told])


def _unopened(people: Sequence[Person]) -> Card:
    """Who was told, as far as the bot knows, and has not looked: to ask, or to ring."""
    named = words.listing(f"{person.name} ({person.role_label})" for person in people)
    return said(_("Ikke åpnet av: {people}", people=named))


def _owner_banner(view: CaseView) -> list[Card]:
    """What has been decided of each incident; that one waits for it, with the step of whoever is to decide."""
    case, viewer = view.case, view.viewer
    lines = []
    for one, decision in ((one, one.owner_decision) for one in case.incidents if one.owner_decision):
        what = worded(DECIDED[decision.notice], {"day": words.day(decision.day)})
        written = written_down(decision.day, decision.at)
        about = of_incident(one.id, case.told_apart)
        lines.append(said(" ".join(filter(None, (f"{what}, {written}." if written else f"{what}.", about)))))
    if not case.undecided:
        return lines
    why = _("En ansatt kan ha krenket eleven (§ 12-5).") if case.enhanced else _("Alvorlig sak (§ 12-4).")
    yours = may(viewer, Permission.DECIDE_ENHANCED)
    duty = _("Du skal melde fra til skoleeier.") if yours else _("Rektor skal melde fra til skoleeier.")
    steps = [open_step(case, step, view.working) for step in view.working.to_the_owner(case)]
    return [*lines, box(problem(f"{why} {duty}"), *steps, phone_numbers(view.shown.school_plan))]


def _belongs(view: CaseView) -> list[Card]:
    """Where it has gone; or, of those who can see to it, whether its alert belongs to an older case."""
    case, kept, asks = view.case, view.kept, view.asks
    if kept:
        return buttons(OpenCase.button(_("Åpne sak {reference}", reference=kept.reference), case_id=kept.id))
    if asks is None or not may(view.viewer, Permission.COORDINATE_CASE):
        return []
    yes = Belongs.button(_("Ja, slå sammen"), case_id=case.id, other=asks.id, same="true")
    no = Belongs.button(_("Nei, egen sak"), case_id=case.id, other=asks.id)
    question = text(_("Hører varselet til sak {reference}?", reference=asks.reference))
    return [box(question, buttons(yes, no))]


def _what_can_be_done(view: CaseView) -> list[Card]:
    case, viewer, planned = view.case, view.viewer, view.working.has_plan
    if case.status is Status.CLOSED:
        coordinates = may(viewer, Permission.COORDINATE_CASE)
        again = OpenForm.button(_("Åpne saken igjen"), case_id=case.id, form=CaseForm.REOPEN)
        plan = ShowPlan.button(_("Vis planen"), case_id=case.id) if planned else None
        documents = ShowDocuments.button(_("Dokumenter"), case_id=case.id) if coordinates else None
        keeping = (
            ShowKeeping.button(_("Når slettes saken?"), case_id=case.id) if may(viewer, Permission.LEAD_CASE) else None
        )
        return buttons(plan, documents, _who_opened(view), keeping, again if coordinates else None)
    if not case.open:
        return []

    no_step = case.pupil_id is None and view.working.progress.that(Does.IDENTIFY) is None

    def form(title: str, which: CaseForm, needs: Permission, *, when: bool = True) -> Card | None:
        return OpenForm.button(title, case_id=case.id, form=which) if when and may(viewer, needs) else None

    return buttons(
        form(_("Skriv i loggen"), CaseForm.LOG, Permission.WRITE_LOG),
        form(_("Finn ut hvem eleven er"), CaseForm.IDENTIFY, Permission.COORDINATE_CASE, when=no_step),
        form(_("Slå sammen"), CaseForm.MERGE, Permission.COORDINATE_CASE, when=view.others > 0),
        form(_("Del opp igjen"), CaseForm.SPLIT, Permission.COORDINATE_CASE, when=view.split),
        ShowPlan.button(_("Vis planen"), case_id=case.id) if planned else None,
        ShowDocuments.button(_("Dokumenter"), case_id=case.id) if may(viewer, Permission.COORDINATE_CASE) else None,
        ShowMembers.button(_("Hvem er med?"), case_id=case.id),
        _who_opened(view),
        ShowCorrecting.button(_("Rett eller avslutt"), case_id=case.id) if may(viewer, Permission.LEAD_CASE) else None,
    )


def _who_opened(view: CaseView) -> Card | None:
    leads = may(view.viewer, Permission.LEAD_CASE)
    return ShowOpened.button(_("Hvem har åpnet saken?"), case_id=view.case.id) if leads else None


def _paging(case: Case, offset: int, reached: int, total: int, alert_at: int | None) -> list[Card]:
    seen = alert_at is None or offset <= alert_at < reached
    alert = None if seen else OpenCase.button(_("Varselet"), case_id=case.id, offset=str(alert_at))
    newest = OpenCase.button(_("Til de nyeste"), case_id=case.id) if offset else None
    older = OpenCase.button(_("Eldre"), case_id=case.id, offset=str(reached)) if reached < total else None
    return buttons(newest, older, alert)


def members_card(case: Case, people: Sequence[Person], viewer: Person, *, lifts: bool, ends: bool) -> Card:
    """`lifts`: there is a bar that the viewer may lift; `ends`: someone whose last day the viewer may change."""
    lead = case.open and may(viewer, Permission.LEAD_CASE)
    unnamed = case.enhanced and not case.past_the_school
    return card(
        heading(_("Hvem er med i sak {reference}?", reference=case.reference)),
        [said(_person(person, case.ends.get(person.id))) for person in people],
        buttons(
            OpenForm.button(_("Legg til"), case_id=case.id, form=CaseForm.ADD_MEMBER) if lead else None,
            OpenForm.button(_("Ta ut"), case_id=case.id, form=CaseForm.REMOVE_MEMBER) if lead else None,
            OpenForm.button(_("Endre sluttdag"), case_id=case.id, form=CaseForm.CHANGE_END) if lead and ends else None,
            OpenForm.button(_("Navngi den ansatte"), case_id=case.id, form=CaseForm.NAME_SUSPECT)
            if lead and unnamed
            else None,
            OpenForm.button(_("Opphev utestenging"), case_id=case.id, form=CaseForm.LIFT_BAR)
            if case.open and lifts
            else None,
            OpenForm.button(_("Jeg er inhabil"), case_id=case.id, form=CaseForm.STEP_ASIDE) if case.open else None,
            OpenForm.button(_("Noen er inhabil"), case_id=case.id, form=CaseForm.SET_ASIDE) if lead else None,
            back(case),
        ),
    )


def _person(person: Person, until: date | None) -> str:
    if not person.active:
        return _("{name} (har sluttet)", name=person.name)
    described = f"{person.name} ({person.role_label})"
    return _("{person}, til og med {day}", person=described, day=words.full_day(until)) if until else described
