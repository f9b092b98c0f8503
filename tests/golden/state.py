"""What the history of a case comes to, as someone reads it: the same for all later code."""

from typing import Any

from domain.activity_plan.activity_plan import ActivityPlan, Measure
from domain.activity_plan.evaluation import Evaluation
from domain.case.case import Case
from domain.case.log import LogEntry
from domain.incident import Incident
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.progress import Step
from domain.steps.record import Given, StepRecord
from services.case_file import CaseFile
from storage.case.history import Item
from storage.unit_of_work import Tx

Json = dict[str, Any]


def state_of(case: Case, tx: Tx, school_plan: SchoolPlan) -> Json:
    """What says nothing is left out."""
    file = CaseFile(case, tx, school_plan)
    now = file.progress
    told = {
        "status": f"{case.status} {case.ended or ''}".strip(),
        "pupil": case.pupil_id,
        "members": sorted(case.members),
        "barred": sorted(case.barred),
        "removed": sorted(case.removed),
        "merged": [*filter(None, [*case.merged_from, case.merged_into])],
        "links": [*case.links],
        "days": f"{case.acknowledge_by.isoformat()} {case.start_meeting_by} {case.identify_by or ''}".strip(),
        "incidents": [_incident(one) for one in case.incidents],
        "branch": now.branch,
        "safe_adult": now.safe_adult,
        "raised_on": now.raised_on and now.raised_on.isoformat(),
        "steps": {step.rule.id: _step(step) for step in now.steps},
        "plans": [_plan(one) for one in file.versions],
        "in_effect": file.in_effect and _plan(file.in_effect),
        "written": file.written and _plan(file.written),
        "evaluations": [_evaluation(one) for one in file.evaluations],
        "filed": [f"{one.kind} {one.number}" for one in file.history.filings],
        "alerts": [f"{one.id} {one.reporter} {' '.join(one.form.pupils)}" for one in file.alerts],
        "timeline": [_item(one) for one in file.history.timeline()],
    }
    return {name: value for name, value in told.items() if value}


def _incident(one: Incident) -> str:
    decided = one.owner_decision
    decision = [decided.notice, str(decided.day), decided.reason] if decided else []
    told = [one.told_at.isoformat(), *sorted(one.marks), *decision, one.force_on or ""]
    return " ".join(filter(None, told))


def _step(step: Step) -> str:
    told = [
        step.state,
        f"fra {step.opened_on}" if step.opened_on else "",
        f"til {step.due}" if step.due else "",
        f"gjort {step.done_on}" if step.done_on else "",
        f"{step.days_late} dager sent" if step.days_late else "",
        f"gitt {step.handed_to}" if step.handed_to else "",
        f"hendelse {step.incident} av {step.number_of}" if step.incident else "",
        "møte" if step.meeting else "",
        "igjen" if step.again else "",
        "fra før" if step.of_before else "",
    ]
    return ", ".join(filter(None, told))


def _plan(plan: ActivityPlan) -> Json:
    at = plan.adopted_at.isoformat() if plan.adopted_at else ""
    texts = {kind: str(text) for kind, text in sorted(plan.texts.items())}
    measures = [_measure(one) for one in plan.measures]
    return {"version": plan.version, "adopted": f"{at} {plan.adopted_by or ''}", "texts": texts, "measures": measures}


def _measure(one: Measure) -> str:
    days = f"{one.start} {one.end or ''} evaluert {one.evaluate_on} {f'slutt {one.ended}' if one.ended else ''}"
    return f"{one.id} {one.level}: {one.what}: {' '.join(one.who)} {days}".strip()


def _evaluation(one: Evaluation) -> str:
    results = " ".join(f"{result.measure} {result.worked} {result.next}" for result in one.results)
    return f"{one.on} av versjon {one.plan_version}: {results}; trygt {one.safe_now}; neste {one.next_on}"


def _given(answer: Given) -> str:
    return f"{answer.question}={answer.text or answer.day or answer.person or ' '.join(answer.chosen)}"


def _item(item: Item) -> str:
    if isinstance(item, StepRecord):
        given = "; ".join(map(_given, item.answers))
        told = (item.step, item.taken, item.on or "", item.reason, given)
        return f"{item.at.isoformat()} {item.by}: {' '.join(str(one) for one in told if one)}"
    if isinstance(item, LogEntry):
        return f"{item.occurred_at.isoformat()} {item.author}: {item.type} {item.text} {item.quote}".strip()
    known = item.details
    said = filter(None, (known.person, known.reason, known.words, known.reference, *known.marks, *known.steps))
    return f"{item.at.isoformat()} {item.by}: {item.kind} {' '.join(said)}".strip()
