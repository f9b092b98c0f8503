"""Working a case: receive it, log to it, say who is on it and what more is known. All go through the gate."""

from bot.router import Show, router
from bot.show.alert import show_receipt
from bot.show.case import show_case, show_catch_up, show_in_need
from bot.show.done import show_done
from cards.case import case as cards
from cards.case import forms
from cards.case.actions import (
    AddLog,
    AddMember,
    Belongs,
    ChangeEnd,
    DecideOwnerNotice,
    IdentifyPupil,
    LiftBar,
    MarkCase,
    MergeCases,
    NameSuspect,
    OpenCase,
    PupilIdentified,
    ReceiveCase,
    RemoveMember,
    ShowCatchUp,
    ShowMembers,
    SplitCase,
)
from cards.case.people import handed_over
from domain.case.members import Access
from domain.case.owner_notice import only_notice
from domain.ids import PersonId
from domain.incident import Mark, OwnerDecision
from domain.message import Done
from domain.privacy.coach import require_looked_over
from domain.text.messages import _
from services.alert.name_late import name_on_case
from services.case.identify_pupil import find_out
from services.case.lead_case import (
    decide,
    end_on,
    let_be,
    let_in,
    liftable,
    take_off,
    take_on,
    tell_of_incident,
    with_an_end,
)
from services.case.write_log import log_on_case
from services.merging.merge_cases import join_to, merge_cases, say_apart
from services.merging.split_case import split_case
from services.people.guard_names import advice_before_sending
from services.people.staff import groups, known_group, pupil_in
from services.turn import Turn


@router.on(OpenCase)
def open_case(action: OpenCase, turn: Turn) -> Show:
    file, until = turn.look_at(action.case_id)
    return show_in_need(file, until, turn, action.offset) if until else show_case(file, turn, action.offset)


@router.on(ShowCatchUp)
def catch_up(action: ShowCatchUp, turn: Turn) -> Show:
    return show_catch_up(turn.look_at(action.case_id)[0], turn)


@router.on(ReceiveCase)
def receive(action: ReceiveCase, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    take_on(file, turn)
    return show_case(file, turn, note=_("Varselet er tatt imot."))


@router.on(ShowMembers)
def members(action: ShowMembers, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    people = turn.tx.people.these(file.case.members)
    may = {"lifts": bool(liftable(file, turn)), "ends": bool(with_an_end(file, turn))}
    return Show(cards.members_card(file.case, people, turn.actor, **may))


@router.on(AddMember)
def add(action: AddMember, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    let_in(file, action.person, Access(action.reason, action.need, action.until), turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(ChangeEnd)
def change_end(action: ChangeEnd, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    end_on(file, action.person, action.until, action.reason, turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(RemoveMember)
def remove(action: RemoveMember, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    take_off(file, action.person, action.reason, turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(MarkCase)
def mark(action: MarkCase, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    told = {Mark.SERIOUS: action.serious, Mark.VIOLENCE: action.violence, Mark.FORCE: action.force}
    marks = [mark for mark, yes in told.items() if yes]
    tell_of_incident(file, action.incident or action.incident_id, marks, action.reason, turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(MergeCases)
def merge(action: MergeCases, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    merge_cases(file, action.other, action.reason, turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(Belongs)
def belongs(action: Belongs, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    if action.same:
        return show_case(join_to(file, action.other, turn), turn, note=_("Sakene er slått sammen."))
    say_apart(file, action.other, turn)
    return show_case(file, turn, note=_("Varselet er en egen sak."))


@router.on(SplitCase)
def split(action: SplitCase, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    split_case(file, action.other, action.reason, turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(IdentifyPupil)
def identify(action: IdentifyPupil, turn: Turn) -> Show:
    case = turn.case(action.case_id).case
    if not action.group:
        return Show(forms.identify_group_form(case, groups(turn)))
    group = known_group(turn, action.group)
    return Show(forms.identify_pupil_form(case, group, turn.tx.pupils.of_group(group)))


@router.on(PupilIdentified)
def identified(action: PupilIdentified, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    find_out(file, pupil_in(turn, action.group, action.pupil), turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(DecideOwnerNotice)
def owner_notice(action: DecideOwnerNotice, turn: Turn) -> Show:
    file, by = turn.case(action.case_id), turn.actor.id
    said = {"reason": action.reason or "", "document": action.document}
    notice = action.notice or only_notice(file.incident(action.incident))
    decision = OwnerDecision(notice=notice, at=turn.now, by=by, on=action.on, **said)
    decide(file, action.incident, decision, turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(NameSuspect)
def name_suspect(action: NameSuspect, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    if alert := name_on_case(file, PersonId(action.person), action.facts, action.naming_id, turn):
        return show_receipt(alert, turn)
    if turn.actor.id in file.case.members:
        return show_done(Done.SAVED, turn, case=file.case)
    return Show(handed_over(file.case, turn.school_plan))


@router.on(LiftBar)
def lift(action: LiftBar, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    let_be(file, action.person, action.record_id, action.reason, turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(AddLog)
def log(action: AddLog, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    own = [file.pupil.id] if file.pupil else []
    require_looked_over("text", advice_before_sending(action.text, own, turn), turn.sure)
    log_on_case(file, action, turn)
    return show_done(_logged(action), turn, case=file.case)


def _logged(action: AddLog) -> Done:
    if action.minutes:
        return Done.MINUTES
    return Done.LOG_INCIDENT if action.new_incident else Done.LOG
