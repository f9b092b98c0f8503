"""What an answer of Teams, or none, means for a message: done, once more, or someone else must be told."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from domain.ids import SchoolId
from domain.reminders.hours import tried_until
from domain.school_plan.school_plan import SchoolPlan
from scheduler.letter import Letter
from scheduler.messenger import Failed, Gone, Later, Missing, Moved, Outcome, Sent, Unknown
from services.reminders.stand_in import came_late, pass_on
from storage.outbox.message import TRIED_IN_VAIN, MessageState
from storage.people.references import Reference
from storage.unit_of_work import Unit

GIVE_UP_AFTER = timedelta(hours=24)
LONGEST_PAUSE = timedelta(minutes=15)
TOO_LONG = 300.0
"""Seconds Teams may ask us to wait before someone else is told meanwhile."""

Plans = Mapping[SchoolId, SchoolPlan]


def settle_sent(answered: Sequence[tuple[Letter, Outcome]], unit: Unit, now: datetime) -> None:
    """Those that Teams took, in one go."""
    taken = [(letter, outcome) for letter, outcome in answered if isinstance(outcome, Sent)]
    if taken:
        unit.queue.sent(((one.message.id, sent.activity_id, sent.conversation_id) for one, sent in taken), now)
    for letter, sent in taken:
        if isinstance(letter.place, Reference) and (letter.place.conversation_id is None or letter.place.dead_at):
            unit.references.opened(letter.place, sent.conversation_id)


def settle(letter: Letter, outcome: Outcome, unit: Unit, school_plans: Plans, now: datetime) -> None:
    """One that Teams did not take, or perhaps did; or took late."""
    if isinstance(outcome, Sent):
        if letter.new:
            came_late(letter.message, unit.school(letter.message.school_id), now)
        return
    lost = _comes_again(letter, outcome, unit, now, _tried_until(letter, school_plans))
    if lost is None:
        lost = True
        _ends(letter, outcome, unit, now)
    if lost and letter.new:
        _pass_on(letter, unit, school_plans, now)


def _tried_until(letter: Letter, school_plans: Plans) -> datetime:
    made = letter.message.created_at
    if letter.message.channel and letter.new:
        return tried_until(made, school_plans[letter.message.school_id])
    return made + GIVE_UP_AFTER


def _comes_again(letter: Letter, outcome: Outcome, unit: Unit, now: datetime, until: datetime) -> bool | None:
    """Whether someone else must know by now, though it is tried again; None when it is not tried again."""
    message, queue = letter.message, unit.queue
    match outcome:
        case Unknown(code) if message.channel and now < until:
            queue.once_more(message.id, now + _pause_of_post(message.attempts), code)
            return False
        case Unknown(code) if not message.channel:
            queue.settle(message.id, MessageState.UNKNOWN, now, error=code)
            return bool(message.repeats)
        case Missing(code) if message.recipient:
            queue.anew(message.id, now, code)
            return False
        case Missing(code) if message.attempts < TRIED_IN_VAIN:
            queue.later(message.id, now + _pause(message.attempts, 0), code)
        case Later(after, code) if now < until:
            queue.later(message.id, now + _pause(message.attempts, after), code)
        case Moved(code) | Failed(code) if _may_open_anew(letter, outcome, now):
            queue.later(message.id, now + _pause(message.attempts, 0), code)
            if letter.new and isinstance(letter.place, Reference):
                unit.references.open_anew(letter.place, now)
        case _:
            return None
    return message.attempts == TRIED_IN_VAIN or (isinstance(outcome, Later) and outcome.after > TOO_LONG)


def _ends(
    letter: Letter, outcome: Failed | Gone | Later | Missing | Moved | Unknown, unit: Unit, now: datetime
) -> None:
    """Nobody is reached there any more, or the message is not taken at all."""
    dead = isinstance(outcome, Gone) or (isinstance(outcome, Moved) and letter.message.channel is not None)
    unit.queue.settle(letter.message.id, MessageState.DEAD if dead else MessageState.FAILED, now, error=outcome.code)
    if dead:
        _dead(letter, unit, now)


def _may_open_anew(letter: Letter, outcome: Moved | Failed, now: datetime) -> bool:
    """A person's conversation, for as long as anything is tried. A channel is given up after some tries, and so is an
    answer that says nothing we know: they are worded in many ways.
    """
    if letter.message.channel or isinstance(outcome, Failed):
        return letter.message.attempts < TRIED_IN_VAIN
    return now - letter.message.created_at < GIVE_UP_AFTER


def _pass_on(letter: Letter, unit: Unit, school_plans: Plans, now: datetime) -> None:
    """It did not get there, or not in time: someone else must know. What is still tried goes on being tried."""
    school = letter.message.school_id
    pass_on(letter.message, unit.school(school), school_plans[school], now)


def _pause(attempts: int, after: float) -> timedelta:
    """As long as Teams asks, and twice as long each time: some 5, 10, 20 … seconds, at most a quarter of an hour."""
    return max(timedelta(seconds=after), min(timedelta(seconds=2.5 * 2 ** min(attempts, 12)), LONGEST_PAUSE))


def _pause_of_post(attempts: int) -> timedelta:
    """5, 15, 45 and then 60 minutes: each may be once too often, and nobody waits for a post by the minute."""
    return min(timedelta(minutes=5 * 3 ** min(attempts - 1, 3)), timedelta(hours=1))


def _dead(letter: Letter, unit: Unit, now: datetime) -> None:
    """Nobody is reached there any more. Of a message that was to change, only that message may be gone."""
    if letter.new and isinstance(letter.place, Reference):
        unit.references.dead(letter.place, now)
    elif letter.new and letter.message.channel:
        unit.places.dead(letter.message.channel, now)
