"""What an answer of Teams, or none, means for a message: done, once more, or someone else must be told."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from scheduler.letter import Letter
from scheduler.messenger import Failed, Gone, Later, Outcome, Sent, Unknown
from services.reminders.stand_in import pass_on
from storage.outbox.message import TRIED_IN_VAIN, MessageState
from storage.people.references import Reference
from storage.unit_of_work import Unit

GIVE_UP_AFTER = timedelta(hours=24)
LONGEST_PAUSE = timedelta(minutes=15)

Plans = Mapping[SchoolId, SchoolPlan]


def settle_sent(answered: Sequence[tuple[Letter, Outcome]], unit: Unit, now: datetime) -> None:
    """Those that Teams took, in one go."""
    taken = [(letter, outcome) for letter, outcome in answered if isinstance(outcome, Sent)]
    if taken:
        unit.queue.sent(((one.message.id, sent.activity_id, sent.conversation_id) for one, sent in taken), now)
    for letter, sent in taken:
        if isinstance(letter.place, Reference) and letter.place.conversation_id is None:
            unit.references.opened(letter.place, sent.conversation_id)


def settle(letter: Letter, outcome: Outcome, unit: Unit, school_plans: Plans, now: datetime) -> None:
    """One that Teams did not take, or perhaps did."""
    message, queue = letter.message, unit.queue
    match outcome:
        case Sent():
            return
        case Unknown(code):
            queue.settle(message.id, MessageState.UNKNOWN, now, error=code)
            lost = bool(message.repeats)
        case Later(after, code) if now - message.created_at < GIVE_UP_AFTER:
            queue.later(message.id, now + _pause(message.attempts, after), code)
            lost = message.attempts == TRIED_IN_VAIN
        case Gone(code):
            queue.settle(message.id, MessageState.DEAD, now, error=code)
            _dead(letter, unit, now)
            lost = True
        case Failed(code) | Later(_, code):
            queue.settle(message.id, MessageState.FAILED, now, error=code)
            lost = True
    if lost and letter.new:
        _pass_on(letter, unit, school_plans, now)


def _pass_on(letter: Letter, unit: Unit, school_plans: Plans, now: datetime) -> None:
    """It did not get there, or not in time: someone else must know. What is still tried goes on being tried."""
    school = letter.message.school_id
    pass_on(letter.message, unit.school(school), school_plans[school], now)


def _pause(attempts: int, after: float) -> timedelta:
    """As long as Teams asks, and twice as long each time: some 5, 10, 20 … seconds, at most a quarter of an hour."""
    return max(timedelta(seconds=after), min(timedelta(seconds=2.5 * 2 ** min(attempts, 12)), LONGEST_PAUSE))


def _dead(letter: Letter, unit: Unit, now: datetime) -> None:
    """Nobody is reached there any more. Of a message that was to change, only that message may be gone."""
    if letter.new and isinstance(letter.place, Reference):
        unit.references.dead(letter.place, now)
    elif letter.new and letter.message.channel:
        unit.places.dead(letter.message.channel, now)
