"""Lists of cases, and of what is one's own. What the asker may not see is not counted either."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.access.substitute import has_still
from domain.activity_plan.carrying import Carried
from domain.alert.alert import Alert, Draft
from domain.case.case import Case
from domain.case.log import LogEntry
from domain.errors import DomainError
from domain.ids import AlertId, CaseId, PupilId
from domain.message import (
    AlertSubject,
    CasesSubject,
    CaseSubject,
    DraftSubject,
    EvaluationSubject,
    FormSubject,
    GatheredSubject,
    Subject,
)
from domain.people.permissions import Permission, may
from domain.people.person import Person, Role
from domain.reminders.channel import Channel
from domain.steps.progress import Step
from domain.steps.take_step import owners
from domain.text.form_draft import FormDraft
from domain.text.messages import _
from services.activity_plan.carry_out import own_measures
from services.alert.report_care import to_report
from services.alert_notices import cases_told_of, received_at
from services.case.identify_pupil import to_identify
from services.people.staff import staff_of
from services.steps.case_progress import standing
from services.turn import Turn
from storage.outbox.message import Lost

OWN_ENTRIES = 200
LATELY = timedelta(days=14)
_LEADERS = (Role.PRINCIPAL, Role.DEPUTY, Role.LINE_LEADER, Role.AKS_BASE_LEADER)


def unreadable(turn: Turn) -> tuple[str, ...]:
    """The numbers of the asker's cases that could not be read when they were asked for, earlier in this turn."""
    return tuple(sorted(turn.tx.cases.damaged))


def own_steps(cases: Sequence[Case], turn: Turn) -> list[tuple[Case, Step]]:
    """The steps that wait for this person on these cases, the soonest first."""
    people = turn.tx.people.active()
    found = [
        (case, step)
        for case, now in standing(cases, turn.tx, turn.school_plan)
        for step in now.open
        if step.waits and turn.actor in owners(step, now, case, people)
    ]
    return sorted(found, key=lambda own: (own[1].due or date.max, own[0].reference))


@dataclass(frozen=True, slots=True)
class Own:
    """What a person has of their own: measures to carry out, steps that wait, drafts of alerts and of other forms (with
    the number of the case they are about), alerts, how many cases, and the numbers of those that cannot be read.
    """

    tasks: list[Carried]
    steps: list[tuple[Case, Step]]
    drafts: list[Draft]
    forms: list[tuple[FormDraft, str]]
    alerts: list[Alert]
    cases: int
    unreadable: tuple[str, ...]
    asked: dict[AlertId, date]
    """By when to find out who the pupil of an own alert is."""
    care: dict[AlertId, date]
    """By when to report a concern for the care at home, or to say why not."""


def own_things(turn: Turn) -> Own:
    reads = may(turn.actor, Permission.READ_CASE)
    cases = turn.tx.cases.visible(turn.actor.id, turn.today) if reads else ()
    drafts = [draft for draft in turn.tx.drafts.of(turn.actor.id) if not draft.expired(turn.now)]
    sent = turn.tx.alerts.of_reporter(turn.actor.id)
    alerts = [alert for alert in sent if has_still(turn.actor, alert.sent_at, turn.now)]
    forms = own_forms(turn)
    asked = {alert.id: due for alert, _case, due in to_identify(alerts, turn.tx)}
    care = {alert.id: due for alert, due in to_report(alerts, turn.tx, turn.school_plan)}
    tasks, steps = own_measures(turn) if reads else [], own_steps(cases, turn)
    return Own(tasks, steps, drafts, forms, alerts, len(cases), unreadable(turn), asked, care)


def own_forms(turn: Turn) -> list[tuple[FormDraft, str]]:
    """Forms that were begun, of cases one is (still) on or of none."""
    drafts = turn.tx.form_drafts.of(turn.actor.id)
    numbers = {case_id: _number(case_id, turn) for case_id in {draft.case_id for draft in drafts}}
    return [(draft, number) for draft in drafts if (number := numbers[draft.case_id]) is not None]


def _number(case_id: CaseId | None, turn: Turn) -> str | None:
    """Empty when it is of no case, and None when it is of one that is not the person's."""
    if case_id is None:
        return ""
    try:
        return turn.tx.cases.get(case_id, turn.actor.id, turn.today).reference
    except DomainError:
        return None


def own_entries(turn: Turn) -> list[tuple[LogEntry, str]]:
    """One's own logs on pupils, with whom each is about."""
    logged = turn.tx.events.logged_by(turn.actor.id, offset=0, limit=OWN_ENTRIES)
    entries = [entry for entry in logged if has_still(turn.actor, entry.logged_at, turn.now)]
    pupils = turn.tx.pupils.some(entry.pupil_id for entry in entries if entry.pupil_id)
    names = {pupil.id: f"{pupil.name}, {pupil.school_class}" for pupil in pupils}
    return [(entry, names.get(entry.pupil_id or PupilId(""), _("ukjent elev"))) for entry in entries]


def how_many_taken(alert: Alert, turn: Turn) -> int | None:
    """All that a reporter may know of the cases: how many have been taken; None when that cannot be read."""
    with turn.tx.failures.alone("alert", alert=alert.id):
        return sum(received_at(case_id, turn.tx) is not None for case_id in alert.every_case)
    return None


def unreachable(turn: Turn) -> list[Person]:
    """Staff the bot cannot write to, leaders first, then by name."""
    staff = staff_of(turn)
    return sorted((person for person in staff.people if person.id not in staff.reachable), key=_leaders_first)


def _leaders_first(person: Person) -> int:
    return next((rank for rank, role in enumerate(_LEADERS) if person.has(role)), len(_LEADERS))


def lost_channels(turn: Turn) -> list[tuple[Channel, datetime]]:
    """Those that received something and were given up lately, and when."""
    given_up = [(one, one.dead_since) for one in turn.tx.channels.every_one() if one.receives]
    return [(one, at) for one, at in given_up if at and at > turn.now - LATELY]


def lost_messages(turn: Turn) -> list[Lost]:
    """What did not arrive lately. Of cases only the viewer's own: that there is one may be a secret (law 3)."""
    return [one for one in turn.tx.outbox.lost(turn.now - LATELY) if _may_know(one.subject, turn)]


def _may_know(subject: Subject, turn: Turn) -> bool:
    match subject:
        case AlertSubject() | DraftSubject() | FormSubject():
            return False
        case CaseSubject(case_id=case_id) | EvaluationSubject(case_id=case_id):
            try:
                return bool(turn.tx.cases.get(case_id, turn.actor.id, turn.today))
            except DomainError:
                return False
        case CasesSubject() | GatheredSubject():
            return bool(turn.tx.cases.those(cases_told_of(subject, turn.tx), turn.actor.id, turn.today))
        case _:
            return True
