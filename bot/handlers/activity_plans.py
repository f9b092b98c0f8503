"""The activity plan: read, written, put into effect. Other pupils' names are asked about before anything is saved."""

from collections.abc import Mapping
from datetime import date

from bot.handlers.cases import gate
from bot.handlers.names import guard
from bot.handlers.working import colleagues, progress_of
from bot.router import Router, Show, Turn
from cards import plan as cards
from cards import plan_forms as forms
from cards.elements import Card
from cards.forms import NOTHING, Filled
from cards.plan_actions import OpenPlanPart, Part, ShowPlan, WritePlan
from domain.activity_plan import TEXTS, ActivityPlan, write
from domain.adoption import quality_questions, wanting
from domain.calendar import oslo_date
from domain.case import Case, require_open
from domain.errors import Invalid
from domain.evaluation import QUESTIONS
from domain.people import PersonId
from domain.plan_changes import FOLLOWED_QUESTION
from domain.procedure import Branch, Does
from domain.progress import Progress, State, Step
from domain.two_writers import Together, together
from domain.work import may_take, owners
from storage.support import new_id

router = Router()
CHANGED = "Noen har skrevet her siden du åpnet skjemaet. Lagre på nytt for å skrive over, eller gå tilbake."


def plan_of(case: Case, turn: Turn) -> ActivityPlan:
    """The plan as last written, or an empty one."""
    return turn.tx.activity_plans.get(case.id) or ActivityPlan(case_id=case.id)


def plan_view(case: Case, turn: Turn, note: str = "", warning: str = "") -> Show:
    plan, now = plan_of(case, turn), progress_of(case, turn)
    pupil = turn.tx.pupils.get(case.pupil_id) if case.pupil_id else None
    plans = turn.tx.activity_plans
    baseline, evaluated = plans.baseline(case.family), bool(plans.evaluations(case.family))
    answers = baseline.answers if baseline else {}
    view = cards.PlanView(
        case=case,
        plan=plan,
        kind=now.branch or Branch.FULL_PLAN,
        names=turn.tx.people.names,
        lacks=tuple(str(lack) for lack in wanting(plan, staff_for(case, turn), turn.today)),
        questions=tuple(quality_questions(plan, at_aks=pupil is not None and pupil.at_aks, asked_first=bool(answers))),
        answers={QUESTIONS[name]: answer for name, answer in answers.items()},
        may_adopt=step_to_adopt(case, now, turn) is not None,
        may_ask_first=case.open and not evaluated and not (plan.version and answers),
        record_id=new_id(),
        note=note,
        warning=warning,
    )
    return Show(cards.plan_card(view))


def step_to_adopt(case: Case, now: Progress, turn: Turn) -> Step | None:
    """For whoever has the step, and coordinators, once it has opened; also for a later version."""
    step = now.that(Does.PLAN)
    if step is None or not case.open or step.state not in {State.OPEN, State.DONE}:
        return None
    return step if may_take(turn.actor, owners(step, now, case, turn.tx.people.active())) else None


@router.on(ShowPlan)
def show(action: ShowPlan, turn: Turn) -> Show:
    return plan_view(gate(action.case_id, turn), turn)


@router.on(OpenPlanPart)
def open_part(action: OpenPlanPart, turn: Turn) -> Show:
    return Show(part_form({"case_id": action.case_id, "part": action.part}, turn, NOTHING))


@router.form(WritePlan)
def part_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case, part = open_case(ids["case_id"], turn), Part(ids["part"])
    return forms.part_form(case, part, _stands(case, part, turn), ids.get("seen", ""), filled)


@router.on(WritePlan)
def write_part(action: WritePlan, turn: Turn) -> Show:
    case = open_case(action.case_id, turn)
    plan, stands = plan_of(case, turn), _stands(case, action.part, turn)
    both = together(action.seen, stands, {name: getattr(action, name) for name in stands})
    require_seen(both, {TEXTS.get(name, FOLLOWED_QUESTION): stands[name] for name in both.overtaken})
    texts = {name: both.fields[name] for name in cards.PARTS[action.part]}
    confirmed = guard(case, texts, plan.confirmed_names, action.names_reason, turn)
    followed = {"ja": True, "nei": False, "": None}.get(both.fields.get("followed", "-"), plan.guardians_followed)
    written = write(plan, texts, followed=followed).model_copy(update={"confirmed_names": confirmed})
    return saved(case, written, turn, "Planen er lagret.")


def _stands(case: Case, part: Part, turn: Turn) -> forms.Fields:
    return forms.part_fields(plan_of(case, turn), part, progress_of(case, turn).told)


def require_seen(both: Together, stands: Mapping[str, str]) -> None:
    """Someone else has written in the same field since the form was opened: shown what stands there, in full, one may
    save again, or go back.
    """
    if both.overtaken:
        told = " · ".join(f"{what} «{text}»".strip() if text else f"{what} (tomt)" for what, text in stands.items())
        raise Invalid(both.overtaken[0], CHANGED + " Nå står det: {told}", told=told)


def first_in_effect(case: Case, turn: Turn) -> date | None:
    """The day (Oslo) the plan first was put into effect."""
    first = next(iter(turn.tx.activity_plans.versions(case.family)), None)
    return oslo_date(first.adopted_at) if first and first.adopted_at else None


def staff_for(case: Case, turn: Turn) -> frozenset[PersonId]:
    """Who may carry out a measure in this case."""
    return frozenset(person.id for person in colleagues(case, turn))


def open_case(case_id: str, turn: Turn) -> Case:
    case = gate(case_id, turn)
    require_open(case)
    return case


def saved(case: Case, plan: ActivityPlan, turn: Turn, note: str) -> Show:
    """The case's version goes up with it: two who write at once lose no word of each other's."""
    turn.tx.activity_plans.save(plan, turn.actor.id, turn.now)
    return plan_view(turn.tx.cases.save(case), turn, note)
