"""What is typed to the bot where others read along, in a channel or a group chat, and does not belong there (law 1)."""

import hashlib
from collections.abc import Sequence

from bot.handlers.words.typed import judged
from bot.handlers.words.which_school import where_named
from bot.language.commands import parse
from bot.teams.incoming import Incoming
from domain.ids import DraftId
from domain.message import DraftAt, DraftSubject, MessageKind
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


def help_in_own_chat(incoming: Incoming, here: Sequence[Turn], turns: Sequence[Turn], unit: Unit) -> None:
    """«Slett meldingen» and a way to alert, once for each message, to who can be reached there.

    At the school whose pupil it names, else at the channel's (`here`): when that is no one school, it is asked which.
    """
    named = where_named(incoming.text, turns)
    meant = named if len(named) < len(turns) else here
    first = meant[0]
    if unit.references.of(first.actor.entra_object_id, first.now) is None:
        return
    message = f"{incoming.conversation_id}:{incoming.activity_id}:{first.actor.id}"
    once = [hashlib.sha256(f"{message}{turn.tx.school_id}".encode()).hexdigest()[:32] for turn in meant]
    drafts = [
        DraftAt(school=turn.tx.school_id, name=turn.school_plan.school, draft_id=offer(incoming.text, turn, key))
        for turn, key in zip(meant, once, strict=True)
        if may(turn.actor, Permission.RAISE_ALERT)
    ]
    subject = DraftSubject(draft_id=NOBODYS, schools=tuple(drafts))
    if len(drafts) < 2:
        subject = DraftSubject(draft_id=drafts[0].draft_id if drafts else NOBODYS)
    first.tx.outbox.put(MessageKind.WROTE_ELSEWHERE, subject, first.actor.id, first.now, key=once[0])
