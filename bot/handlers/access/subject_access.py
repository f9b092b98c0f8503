"""«Innsyn»: the word, the form, and the links."""

from collections.abc import Mapping

from bot.handlers.words.registry import word
from bot.language.commands import Command
from bot.language.known_words import ACCESS
from bot.router import Show, router
from bot.show.documents import show_access
from cards.access import subject_access as cards
from cards.access.actions import GetOwnAccess, GetPupilAccess, OpenSubjectAccess
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.documents.subject_access import Withheld
from domain.people.permissions import Permission, may
from services.delivery.subject_access_links import own_links, pupil_called, pupil_links
from services.turn import Turn


@word(ACCESS)
def access(_command: Command, turn: Turn) -> Card:
    return cards.pointer(leads=may(turn.actor, Permission.LEAD_CASE))


@router.on(OpenSubjectAccess)
def open_form(_action: OpenSubjectAccess, _turn: Turn) -> Show:
    return Show(cards.form())


@router.form(GetPupilAccess)
def form(_ids: Mapping[str, str], _turn: Turn, filled: Filled) -> Card:
    return cards.form(filled)


@router.on(GetPupilAccess)
def of_pupil(action: GetPupilAccess, turn: Turn) -> Show:
    pupil = pupil_called(action.pupil_name, turn)
    said = {Withheld.REPORTERS: action.reporters, Withheld.CARE: action.care, Withheld.STAFF: action.staff}
    reviewed = frozenset(one for one, ticked in said.items() if ticked)
    whose = f"{pupil.name}, {pupil.school_class}"
    return show_access(whose, pupil_links(pupil, reviewed, turn), turn)


@router.on(GetOwnAccess)
def own(_action: GetOwnAccess, turn: Turn) -> Show:
    return show_access(turn.actor.name, own_links(turn), turn)
