"""What goes first of what waits: what is new of an alert, then of a case, then what can wait."""

from domain.message import MessageKind


def test_every_message_has_its_place() -> None:
    assert {kind.urgency for kind in MessageKind} == {0, 1, 2}
    assert MessageKind.ALERT_NOTICE.urgency < MessageKind.SUBSTITUTE_LET_IN.urgency < MessageKind.DIGEST.urgency
