"""A case that came through the gate, as a card for the one who asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.router import Show
from cards.access.break_glass import InNeed, in_need_card
from cards.alert.care import standing
from cards.case.case import CaseView, case_card
from cards.case.people import UNCHANGED, Changes
from cards.case.timeline import PER_PAGE, Item, Shown
from cards.steps.catch_up import CatchUp, catch_up_card
from cards.steps.steps import Working
from domain.activity_plan.evaluation import Evaluation
from domain.case.log import LogEntry
from domain.ids import AlertId, EntryId
from domain.people.permissions import Permission, may
from domain.people.person import Role
from domain.steps.record import StepRecord
from services.alert.report_care import care_answers
from services.alert.who_knows import NOBODY, who_knows
from services.case_file import CaseFile
from services.documents.filings import waiting_to_be_filed
from services.merging.merge_cases import belongs_to, kept_case, mergeable
from services.merging.split_case import splittable
from services.people.changed import lost_safe_adult, moved_lately, principal_is_aside, who_quit, without_doer
from services.people.guard_names import names_gone
from services.steps.other_pupil import linked_cases, without_words
from services.turn import Turn


def show_case(file: CaseFile, turn: Turn, offset: int = 0, note: str = "") -> Show:
    """One page of the case; reading it was recorded when it came through the gate."""
    total, first = file.history.count, offset == 0
    offset = min(offset, max(0, total - 1))
    items = [_shown_of(item, file) for item in file.timeline(offset, PER_PAGE)]
    told = who_knows(file, turn) if first else NOBODY
    others = mergeable(file.case, turn)
    view = CaseView(
        case=file.case,
        pupil=file.pupil,
        items=tuple(items),
        shown=_shown(file, items, turn),
        viewer=turn.actor,
        now=turn.now,
        today=turn.today,
        offset=offset,
        total=total,
        unreached=told.unreached,
        unopened=told.unopened,
        others=len(others),
        asks=belongs_to(file.case, others, turn) if first else None,
        kept=kept_case(file, turn),
        split=splittable(file, turn) is not None,
        working=working_of(file, turn),
        to_file=tuple(waiting_to_be_filed(file).values()) if first else (),
        linked=linked_cases(file.case, turn) if first else (),
        note=note,
        changes=_changes(file, turn) if first and file.case.open else UNCHANGED,
    )
    return Show(case_card(view))


def show_in_need(file: CaseFile, until: datetime, turn: Turn, offset: int) -> Show:
    """One page of the case, for a leader who may only read it; that was recorded when it came through the gate."""
    total = file.history.count
    offset = min(offset, max(0, total - 1))
    items = [_shown_of(item, file) for item in file.history.timeline(offset, PER_PAGE)]
    shown = replace(_shown(file, items, turn), leads=False, open=False)
    view = InNeed(case=file.case, pupil=file.pupil, items=items, shown=shown, until=until, offset=offset, total=total)
    return Show(in_need_card(view))


def show_catch_up(file: CaseFile, turn: Turn) -> Show:
    """In a few lines; reading it was recorded when it came through the gate."""
    told = CatchUp(
        case=file.case,
        alerts=file.alerts,
        working=working_of(file, turn),
        school_plan=file.school_plan,
        in_effect=file.history.in_effect,
        evaluations=file.evaluations,
    )
    return Show(catch_up_card(told))


def _shown_of(item: Item, file: CaseFile) -> Item:
    return without_words(item, file) if isinstance(item, StepRecord) else item


def _changes(file: CaseFile, turn: Turn) -> Changes:
    lost, step = lost_safe_adult(file, turn)
    aside = file.school_plan.alert.principal_disqualified.text if principal_is_aside(file) else ""
    return Changes(
        pupil_left=file.pupil is not None and not file.pupil.active,
        moved=moved_lately(file, turn),
        quit=who_quit(file, turn),
        without_doer=without_doer(file),
        safe_adult=lost,
        step=step.rule.id if step else "",
        principal_aside=aside,
    )


def working_of(file: CaseFile, turn: Turn) -> Working:
    return Working(
        progress=file.progress,
        first_days=file.first_days,
        owners=file.owners,
        viewer=turn.actor,
        today=turn.today,
    )


def _shown(file: CaseFile, items: Sequence[Item], turn: Turn) -> Shown:
    """What the timeline speaks of: the alerts of the case, their pupils, and the names of staff."""
    return Shown(
        case_id=file.case.id,
        viewer=turn.actor.id,
        leads=may(turn.actor, Permission.LEAD_CASE),
        open=file.case.open,
        school_plan=file.school_plan,
        names=turn.tx.people.names,
        pupils=file.pupils,
        alerts={alert.id: alert for alert in file.alerts},
        corrected=_corrected(file, items),
        evaluations=_evaluations(file, items),
        versions=file.versions,
        left=file.left,
        first_days=file.first_days,
        told_apart=file.case.told_apart,
        wrong_pupils=file.case.wrong_pupils,
        alert_at=file.history.alert_at,
        care=_care(file, turn) if turn.actor.has(Role.PRINCIPAL) else {},
        gone=names_gone(file, turn) if file.case.wrong_pupils else None,
    )


def _care(file: CaseFile, turn: Turn) -> dict[AlertId, str]:
    concerned = [alert.id for alert in file.alerts if alert.form.care_concern]
    return {one: standing(next(iter(care_answers(one, turn.tx)[::-1]), None)) for one in concerned}


def _evaluations(file: CaseFile, items: Sequence[Item]) -> dict[datetime, Evaluation]:
    """Those that stand among the items."""
    taken = {item.at for item in items if isinstance(item, StepRecord)}
    return {one.at: one for one in file.evaluations if one.at in taken}


def _corrected(file: CaseFile, items: Sequence[Item]) -> dict[EntryId, LogEntry]:
    ids = {item.corrects for item in items if isinstance(item, LogEntry) and item.corrects}
    entries = ((entry_id, file.history.entry(entry_id)) for entry_id in ids)
    return {entry_id: entry for entry_id, entry in entries if entry}
