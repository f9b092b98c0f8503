"""A plan put into effect, taken back to the version in effect, and what each version was."""

from bot.handlers.activity_plans import open_case, plan_of, plan_view, saved, staff_for, step_to_adopt
from bot.handlers.cases import gate
from bot.handlers.names import guard
from bot.handlers.working import progress_of
from bot.router import Router, Show, Turn
from cards import plan as cards
from cards.plan_actions import AdoptPlan, DiscardChanges, PlanVersion, PlanVersions
from domain.activity_plan import TEXTS, ActivityPlan
from domain.adoption import adopt
from domain.case import Case
from domain.errors import Invalid, Refused
from domain.event import Event
from domain.plan_changes import changes, in_turn, told
from domain.two_writers import mark_of
from domain.work import done

router = Router()


@router.on(AdoptPlan)
def put_into_effect(action: AdoptPlan, turn: Turn) -> Show:
    case = open_case(action.case_id, turn)
    if turn.tx.events.taken(action.record_id):
        return plan_view(case, turn, "Planen er satt i verk.")
    plan, step = plan_of(case, turn), step_to_adopt(case, progress_of(case, turn), turn)
    if step is None:
        raise Refused(
            "Planen kan ikke settes i verk av deg nå. Åpne saken for å se hva som mangler, og hvem som har det."
        )
    if action.seen != mark_of(plan):
        return plan_view(case, turn, warning="Planen er endret siden du åpnet den. Les den før du setter den i verk.")
    _no_new_names(case, plan, turn)
    adopted = adopt(plan, staff_for(case, turn), turn.actor, turn.now)
    event = _adopted(case, adopted, turn)
    turn.tx.activity_plans.save(adopted, turn.actor.id, turn.now)
    turn.tx.events.step(case.id, done(step, action.record_id, turn.actor, turn.now, until=adopted.next_evaluation))
    turn.tx.events.add(event)
    return plan_view(turn.tx.cases.save(case), turn, "Planen er satt i verk.")


def _no_new_names(case: Case, plan: ActivityPlan, turn: Turn) -> None:
    """A pupil may have come to the class, or into the case, since the texts were saved."""
    texts = {name: getattr(plan, name) for name in TEXTS} | {measure.id: measure.what for measure in plan.measures}
    try:
        guard(case, texts, plan.confirmed_names, "", turn)
    except Invalid as found:
        raise Refused("{found} Åpne teksten der navnet står, og lagre den.", found=found) from None


def _adopted(case: Case, adopted: ActivityPlan, turn: Turn) -> Event:
    old, _ = in_turn([*_versions(case, turn), adopted])[-1]
    different = told(old, changes(old, adopted, turn.tx.people.names))
    text = f"Planen er satt i verk, versjon {adopted.version}. {different}."
    return Event(kind="plan:adopted", at=turn.now, by=turn.actor.id, text=text, case_id=case.id)


@router.on(DiscardChanges)
def discard(action: DiscardChanges, turn: Turn) -> Show:
    case = open_case(action.case_id, turn)
    plan, in_effect = plan_of(case, turn), turn.tx.activity_plans.in_effect([case.id])
    if in_effect is None or plan.in_effect:
        return plan_view(case, turn, warning="Det er ingen endringer å forkaste.")
    if action.seen == mark_of(plan):
        return saved(case, in_effect, turn, "Endringene er forkastet.")
    lines = [f"Planen blir som versjon {in_effect.version}, som er i verk. Det som er skrevet siden, blir borte."]
    answer = DiscardChanges.button("Forkast endringene", case_id=case.id, seen=mark_of(plan))
    return Show(cards.sure_card(case, "Forkaste endringene?", lines, answer))


@router.on(PlanVersions)
def versions(action: PlanVersions, turn: Turn) -> Show:
    case, names = gate(action.case_id, turn), turn.tx.people.names
    listed = [
        (number, plan, turn.tx.people.name(plan.adopted_by), told(old, changes(old, plan, names)))
        for number, (old, plan) in enumerate(in_turn(_versions(case, turn)), start=1)
    ]
    return Show(cards.versions_card(case, listed[::-1]))


@router.on(PlanVersion)
def version(action: PlanVersion, turn: Turn) -> Show:
    case, names = gate(action.case_id, turn), turn.tx.people.names
    found = in_turn(_versions(case, turn))
    if action.number > len(found):
        raise Refused("Denne versjonen finnes ikke. Åpne versjonene på nytt.")
    old, plan = found[action.number - 1]
    by = turn.tx.people.name(plan.adopted_by)
    return Show(cards.version_card(case, plan, by, names, changes(old, plan, names)))


def _versions(case: Case, turn: Turn) -> list[ActivityPlan]:
    return turn.tx.activity_plans.versions(case.family)
