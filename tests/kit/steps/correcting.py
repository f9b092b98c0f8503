"""A leader puts a case right: whom it is about, who was what, and who is inhabil."""

from tests.kit.school import Chat
from tests.kit.steps.saksgang import opens

WHY = "Trykket på feil navn"


async def to_the_form(chat: Chat, who: str, reference: str, group: str) -> None:
    await opens(chat, who, reference)
    await chat.presses(who, "Rett eller avslutt")
    await chat.presses(who, "Gjelder en annen elev")
    await chat.presses(who, "Vis elevene", group=group)


async def moved(chat: Chat, who: str, reference: str, group: str, pupil: str) -> None:
    chat.canaries.append(WHY)
    await to_the_form(chat, who, reference, group)
    await chat.presses(who, "Lagre", pupil=chat.choice(who, "pupil", pupil), reason=WHY)


async def righted(chat: Chat, who: str, reference: str, pupil: str, role: str) -> None:
    chat.canaries.append(WHY)
    await opens(chat, who, reference)
    await chat.presses(who, "Rett eller avslutt")
    await chat.presses(who, "Rett en rolle")
    await chat.presses(who, "Lagre", pupil=chat.choice(who, "pupil", pupil), role=role, reason=WHY)


async def aside(chat: Chat, who: str, reference: str) -> None:
    """«Jeg er inhabil»."""
    await opens(chat, who, reference)
    await chat.presses(who, "Hvem er med?")
    await chat.presses(who, "Jeg er inhabil")
    await chat.presses(who, "Lagre", reason="Kanarigrunn: er i slekt med eleven")
