"""The activity plan of a case as cards: the whole of it, its forms, its versions, and what an evaluation came to."""

from collections.abc import Mapping

from bot.router import Show
from cards.activity_plan import evaluation as evaluation_cards
from cards.activity_plan import forms, plan, versions
from cards.activity_plan.actions import DiscardChanges, DropMeasure
from cards.case.timeline import without
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.activity_plan.effect import quality_questions
from domain.activity_plan.evaluation import OFTEN_LABELS, QUESTIONS, before_after
from domain.activity_plan.form_fields import evaluation_fields, measure_fields
from domain.activity_plan.intervals import to_evaluate
from domain.activity_plan.parts import Part
from domain.activity_plan.versions import changes, described, in_turn, told
from domain.case.case import require_open
from domain.errors import Refused
from domain.ids import new_id
from domain.school_plan.procedure import Branch, Does, PlanText
from domain.steps.progress import Step, StepState
from domain.text.concurrent_edits import mark_of
from domain.text.messages import _
from domain.text.moments import full_day
from services.activity_plan.adopt_plan import lacks, step_to_adopt, to_adopt
from services.activity_plan.ask_first import require_not_evaluated
from services.activity_plan.evaluate_plan import (
    evaluation_mark,
    last_evaluation,
    latest_day,
    plan_to_evaluate,
    same_day,
)
from services.activity_plan.read_aloud import heard, require_something_to_read
from services.activity_plan.write_plan import known_measure, new_measure, part_as_it_stands, to_go_back_to, told_since
from services.case_file import CaseFile
from services.people.guard_names import names_gone
from services.turn import Turn


def show_plan(file: CaseFile, turn: Turn, note: str = "", warning: str = "", page: int = 1) -> Show:
    case, written, baseline = file.case, file.plan, file.history.baseline
    answers = baseline.answers if baseline else {}
    at_aks = file.pupil is not None and file.pupil.at_aks
    view = plan.PlanView(
        case=case,
        plan=written,
        kind=file.progress.branch or Branch.FULL_PLAN,
        names=turn.tx.people.names,
        lacks=tuple(str(lack) for lack in lacks(file, turn)),
        questions=tuple(quality_questions(written, at_aks=at_aks, asked_first=bool(answers))),
        answers={QUESTIONS[name]: OFTEN_LABELS[answer] for name, answer in answers.items()},
        may_adopt=step_to_adopt(file, turn) is not None,
        adopts_again=to_adopt(file) != written,
        may_ask_first=case.open and not file.evaluations and not (written.version and answers),
        record_id=new_id(),
        today=turn.today,
        news=tuple(told_since(file)) if case.open else (),
        heard=heard(file),
        note=note,
        warning=warning or (_("Noe av planen kan ikke leses. Si fra til drift.") if file.history.lacks_a_plan else ""),
        page=page,
    )
    shown, gone = plan.plan_card(view), names_gone(file, turn) if case.wrong_pupils else None
    return Show(without(shown, gone) if gone else shown)


def part_form(file: CaseFile, part: Part, seen: str, filled: Filled) -> Card:
    require_open(file.case)
    return forms.part_form(file.case, part, part_as_it_stands(file, part), told_since(file), seen, filled)


def measure_form(file: CaseFile, ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    require_open(file.case)
    measure = known_measure(file, ids["measure_id"])
    stands = measure_fields(measure) if measure else new_measure(file, turn)
    gone = measure is None and "changes" in ids
    ids = {"case_id": file.case.id, "measure_id": new_id()} if gone else ids
    examples, whole = file.school_plan.measure_examples.by_id, bool(file.plan.text(PlanText.PROBLEM))
    now = described(measure, turn.tx.people.names) if measure else ""
    form = forms.MeasureForm(new=measure is None, gone=gone, examples=examples, asks_problem=not whole, stands=now)
    return forms.measure_form(file.case, stands, ids, file.colleagues, filled, form)


def ask_to_take_out(file: CaseFile, measure_id: str) -> Show:
    measure = file.plan.measure(measure_id)
    until = (
        _("Tiltaket gjelder til planen settes i verk på nytt, og står i versjonene det var med i.")
        if file.in_effect and any(one.id == measure.id for one in file.in_effect.measures)
        else _("Tiltaket blir borte. Det er ikke satt i verk.")
    )
    answer = DropMeasure.button(_("Ta ut"), case_id=file.case.id, measure_id=measure.id, seen=mark_of(measure))
    return Show(plan.sure_card(file.case, _("Ta ut dette tiltaket?"), [measure.what, until], answer))


def ask_to_discard(file: CaseFile, turn: Turn) -> Show:
    """Asks first, when there is something to discard."""
    in_effect = to_go_back_to(file)
    if in_effect is None:
        return show_plan(file, turn, warning=_("Det er ingen endringer å forkaste."))
    becomes = _(
        "Planen blir som versjon {version}, som er i verk. Det som er skrevet siden, blir borte.",
        version=in_effect.version,
    )
    answer = DiscardChanges.button(_("Forkast endringene"), case_id=file.case.id, seen=mark_of(file.plan))
    return Show(plan.sure_card(file.case, _("Forkaste endringene?"), [becomes], answer))


def show_versions(file: CaseFile, turn: Turn) -> Show:
    """Newest first."""
    people = turn.tx.people
    listed = [
        (number, new, people.name(new.adopted_by), told(old, changes(old, new, people.names)))
        for number, (old, new, _left) in enumerate(in_turn(file.versions, file.left), start=1)
    ]
    return Show(versions.versions_card(file.case, listed[::-1]))


def show_version(file: CaseFile, number: int, turn: Turn) -> Show:
    found, people = in_turn(file.versions, file.left), turn.tx.people
    if number > len(found):
        raise Refused("Denne versjonen finnes ikke. Åpne versjonene på nytt.")
    old, new, left = found[number - 1]
    different, moved = changes(old, new, people.names), changes(new, left, people.names)
    return Show(versions.version_card(file.case, new, people.name(new.adopted_by), people.names, different, moved))


def baseline_form(file: CaseFile, record_id: str, turn: Turn, filled: Filled) -> Card:
    require_not_evaluated(file)
    known, began = file.history.baseline, file.first_in_effect
    before = ""
    values = {"on": min(turn.today, began or turn.today).isoformat()}
    if known:
        day, by = full_day(known.on), turn.tx.people.name(known.by)
        before = _("Svarene fra {day} ({name}) står i historien, og kan skrives om.", day=day, name=by)
        values = {"on": known.on.isoformat(), **known.answers}
    carried = {"record_id": record_id, "seen": mark_of(known or "")}
    return evaluation_cards.baseline_form(file.case, carried, before, values, filled)


def read_aloud_form(file: CaseFile, record_id: str, turn: Turn, filled: Filled) -> Card:
    require_something_to_read(file)
    return forms.read_aloud_form(file.case, record_id, turn.today, filled)


def evaluation_form(file: CaseFile, step: Step, record_id: str, turn: Turn, filled: Filled) -> Card:
    """The rest of the measures begin with what was said of the first of them the same day."""
    in_effect = plan_to_evaluate(file)
    asked, before = to_evaluate(in_effect, turn.today), same_day(file, turn)
    days = {"on": turn.today.isoformat(), "next_on": latest_day(file, step, turn).isoformat()}
    begins = days | (evaluation_fields(before) if before else {})
    seen = evaluation_mark(file, asked)
    ids = {"case_id": file.case.id, "step": step.rule.id, "record_id": record_id, "seen": seen}
    later = len(in_effect.going_on) - len(asked)
    return evaluation_cards.evaluation_form(file.case, step, asked, ids, begins, later, filled)


def show_evaluated(file: CaseFile, turn: Turn) -> Show:
    """What was agreed the last time, with before and after. Raises `Refused` when nothing has been evaluated."""
    evaluation, opened = last_evaluation(file), file.case.open
    steps = {step.rule.does: step for step in file.progress.steps if step.state is StepState.OPEN and opened}
    again = file.progress.that(Does.EVALUATE)
    going_on = file.plan.going_on if opened else ()
    rest = any(measure.evaluate_on <= turn.today for measure in going_on)
    came = evaluation_cards.Evaluated(
        evaluation=evaluation,
        versions=file.versions,
        compared=before_after(file.history.baseline, file.evaluations),
        again=again if again and again.rule.back_to and opened else None,
        new=steps.get(Does.NEW_MEASURES),
        rest=steps.get(Does.EVALUATE) if rest else None,
        to_change=[measure for measure in going_on if measure.to_change],
    )
    return Show(evaluation_cards.evaluated(file.case, came))
