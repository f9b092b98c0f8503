"""Which language a person is spoken to in."""

from services.turn import Turn


def speak(language: str, turn: Turn) -> None:
    """From now on; empty for what the person's Teams is in. The same again changes nothing."""
    if turn.actor.language != language:
        turn.tx.people.speak(turn.actor, language)
