"""What is typed to the bot where others read along, in a channel or a group chat, and does not belong there (law 1)."""

import hashlib
from collections.abc import Sequence

from bot.handlers.words.typed import judged
from bot.language.commands import parse
from bot.teams.incoming import Incoming
from domain.ids import DraftId
from domain.message import DraftSubject, MessageKind
from domain.people.permissions import Permission, may
from services.alert.alert_draft import offer
from services.turn import Turn
from storage.unit_of_work import Unit

NOBODYS = DraftId("")
"""For who sends no alerts."""


def tells_of_a_pupil(incoming: Incoming, turns: Sequence[Turn]) -> bool:
    """As in one's own chat: a picture or a file may, too. `turns` are the person's, at each school."""
    command = parse(incoming.text)
    return incoming.shared or command.content or any(judged(command, turn).content for turn in turns)


def help_in_own_chat(incoming: Incoming, turns: Sequence[Turn], unit: Unit) -> None:
    """«Slett meldingen» and a way to alert, once for each message, to who can be reached there: at the school whose
    pupil it names.
    """
    command = parse(incoming.text)
    turn = next((one for one in turns if judged(command, one).content), turns[0])
    if unit.references.of(turn.actor.entra_object_id, turn.now) is None:
        return
    message = f"{incoming.conversation_id}:{incoming.activity_id}:{turn.actor.id}"
    once = hashlib.sha256(message.encode()).hexdigest()[:32]
    draft = offer(incoming.text, turn, once) if may(turn.actor, Permission.RAISE_ALERT) else NOBODYS
    turn.tx.outbox.put(MessageKind.WROTE_ELSEWHERE, DraftSubject(draft_id=draft), turn.actor.id, turn.now, key=once)
