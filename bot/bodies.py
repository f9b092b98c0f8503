"""The bodies that answer an invoke. The HTTP status is always 200; `statusCode` is the real one."""

from typing import Any

Card = dict[str, Any]


def card_body(card: Card) -> dict[str, Any]:
    """Shown instead of the card, to the person who pressed only."""
    return {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": card}


def text_body(text: str) -> dict[str, Any]:
    """A line of text, to the person who pressed only."""
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": text}


def error_body(code: str, message: str, *, status: int = 400) -> dict[str, Any]:
    """An error that Teams shows under the card; `code` is for logs, `message` for the person."""
    value = {"code": code, "message": message}
    return {"statusCode": status, "type": "application/vnd.microsoft.error", "value": value}
