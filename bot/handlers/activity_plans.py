"""The activity plan: read, written, put into effect. Other pupils' names are asked about before anything is saved."""

from collections.abc import Mapping, Sequence

from bot.handlers.cases import gate
from bot.handlers.working import colleagues, progress_of
from bot.router import Router, Show, Turn
from cards import plan as cards
from cards.elements import Card
from cards.forms import NOTHING, Filled
from cards.plan_actions import (
    AdoptPlan,
    DropMeasure,
    OpenMeasure,
    OpenPlanPart,
    Part,
    PlanVersions,
    PutMeasure,
    ShowPlan,
    WritePlan,
)
from domain.activity_plan import (
    TEXTS,
    ActivityPlan,
    Level,
    Measure,
    MeasureId,
    adopt,
    changes,
    drop_measure,
    lacking,
    put_measure,
    quality_questions,
    write,
)
from domain.case import Case, require_open
from domain.deadlines import require_school_day
from domain.errors import Invalid, Refused
from domain.event import Event
from domain.name_guard import OtherNames, composed, unconfirmed
from domain.people import PersonId
from domain.procedure import Branch, Does
from domain.progress import State
from domain.work import done
from storage.support import new_id

router = Router()
AROUND = 20


def plan_of(case: Case, turn: Turn) -> ActivityPlan:
    """The plan as last written, or an empty one."""
    return turn.tx.activity_plans.get(case.id) or ActivityPlan(case_id=case.id)


def plan_view(case: Case, turn: Turn, note: str = "") -> Show:
    plan, now = plan_of(case, turn), progress_of(case, turn)
    pupil = turn.tx.pupils.get(case.pupil_id) if case.pupil_id else None
    does = now.that(Does.PLAN)
    view = cards.PlanView(
        case=case,
        plan=plan,
        kind=now.branch or Branch.FULL_PLAN,
        names={person.id: person.name for person in turn.tx.people.known.values()},
        lacks=tuple(str(lack) for lack in lacking(plan)),
        questions=tuple(quality_questions(plan, at_aks=pupil is not None and pupil.at_aks)),
        may_adopt=case.open and does is not None and does.state in {State.OPEN, State.DONE},
        record_id=new_id(),
        note=note,
    )
    return Show(cards.plan_card(view))


@router.on(ShowPlan)
def show(action: ShowPlan, turn: Turn) -> Show:
    return plan_view(gate(action.case_id, turn), turn)


@router.on(OpenPlanPart)
def open_part(action: OpenPlanPart, turn: Turn) -> Show:
    return Show(part_form({"case_id": action.case_id, "part": action.part}, turn, NOTHING))


@router.form(WritePlan)
def part_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = _open(ids["case_id"], turn)
    return cards.part_form(case, plan_of(case, turn), Part(ids["part"]), progress_of(case, turn).told, filled)


@router.on(WritePlan)
def write_part(action: WritePlan, turn: Turn) -> Show:
    case = _open(action.case_id, turn)
    plan = plan_of(case, turn)
    texts = {name: getattr(action, name) for name in cards.PARTS[action.part]}
    confirmed = guard(plan, case, list(texts.values()), action.names_reason, turn)
    followed = {"ja": True, "nei": False}.get(action.followed) if action.part is Part.VIEWS else plan.guardians_followed
    written = write(plan, texts, followed=followed).model_copy(update={"confirmed_names": confirmed})
    return _saved(case, written, turn, "Planen er lagret.")


@router.on(OpenMeasure)
def open_measure(action: OpenMeasure, turn: Turn) -> Show:
    ids = {"case_id": action.case_id, "measure_id": action.measure_id or new_id()}
    return Show(measure_form(ids, turn, NOTHING))


@router.form(PutMeasure)
def measure_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = _open(ids["case_id"], turn)
    known = {measure.id: measure for measure in plan_of(case, turn).measures}
    measure_id = ids["measure_id"]
    staff = colleagues(case, turn)
    return cards.measure_form(case, known.get(MeasureId(measure_id)), measure_id, staff, turn.today, filled)


@router.on(PutMeasure)
def put(action: PutMeasure, turn: Turn) -> Show:
    case = _open(action.case_id, turn)
    plan, measure = plan_of(case, turn), _measure(action)
    confirmed = guard(plan, case, [measure.what], action.names_reason, turn)
    require_school_day(turn.plan_of(case), "evaluate_on", measure.evaluate_on)
    staff = frozenset(person.id for person in colleagues(case, turn))
    written = put_measure(plan, measure, staff).model_copy(update={"confirmed_names": confirmed})
    return _saved(case, written, turn, "Tiltaket er lagret.")


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
    case = _open(action.case_id, turn)
    return _saved(case, drop_measure(plan_of(case, turn), action.measure_id), turn, "Tiltaket er tatt ut.")


@router.on(AdoptPlan)
def put_into_effect(action: AdoptPlan, turn: Turn) -> Show:
    case = _open(action.case_id, turn)
    if turn.tx.events.taken(action.record_id):
        return plan_view(case, turn, "Planen er satt i verk.")
    step = progress_of(case, turn).that(Does.PLAN)
    if step is None or step.state not in {State.OPEN, State.DONE}:
        raise Refused("Planen kan ikke settes i verk ennå. Åpne saken for å se hva som mangler.")
    versions, plan = turn.tx.activity_plans.versions([case.id]), plan_of(case, turn)
    guard(plan, case, [*(getattr(plan, name) for name in TEXTS), *(m.what for m in plan.measures)], "", turn)
    adopted = adopt(plan, turn.actor, turn.now)
    different = " ".join(changes(versions[-1] if versions else None, adopted))
    text = f"Planen er satt i verk, versjon {adopted.version}. {different}"
    event = Event(kind="plan:adopted", at=turn.now, by=turn.actor.id, text=text, case_id=case.id)
    turn.tx.activity_plans.save(adopted, turn.actor.id, turn.now)
    turn.tx.events.step(case.id, done(step, action.record_id, turn.actor, turn.now, until=adopted.next_evaluation))
    turn.tx.events.add(event)
    return plan_view(turn.tx.cases.save(case), turn, "Planen er satt i verk.")


@router.on(PlanVersions)
def versions(action: PlanVersions, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    found = turn.tx.activity_plans.versions(case.family)
    before = [None, *found[:-1]] if found else []
    told = [
        (plan, turn.tx.people.name(plan.adopted_by), changes(old, plan))
        for old, plan in zip(before, found, strict=True)
    ]
    return Show(cards.versions_card(case, told[::-1]))


def _open(case_id: str, turn: Turn) -> Case:
    case = gate(case_id, turn)
    require_open(case)
    return case


def _saved(case: Case, plan: ActivityPlan, turn: Turn, note: str) -> Show:
    """The case's version goes up with it: two who write at once lose no word of each other's."""
    turn.tx.activity_plans.save(plan, turn.actor.id, turn.now)
    return plan_view(turn.tx.cases.save(case), turn, note)


def guard(plan: ActivityPlan, case: Case, texts: Sequence[str], reason: str, turn: Turn) -> dict[str, str]:
    """The names confirmed so far, with those of these texts when a reason was given.

    Raises `Invalid` that points out the names of other pupils that nobody has answered for (L1212–1213).
    """
    pupils = turn.tx.pupils.read_all()
    own = next((pupil for pupil in pupils if pupil.id == case.pupil_id), None)
    others = [pupil for pupil in pupils if pupil is not own]
    names = OtherNames(others, classmates_of=case.school_class, own=own)
    found = [
        (text, hit) for text in map(composed, texts) for hit in unconfirmed(names.find(text), plan.confirmed_names)
    ]
    if not found:
        return plan.confirmed_names
    if not reason.strip():
        places = " · ".join(dict.fromkeys(_around(text, hit.start, hit.end) for text, hit in found))
        raise Invalid("names_reason", "Andre elevers navn: {places} – ta dem bort, eller skriv hvorfor.", places=places)
    return plan.confirmed_names | {hit.text.casefold(): reason.strip() for _, hit in found}


def _around(text: str, start: int, end: int) -> str:
    """The name marked, with a few words on each side."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    cut = "…" * (start > AROUND), "…" * (end + AROUND < len(text))
    return f"{cut[0]}{before}⟦{text[start:end]}⟧{after}{cut[1]}".replace("\n", " ")
