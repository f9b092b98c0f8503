"""A case that came through the gate, as a card for the one who asked."""

from collections.abc import Sequence
from datetime import datetime

from bot.handlers.archive import waiting
from bot.handlers.common import staff_of
from bot.handlers.working import working_of
from bot.router import Turn
from cards.case import CaseView, case_card
from cards.elements import Card
from cards.timeline import PER_PAGE, Item, Shown
from domain.case import Case
from domain.evaluation import Evaluation
from domain.log import EntryId, LogEntry
from domain.step_history import StepRecord


def case_view(case: Case, turn: Turn, offset: int = 0, note: str = "") -> Card:
    """One page of the case; reading it was recorded when it came through the gate."""
    events = turn.tx.events
    total = events.count(case.family, case.pupil_id)
    offset = min(offset, max(0, total - 1))
    items = events.timeline(case.family, case.pupil_id, offset=offset, limit=PER_PAGE)
    shown = _shown(case, items, turn)
    view = CaseView(
        case=case,
        pupil=shown.pupils.get(case.pupil_id) if case.pupil_id else None,
        items=tuple(items),
        shown=shown,
        viewer=turn.actor,
        now=turn.now,
        today=turn.today,
        offset=offset,
        total=total,
        unreached=_unreached(case, turn) if offset == 0 else (),
        others=len(mergeable(case, turn)),
        working=working_of(case, turn),
        to_file=tuple(waiting(case, turn).values()) if offset == 0 else (),
        linked=linked(case, turn) if offset == 0 else (),
        note=note,
    )
    return case_card(view)


def _shown(case: Case, items: Sequence[Item], turn: Turn) -> Shown:
    """What the timeline speaks of: the alerts of the case, their pupils, and the names of staff."""
    alerts = {alert.id: alert for alert in turn.tx.alerts.of_cases(case.family)}
    evaluations = _evaluations(case, items, turn)
    involved = {p for alert in alerts.values() for p in alert.form.pupils} | ({case.pupil_id} - {None})
    return Shown(
        case_id=case.id,
        viewer=turn.actor.id,
        open=case.open,
        plan=turn.plan_of(case),
        names=turn.tx.people.names,
        pupils={pupil.id: pupil for pupil in turn.tx.pupils.some(p for p in involved if p)},
        alerts=alerts,
        corrected=_corrected(items, turn),
        evaluations=evaluations,
        versions=turn.tx.activity_plans.versions(case.family) if evaluations else (),
    )


def _evaluations(case: Case, items: Sequence[Item], turn: Turn) -> dict[datetime, Evaluation]:
    """Those that stand among the items."""
    taken = {item.at for item in items if isinstance(item, StepRecord)}
    found = turn.tx.activity_plans.evaluations(case.family) if taken else []
    return {one.at: one for one in found if one.at in taken}


def mergeable(case: Case, turn: Turn) -> list[Case]:
    """The pupil's other open cases that the viewer is on and that may be merged with this one (§ 12-5 ones never)."""
    if case.pupil_id is None or case.enhanced:
        return []
    others = turn.tx.cases.of_pupil(case.pupil_id, turn.actor.id)
    return [other for other in others if other.id != case.id and not other.enhanced]


def linked(case: Case, turn: Turn) -> tuple[Case, ...]:
    """The cases it belongs with, of those the viewer is on."""
    return tuple(one for one in turn.tx.cases.visible(turn.actor.id) if one.id in case.links) if case.links else ()


def _corrected(items: Sequence[Item], turn: Turn) -> dict[EntryId, LogEntry]:
    ids = {item.corrects for item in items if isinstance(item, LogEntry) and item.corrects}
    entries = ((entry_id, turn.tx.events.entry(entry_id)) for entry_id in ids)
    return {entry_id: entry for entry_id, entry in entries if entry}


def _unreached(case: Case, turn: Turn) -> tuple[str, ...]:
    """Members the bot cannot write to, and messages that did not arrive: someone must tell them in person."""
    staff = staff_of(turn)
    away = {person.id for person in staff.people if person.id in case.members} - staff.reachable
    failed = turn.tx.outbox.undelivered(case.id) & case.members
    people = sorted(away | failed, key=turn.tx.people.name)
    return tuple(f"{turn.tx.people.name(p)} ({turn.tx.people.get(p).role_label}) – si fra muntlig" for p in people)
