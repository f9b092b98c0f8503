"""Telling that one is away, and back."""

from collections.abc import Mapping

from bot.router import Router, Show, Turn
from cards import away as cards
from cards.away import ComeBack, OpenAway, OpenQuiet, SetAway, SetQuiet
from cards.elements import Card
from cards.forms import NOTHING, Filled
from domain.absence import away_until, quiet_until
from domain.calendar import SchoolCalendar
from domain.errors import Invalid
from domain.people import PersonId

router = Router()


def pointer(turn: Turn) -> Card:
    """The answer to the words, which is kept in the chat."""
    return cards.away_pointer(turn.tx.absences.on(turn.today).get(turn.actor.id))


@router.on(OpenAway)
def open_form(_action: OpenAway, turn: Turn) -> Show:
    return Show(form({}, turn, NOTHING))


@router.form(SetAway)
def form(_ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    others = [person for person in turn.tx.people.active() if person.id != turn.actor.id]
    return cards.away_form(turn.tx.absences.on(turn.today).get(turn.actor.id), others, filled)


@router.on(SetAway)
def set_away(action: SetAway, turn: Turn) -> Show:
    stand_in = turn.tx.people.known.get(PersonId(action.stand_in)) if action.stand_in else None
    if action.stand_in and stand_in is None:
        raise Invalid("stand_in", "Velg fra listen.")
    absence = away_until(turn.actor, action.until, stand_in, turn.today)
    turn.tx.absences.tell(absence, turn.now)
    return Show(cards.away_card(absence, stand_in))


@router.on(ComeBack)
def come_back(_action: ComeBack, turn: Turn) -> Show:
    turn.tx.absences.back(turn.actor.id, turn.today, turn.now)
    return Show(cards.back_card())


@router.on(OpenQuiet)
def open_quiet(_action: OpenQuiet, turn: Turn) -> Show:
    return Show(quiet_form({}, turn, NOTHING))


@router.form(SetQuiet)
def quiet_form(_ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.quiet_form(SchoolCalendar(turn.plan.calendar).add_school_days(turn.today, 2), filled)


@router.on(SetQuiet)
def set_quiet(action: SetQuiet, turn: Turn) -> Show:
    quiet = quiet_until(turn.actor, action.until, turn.today, SchoolCalendar(turn.plan.calendar))
    turn.tx.absences.hush(quiet, turn.now)
    return Show(cards.quiet_card(quiet))
