"""Each kind of message has its summary and its card, and the bot does not start without."""

import pytest

from cards.kit.elements import Card
from domain.message import AlertSubject, MessageKind
from scheduler.messages import registry
from scheduler.messages.registry import Sending, message, messages
from scheduler.sweeps.registry import sweeps


def test_every_kind_has_a_message_and_no_two_say_the_same() -> None:
    found = messages()
    assert found.keys() == set(MessageKind)
    assert len({one.summary for one in found.values()}) == len(found)


def test_a_kind_without_a_message_is_an_error_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    messages()
    monkeypatch.delitem(registry._messages, MessageKind.DIGEST)
    messages.cache_clear()
    with pytest.raises(RuntimeError, match=r"no message for \[.*digest"):
        messages()
    messages.cache_clear()


def test_a_card_of_another_subject_is_refused_when_it_is_registered() -> None:
    def of_an_alert(_subject: AlertSubject, _sending: Sending) -> Card | None:
        return None

    with pytest.raises(TypeError, match="CaseSubject"):
        message(MessageKind.CASE_JOINED, summary="")(of_an_alert)


def test_every_sweep_is_found() -> None:
    assert {one.run.__name__ for one in sweeps()} == {
        "tell_of_the_morning",
        "ask_about_patterns",
        "drop_expired_drafts",
        "drop_expired_links",
        "end_access",
        "forget_whom",
        "purge",
        "tell_of_waiting_alerts",
        "tell_upward",
        "post_year_tasks",
        "see_to_lost_channels",
    }
