"""«Del opp igjen»: a case that went into another by mistake is one of its own again."""

from dataclasses import replace

from domain.activity_plan.activity_plan import ActivityPlan, joined
from domain.case.case import Case
from domain.case.members import take_over
from domain.case.merging import last_merged, split
from domain.errors import Refused
from domain.event import EventKind
from domain.ids import IncidentId, PersonId, RecordId, new_id
from domain.oslo import oslo_date
from domain.people.permissions import Permission, may
from services.case_file import CaseFile
from services.merging.merge_cases import keep_apart
from services.people.staff import by_rule, staff_of
from services.turn import Turn


def splittable(file: CaseFile, turn: Turn) -> Case | None:
    """The last case that went into this one, when the reader may take it out again."""
    gone = _last(file, turn) if file.case.open and file.case.merged_from else None
    return gone if gone and _may_split(file, gone, turn) else None


def split_case(file: CaseFile, gone_id: str, reason: str, turn: Turn) -> None:
    """Both have their own incidents, clocks, members and links again. What was done since stays in this one, but for
    what was done about an incident of the other's: that goes with it.

    The same day whoever merged them may do it, later a leader. Raises `Refused` and `Invalid`.
    """
    gone = _last(file, turn)
    if gone is None or gone.id != gone_id:
        raise Refused("Denne saken kan ikke deles opp igjen nå. Vis saken på nytt.")
    if not _may_split(file, gone, turn):
        raise Refused("Bare den som slo sammen sakene i dag, eller en leder, kan dele dem opp igjen.")
    gone_file, before, gone_before = CaseFile(gone, turn.tx, turn.school_plan), *_before(file, gone, turn)
    if before is None or gone_before is None:
        raise Refused("Det kan ikke leses hvordan sakene var før. Si fra til drift.")
    _plan_as_before(file, gone_file.written, turn)
    kept, own = split(file.case, gone, before, gone_before, reason, turn.actor, turn.now)
    off = _off_by_rule_since(file, gone)
    _with_its_incidents(
        gone_file, {one.id for one in gone.incidents} - {one.id for one in before.incidents}, file, turn
    )
    gone_file.save(replace(own[0], members=own[0].members - off), own[1])
    file.save(*kept)
    for one, other in ((gone_file, file), (file, gone_file)):
        _theirs_by_rule(one, turn)
        keep_apart(one.case, other.case, turn)


def _with_its_incidents(gone_file: CaseFile, incidents: set[IncidentId], file: CaseFile, turn: Turn) -> None:
    for record in turn.tx.events.history([file.case.id], None).steps:
        if record.incident in incidents:
            gone_file.take(replace(record, id=RecordId(new_id())))


def _off_by_rule_since(file: CaseFile, gone: Case) -> set[PersonId | None]:
    """Whose it is no longer: the pupil has another class, or they another role, than when it went in."""
    told = file.history.of_kind(EventKind.CASE_MEMBER_OFF)
    return {event.details.person for event in told if gone.merged_at and event.at >= gone.merged_at}


def _last(file: CaseFile, turn: Turn) -> Case | None:
    return last_merged(file.case, (turn.tx.cases.unguarded(one) for one in file.case.merged_from))


def _may_split(file: CaseFile, gone: Case, turn: Turn) -> bool:
    merges = [one for one in file.history.of_kind(EventKind.CASE_MERGED) if one.details.reference == gone.reference]
    own = any(one.by == turn.actor.id and oslo_date(one.at) == turn.today for one in merges[-1:])
    return own or may(turn.actor, Permission.LEAD_CASE)


def _before(file: CaseFile, gone: Case, turn: Turn) -> tuple[Case | None, Case | None]:
    """Both as they were when that one went into this. The one that has gone has not changed since."""
    kind = EventKind.CASE_BEFORE_MERGING
    kept, away = (turn.tx.events.kept(kind, one, Case) for one in (file.case.id, gone.id))
    return next((one for one in reversed(kept) if gone.id not in one.merged_from), None), away[-1] if away else None


def _plan_as_before(file: CaseFile, gone: ActivityPlan | None, turn: Turn) -> None:
    """What the two plans had become, when nobody has written in it since; else a person puts it right."""
    blank = ActivityPlan(case_id=file.case.id)
    own = [blank, *(plan for plan in file.history.plans if plan.case_id == file.case.id)]
    if gone and len(own) > 1 and own[-1] == joined(own[-2] if len(own) > 2 else None, gone, file.case.id):
        file.save_plan(own[-2], turn.actor.id, turn.now)


def _theirs_by_rule(file: CaseFile, turn: Turn) -> None:
    """People have come and gone while it was one with the other: it is theirs whose it is by rule now."""
    if taken := take_over(file.case, by_rule(file.case, file.pupil, staff_of(turn), turn.school_plan), turn.now):
        file.save(*taken)
