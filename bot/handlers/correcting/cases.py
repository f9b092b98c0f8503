"""A case put right by a leader, or ended without the pupil's own words."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.done import show_done
from cards.correcting import correcting as cards
from cards.correcting.actions import (
    AnotherGroup,
    AnotherPupil,
    ForceGroup,
    ForceOn,
    Misregister,
    PupilLeft,
    RightRole,
    ShowCorrecting,
)
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.correcting.endings import Leaving
from domain.ids import IncidentId, new_id
from domain.message import Done
from domain.steps.closing import undone
from services.correcting.end_case import by_law, end_as_left, end_as_misregistered
from services.correcting.right_case import move_case, right_role, roles_of_others
from services.people.staff import groups, known_group, pupil_in
from services.steps.force import say_whom
from services.turn import Turn


@router.on(ShowCorrecting)
def show(action: ShowCorrecting, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    return Show(cards.correcting_card(file.case, roles=bool(roles_of_others(file))))


@router.on(AnotherGroup)
def another_group(action: AnotherGroup, turn: Turn) -> Show:
    ids = {"case_id": action.case_id, "group": action.group}
    if not action.group:
        return Show(group_form(ids, turn, Filled()))
    known_group(turn, action.group)
    return Show(pupil_form(ids, turn, Filled()))


@router.on(AnotherPupil)
def another_pupil(action: AnotherPupil, turn: Turn) -> Show:
    case = move_case(action.case_id, action.group, action.pupil, action.record_id, action.reason, turn)
    if turn.actor.id in case.members:
        return show_done(Done.SAVED, turn, case=case)
    return Show(cards.no_longer_on(case))


@router.on(RightRole)
def role(action: RightRole, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    right_role(file, action.pupil, action.role, action.record_id, action.reason, turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(ForceGroup)
def force_group(action: ForceGroup, turn: Turn) -> Show:
    ids = {"case_id": action.case_id, "incident_id": action.incident_id, "group": action.group}
    if not action.group:
        return Show(force_group_form(ids, turn, Filled()))
    known_group(turn, action.group)
    return Show(force_on_form(ids, turn, Filled()))


@router.on(ForceOn)
def force_on(action: ForceOn, turn: Turn) -> Show:
    file, pupil = turn.case(action.case_id), pupil_in(turn, action.group, action.pupil)
    say_whom(file, IncidentId(action.incident_id), pupil, action.record_id, turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(Misregister)
def misregister(action: Misregister, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    end_as_misregistered(file, action.record_id, action.reason, turn)
    return show_done(Done.CLOSED, turn, case=file.case)


@router.on(PupilLeft)
def left(action: PupilLeft, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    said = Leaving(on=action.on, school=action.receiving, reason=action.reason)
    end_as_left(file, action.record_id, said, turn)
    return show_done(Done.CLOSED, turn, case=file.case)


@router.form(AnotherGroup)
def group_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.another_group_form(turn.case(ids["case_id"]).case, groups(turn), filled)


@router.form(AnotherPupil)
def pupil_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    pupils, record_id = turn.tx.pupils.of_group(ids["group"]), ids.get("record_id") or new_id()
    return cards.another_pupil_form(turn.case(ids["case_id"]).case, ids["group"], pupils, record_id, filled)


@router.form(ForceGroup)
def force_group_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.force_group_form(turn.case(ids["case_id"]).case, ids["incident_id"], groups(turn), filled)


@router.form(ForceOn)
def force_on_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    pupils, record_id = turn.tx.pupils.of_group(ids["group"]), ids.get("record_id") or new_id()
    return cards.force_on_form(turn.case(ids["case_id"]).case, ids, pupils, record_id, filled)


@router.form(RightRole)
def role_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    return cards.role_form(file.case, roles_of_others(file), ids.get("record_id") or new_id(), filled)


@router.form(Misregister)
def misregister_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    return cards.misregister_form(file.case, by_law(file), ids.get("record_id") or new_id(), filled)


@router.form(PupilLeft)
def left_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    return cards.left_form(file.case, undone(file.progress), ids.get("record_id") or new_id(), filled)
