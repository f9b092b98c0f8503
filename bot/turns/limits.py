"""How much one person may do in a short time. A hurried teacher meets none of it, and an alert is never refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.language import commands
from bot.limits.rates import Buckets, Rate
from bot.teams.incoming import Incoming
from bot.turns.given_back import WRITING_AN_ALERT
from cards.alert.actions import AddToAlert, NameFromAlert, ShowAlert
from cards.case.actions import NameSuspect, SayWord
from cards.documents.actions import GetDocument

ALERT = "varsle"
OF_A_SENT_ALERT = frozenset({NameFromAlert.verb, NameSuspect.verb, AddToAlert.verb, ShowAlert.verb})
"""Some become a new alert; one says whom to ring."""
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Of one person: words and presses; of the words that ask for an alert as many more; links to documents; refusals
    written down one by one.
    """

    turns: Rate
    alert_words: Rate
    links: Rate
    refusals: Rate


FOR_PEOPLE = Rates(
    turns=Rate(60, _SECOND),
    alert_words=Rate(30, _SECOND),
    links=Rate(10, 30 * _SECOND),
    refusals=Rate(20, 60 * _SECOND),
)
_PLENTY = Rate(1_000_000, _SECOND)
NO_LIMITS = Rates(turns=_PLENTY, alert_words=_PLENTY, links=_PLENTY, refusals=_PLENTY)
"""For who drives the bot faster than people do."""
SAID_ONCE_IN = Rate(1, 30 * _SECOND)
MORE_ONCE_IN = Rate(1, 600 * _SECOND)


class Writes(Enum):
    """What becomes of a refusal in the audit; MORE: it, and that others follow which are not written down."""

    IT = auto()
    MORE = auto()
    NOTHING = auto()


class Limits:
    """Asked with the time in UTC, from any thread."""

    def __init__(self, rates: Rates) -> None:
        self._turns = Buckets(rates.turns)
        self._alert_words = Buckets(rates.alert_words)
        self._links = Buckets(rates.links)
        self._refusals = Buckets(rates.refusals)
        self._said = Buckets(SAID_ONCE_IN)
        self._more = Buckets(MORE_ONCE_IN)

    def word(self, incoming: Incoming, now: datetime) -> bool:
        """Whether a typed word is answered."""
        who = person_of(incoming)
        return self._turns.take(who, now) or (_asks_for_an_alert(incoming.text) and self._alert_words.take(who, now))

    def press(self, incoming: Incoming, now: datetime) -> bool:
        """Whether a press is done. Those that begin, fill, send or add to an alert always are (§ 12-4)."""
        return _is_of_an_alert(incoming) or self._turns.take(person_of(incoming), now)

    def link(self, incoming: Incoming, now: datetime) -> bool:
        """Whether a press may give a link, if it is one that does."""
        return incoming.verb != GetDocument.verb or self._links.take(person_of(incoming), now)

    def says_so(self, incoming: Incoming, now: datetime) -> bool:
        """Whether the person is told that it went too fast: once in a while, and where nobody reads along."""
        return incoming.conversation_type == "personal" and self._said.take(person_of(incoming), now)

    def refusal(self, incoming: Incoming, now: datetime) -> Writes:
        who = person_of(incoming)
        if self._refusals.take(who, now):
            return Writes.IT
        return Writes.MORE if self._more.take(who, now) else Writes.NOTHING


def person_of(incoming: Incoming) -> str:
    return incoming.user_object_id or incoming.user_id or ""


def _is_of_an_alert(incoming: Incoming) -> bool:
    begins = incoming.verb == SayWord.verb and incoming.data.get("word") == ALERT
    return begins or incoming.verb in WRITING_AN_ALERT or incoming.verb in OF_A_SENT_ALERT


def _asks_for_an_alert(text: str) -> bool:
    return commands.parse(text).word == ALERT
