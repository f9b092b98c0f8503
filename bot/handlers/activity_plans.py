"""The activity plan: read, written, put into effect. Other pupils' names are asked about before anything is saved."""

from collections.abc import Mapping

from bot.handlers.cases import gate
from bot.handlers.names import guard
from bot.handlers.working import colleagues, progress_of
from bot.router import Router, Show, Turn
from cards import plan as cards
from cards.elements import Card
from cards.forms import NOTHING, Filled
from cards.plan_actions import DropMeasure, OpenMeasure, OpenPlanPart, Part, PutMeasure, ShowPlan, WritePlan
from domain.activity_plan import (
    TEXTS,
    ActivityPlan,
    Level,
    Measure,
    MeasureId,
    drop_measure,
    lacking,
    mark_of,
    put_measure,
    quality_questions,
    write,
)
from domain.case import Case, require_open
from domain.deadlines import require_school_day
from domain.errors import Invalid, Refused
from domain.evaluation import QUESTIONS
from domain.people import PersonId
from domain.procedure import Branch, Does
from domain.progress import Progress, State, Step
from domain.work import may_take, owners
from storage.support import new_id

router = Router()
OTHERS_MOST = 300
CHANGED = "Noen har endret dette siden du åpnet skjemaet. Lagre på nytt for å skrive over, eller gå tilbake."


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
        lacks=tuple(str(lack) for lack in lacking(plan)),
        questions=tuple(quality_questions(plan, at_aks=pupil is not None and pupil.at_aks, asked_first=bool(answers))),
        answers={QUESTIONS[name]: answer for name, answer in answers.items()},
        may_adopt=step_to_adopt(case, now, turn) is not None,
        may_ask_first=case.open and not evaluated,
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
    case = open_case(ids["case_id"], turn)
    return cards.part_form(case, plan_of(case, turn), Part(ids["part"]), progress_of(case, turn).told, filled)


@router.on(WritePlan)
def write_part(action: WritePlan, turn: Turn) -> Show:
    case = open_case(action.case_id, turn)
    plan = plan_of(case, turn)
    texts = {name: getattr(action, name) for name in cards.PARTS[action.part]}
    if action.seen != cards.part_mark(plan, action.part):
        _others_words(plan, texts)
    confirmed = guard(case, list(texts.values()), plan.confirmed_names, action.names_reason, turn)
    followed = {"ja": True, "nei": False}.get(action.followed) if action.part is Part.VIEWS else plan.guardians_followed
    written = write(plan, texts, followed=followed).model_copy(update={"confirmed_names": confirmed})
    return saved(case, written, turn, "Planen er lagret.")


def _others_words(plan: ActivityPlan, texts: Mapping[str, str]) -> None:
    """Someone else has saved since the form was opened: shown what stands there, one may save again, or go back."""
    other = {name: getattr(plan, name) for name, text in texts.items() if getattr(plan, name) != text}
    stands = " · ".join(f"{TEXTS[name]} «{text[:OTHERS_MOST]}»" for name, text in other.items())
    if other:
        raise Invalid(next(iter(other)), CHANGED + " Nå står det: {stands}", stands=stands)


@router.on(OpenMeasure)
def open_measure(action: OpenMeasure, turn: Turn) -> Show:
    ids = {"case_id": action.case_id, "measure_id": action.measure_id or new_id()}
    return Show(measure_form(ids, turn, NOTHING))


@router.form(PutMeasure)
def measure_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = open_case(ids["case_id"], turn)
    known = {measure.id: measure for measure in plan_of(case, turn).measures}
    measure_id = ids["measure_id"]
    staff = colleagues(case, turn)
    return cards.measure_form(case, known.get(MeasureId(measure_id)), measure_id, staff, turn.today, filled)


@router.on(PutMeasure)
def put(action: PutMeasure, turn: Turn) -> Show:
    case = open_case(action.case_id, turn)
    plan, measure = plan_of(case, turn), _measure(action)
    _require_seen(plan, action)
    confirmed = guard(case, [measure.what], plan.confirmed_names, action.names_reason, turn)
    require_school_day(turn.plan_of(case), "evaluate_on", measure.evaluate_on)
    staff = frozenset(person.id for person in colleagues(case, turn))
    written = put_measure(plan, measure, staff, turn.today).model_copy(update={"confirmed_names": confirmed})
    return saved(case, written, turn, "Tiltaket er lagret.")


def _require_seen(plan: ActivityPlan, action: PutMeasure) -> None:
    """A measure someone took out does not come back, and nobody's change of it is lost unseen."""
    stands = next((measure for measure in plan.measures if measure.id == action.measure_id), None)
    if action.seen == mark_of(stands or ""):
        return
    if stands is None:
        raise Refused("Noen har tatt dette tiltaket ut av planen. Åpne planen på nytt.")
    raise Invalid("what", CHANGED + " Nå står det: «{what}»", what=stands.what)


def _measure(action: PutMeasure) -> Measure:
    if action.level not in set(Level):
        raise Invalid("level", "Velg fra listen.")
    if action.start is None:
        raise Invalid("start", "Velg en dag.")
    if action.evaluate_on is None:
        raise Invalid("evaluate_on", "Velg en dag.")
    return Measure(
        id=MeasureId(action.measure_id),
        level=Level(action.level),
        what=action.what,
        who=tuple(PersonId(person) for person in dict.fromkeys((*action.who, action.another)) if person),
        start=action.start,
        end=action.end,
        evaluate_on=action.evaluate_on,
    )


@router.on(DropMeasure)
def drop(action: DropMeasure, turn: Turn) -> Show:
    case = open_case(action.case_id, turn)
    plan = plan_of(case, turn)
    measure = plan.measure(action.measure_id)
    if action.seen == mark_of(measure):
        return saved(case, drop_measure(plan, measure.id), turn, "Tiltaket er tatt ut.")
    answer = DropMeasure.button("Ta ut", case_id=case.id, measure_id=measure.id, seen=mark_of(measure))
    lines = [measure.what, "Tiltaket gjelder til planen settes i verk på nytt, og står i versjonene det var med i."]
    return Show(cards.sure_card(case, "Ta ut dette tiltaket?", lines, answer))


def open_case(case_id: str, turn: Turn) -> Case:
    case = gate(case_id, turn)
    require_open(case)
    return case


def saved(case: Case, plan: ActivityPlan, turn: Turn, note: str) -> Show:
    """The case's version goes up with it: two who write at once lose no word of each other's."""
    turn.tx.activity_plans.save(plan, turn.actor.id, turn.now)
    return plan_view(turn.tx.cases.save(case), turn, note)
