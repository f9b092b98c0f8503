"""To those who are asked about what several have logged on one pupil."""

from cards.kit.elements import Card
from cards.patterns.pattern import several_have_written
from domain.message import MessageKind, PatternSubject
from domain.text.messages import N_
from scheduler.messages.registry import Sending, message
from services.patterns.answer import still_asked


@message(MessageKind.PATTERN_ASKED, summary=N_("Flere har skrevet om samme elev. Åpne i Skolemiljø."))
def asked(subject: PatternSubject, sending: Sending) -> Card | None:
    """Unless it is answered, the pupil has a case, or is another's by now."""
    person = next((one for one in sending.tx.people.active() if one.id == sending.recipient), None)
    stands = still_asked(subject.pattern, person, sending.tx, sending.school_plan)
    return several_have_written(subject.pattern) if stands else None
