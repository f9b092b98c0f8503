"""The kind, the author and the id of an event as they stand in its row. Kind and author are sealed alike within what
the event is of, so that the rows of one case are found by them, and those of two cannot be compared. The id is, too:
some are made of other ids, or of words, and some are shorter.

What it is of: its case, else its alert, else its pupil, else the school. Here that is told by the id of the key of what
is deleted together with it; but both are sealed under the school's, so that the audit can tell them afterwards.
"""

from collections.abc import Callable, Iterable
from typing import Any

from domain.event import EventKind
from domain.ids import PersonId
from storage.engine.crypto import Undecipherable, Vault
from storage.keys import of_alert, of_case, of_school

Value = Callable[[str], Any]
"""Of a row, by the column."""


def of_logs(digest: str) -> str:
    """Of all years: an author's logs are sought by it."""
    return f"pupil/{digest}"


_OF = (("case_id", of_case), ("alert_id", of_alert), ("pupil_digest", of_logs))


def about(value: Value) -> str:
    """What an event is of."""
    for column, of in _OF:
        if found := value(column):
            return of(found)
    return of_school(value("school_id"))


def kinds(vault: Vault, kinds: Iterable[str], of: Iterable[str]) -> list[str]:
    """What stands in the rows of any of these kinds, of any of these."""
    wanted = [*kinds]
    return [vault.seal_often(f"events.kind:{one}", kind) for one in of for kind in wanted]


def authors(vault: Vault, people: Iterable[PersonId | None], of: Iterable[str]) -> list[str]:
    """What stands in the rows of what any of these people has done, of any of these."""
    wanted = [person or "" for person in people]
    return [vault.seal_often(f"events.by:{one}", person) for one in of for person in wanted]


def kind_in(vault: Vault, of: str, sealed: str) -> str:
    """It may be another version's; `EventKind.UNREADABLE` when somebody has changed it."""
    try:
        return vault.open_often(f"events.kind:{of}", sealed)
    except Undecipherable:
        return EventKind.UNREADABLE


def author_in(vault: Vault, of: str, sealed: str) -> PersonId | None:
    """Nobody, too, when somebody has changed it."""
    try:
        return PersonId(vault.open_often(f"events.by:{of}", sealed)) or None
    except Undecipherable:
        return None


def id_of(vault: Vault, event_id: str) -> str:
    """What stands in the row of the event with that id."""
    return vault.seal_alike("events.id", event_id)


def id_in(vault: Vault, sealed: str) -> str:
    """As it stands, when somebody has changed it."""
    try:
        return vault.open_alike("events.id", sealed)
    except Undecipherable:
        return sealed
