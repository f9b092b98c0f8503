"""A plan put into effect, taken back to the version in effect, and what each version was."""

from bot.router import Show, router
from bot.show.activity_plan import ask_to_discard, show_plan, show_version, show_versions
from cards.activity_plan.actions import AdoptPlan, DiscardChanges, PlanVersion, PlanVersions
from domain.text.messages import _
from services.activity_plan.adopt_plan import adopt_plan, to_adopt
from services.activity_plan.write_plan import discard_changes
from services.turn import Turn


@router.on(AdoptPlan)
def put_into_effect(action: AdoptPlan, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    if adopt_plan(file, action.record_id, action.seen, turn):
        return show_plan(file, turn, _("Planen er satt i verk."))
    if to_adopt(file).in_effect:
        return show_plan(
            file, turn, _("Planen er allerede satt i verk (versjon {version}).", version=file.plan.version)
        )
    return show_plan(file, turn, warning=_("Planen er endret siden du åpnet den. Les den før du setter den i verk."))


@router.on(DiscardChanges)
def discard(action: DiscardChanges, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    if discard_changes(file, action.seen, turn):
        return show_plan(file, turn, _("Endringene er forkastet."))
    return ask_to_discard(file, turn)


@router.on(PlanVersions)
def versions(action: PlanVersions, turn: Turn) -> Show:
    return show_versions(turn.case(action.case_id), turn)


@router.on(PlanVersion)
def version(action: PlanVersion, turn: Turn) -> Show:
    return show_version(turn.case(action.case_id), action.number, turn)
