"""The measures of an activity plan, one at a time: put into it, changed, and taken out."""

from collections.abc import Mapping
from datetime import date

from bot.handlers.activity_plans import open_case, plan_of, require_seen, saved, staff_for
from bot.handlers.names import guard
from bot.handlers.working import colleagues, progress_of
from bot.router import Router, Show, Turn
from cards import plan_forms as forms
from cards.elements import Card
from cards.forms import NOTHING, Filled
from cards.plan import sure_card
from cards.plan_actions import DropMeasure, OpenMeasure, PutMeasure
from domain.activity_plan import ActivityPlan, Level, Measure, MeasureId, drop_measure, put_measure
from domain.calendar import SchoolCalendar
from domain.case import Case
from domain.deadlines import require_school_day
from domain.errors import Invalid, Refused
from domain.evaluation import suggested_day
from domain.people import PersonId
from domain.plan_changes import described
from domain.procedure import Does
from domain.two_writers import mark_of, together
from storage.support import new_id

router = Router()


@router.on(OpenMeasure)
def open_measure(action: OpenMeasure, turn: Turn) -> Show:
    ids = {"case_id": action.case_id, "measure_id": action.measure_id or new_id()}
    return Show(measure_form(ids, turn, NOTHING))


@router.form(PutMeasure)
def measure_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = open_case(ids["case_id"], turn)
    plan = plan_of(case, turn)
    measure = _known(plan, ids["measure_id"])
    stands = forms.measure_fields(measure) if measure else forms.new_fields(turn.today, _suggested(case, plan, turn))
    return forms.measure_form(case, stands, ids, colleagues(case, turn), filled, new=measure is None)


def _suggested(case: Case, plan: ActivityPlan, turn: Turn) -> date:
    """A new measure is evaluated with the others, or when the procedure says."""
    others = plan.next_evaluation
    if others and others > turn.today:
        return others
    step, calendar = progress_of(case, turn).that(Does.EVALUATE), SchoolCalendar(turn.plan_of(case).calendar)
    return suggested_day(step.plan if step else None, turn.today, calendar, first=not plan.version)


@router.on(PutMeasure)
def put(action: PutMeasure, turn: Turn) -> Show:
    case = open_case(action.case_id, turn)
    plan = plan_of(case, turn)
    measure = _measure(action, _fields(plan, action, turn))
    confirmed = guard(case, {measure.id: measure.what}, plan.confirmed_names, action.names_reason, turn)
    require_school_day(turn.plan_of(case), "evaluate_on", measure.evaluate_on)
    written = put_measure(plan, measure, staff_for(case, turn), turn.today)
    return saved(case, written.model_copy(update={"confirmed_names": confirmed}), turn, "Tiltaket er lagret.")


def _known(plan: ActivityPlan, measure_id: str) -> Measure | None:
    return next((measure for measure in plan.measures if measure.id == measure_id), None)


def _fields(plan: ActivityPlan, action: PutMeasure, turn: Turn) -> forms.Fields:
    """What the measure becomes. One that someone took out does not come back, and nobody's change is lost unseen."""
    mine, stands = _typed(action), _known(plan, action.measure_id)
    if stands is None:
        if action.seen:
            raise Refused("Noen har tatt dette tiltaket ut av planen. Åpne planen på nytt.")
        return mine
    both = together(action.seen, forms.measure_fields(stands), mine)
    require_seen(both, {"": described(stands, turn.tx.people.names)} if both.overtaken else {})
    return both.fields


def _typed(action: PutMeasure) -> forms.Fields:
    days = {"start": action.start, "end": action.end, "evaluate_on": action.evaluate_on}
    said = {"level": action.level, "what": action.what, "who": ",".join(action.who), "another": action.another}
    return forms.one_list(said | {name: day.isoformat() if day else "" for name, day in days.items()})


def _measure(action: PutMeasure, fields: forms.Fields) -> Measure:
    if fields["level"] not in set(Level):
        raise Invalid("level", "Velg fra listen.")
    if empty := next((name for name in ("start", "evaluate_on") if not fields[name]), None):
        raise Invalid(empty, "Velg en dag.")
    return Measure(
        id=MeasureId(action.measure_id),
        level=Level(fields["level"]),
        what=fields["what"],
        who=tuple(PersonId(person) for person in fields["who"].split(",") if person),
        start=date.fromisoformat(fields["start"]),
        end=date.fromisoformat(fields["end"]) if fields["end"] else None,
        evaluate_on=date.fromisoformat(fields["evaluate_on"]),
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
    return Show(sure_card(case, "Ta ut dette tiltaket?", lines, answer))
