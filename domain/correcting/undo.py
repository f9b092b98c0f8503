"""A step was not done after all: it is open again, as if it had not been taken, and the history shows both."""

from dataclasses import replace
from datetime import date, datetime

from domain.case.case import require_reason
from domain.errors import Refused
from domain.ids import RecordId
from domain.oslo import oslo_date
from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.school_plan.procedure import Does
from domain.steps.progress import Step
from domain.steps.record import StepRecord, Taken
from domain.text.messages import N_

_INSTEAD = {
    Does.OUTCOME: N_("«{title}» bestemte hvilke steg saken har. Gjør steget en gang til: det nyeste svaret gjelder."),
    Does.PLAN: N_("Planen er satt i verk. Endre den, og sett den i verk på nytt."),
    Does.NEW_MEASURES: N_("Planen er satt i verk. Endre den, og sett den i verk på nytt."),
    Does.EVALUATE: N_("En evaluering blir stående. Evaluer en gang til: den nyeste gjelder."),
    Does.CLOSE: N_("Åpne saken igjen i stedet."),
}
_CANNOT = N_("«{title}» kan ikke angres, for det har ført til mer enn et svar. Skriv en logg om det som er feil.")

_NOT_DONE = N_("«{title}» er ikke gjort. Vis saken på nytt.")


def done_last(step: Step) -> StepRecord | None:
    """What can be undone: only what was answers and nothing more. Who got a step by it stays on the case."""
    plain = step.rule.does is Does.WORK and step.last is not None and step.last.taken is Taken.DONE
    return step.last if plain else None


def needs_reason(record: StepRecord, by: Person, today: date) -> bool:
    """One undoes one's own without a word the same day (Oslo); later, and for others, a leader says why."""
    return not (record.by == by.id and oslo_date(record.at) == today)


def may_undo(record: StepRecord, by: Person, today: date) -> bool:
    return not needs_reason(record, by, today) or may(by, Permission.LEAD_CASE)


def require_undoable(step: Step) -> StepRecord:
    """Raises `Refused` with what to do instead."""
    last = done_last(step)
    if last is None:
        instead = _INSTEAD.get(step.rule.does, _CANNOT) if step.rule.does is not Does.WORK else _NOT_DONE
        raise Refused(instead, title=step.rule.title)
    return last


def undo(step: Step, record_id: str, undoes: str, reason: str, by: Person, now: datetime) -> StepRecord:
    """Raises `Refused`, with what to do instead, for what is more than answers or not this person's to undo, and
    `Invalid` for want of a reason.
    """
    title, last = step.rule.title, require_undoable(step)
    if last.id != undoes:
        raise Refused("«{title}» er gjort en gang til siden. Vis saken på nytt.", title=title)
    if not may_undo(last, by, oslo_date(now)):
        raise Refused("Den som gjorde «{title}», kan angre samme dag. Etter det gjør en leder det.", title=title)
    why = require_reason(reason) if needs_reason(last, by, oslo_date(now)) else reason.strip()
    bare = StepRecord(id=RecordId(record_id), step=last.step, taken=Taken.UNDONE, at=now, by=by.id, undoes=last.id)
    return replace(bare, reason=why)
