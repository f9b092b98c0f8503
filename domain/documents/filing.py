"""What must go into the school's archive (websak), and whether it has (L1180, L1217; arkivforskrifta §§ 14–15)."""

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.activity_plan.activity_plan import ActivityPlan
from domain.days import ANY_DAY, Days
from domain.errors import Invalid
from domain.ids import PersonId
from domain.text.prose import Prose
from domain.value import VALUE


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Filing:
    """A document was filed: `number` is the archive's, `on` an Oslo day, `version` the plan's at the time, `edition`
    for whom it was made (empty where that was not asked).
    """

    kind: str
    number: Prose
    on: date
    version: int = 0
    edition: str = ""
    at: AwareDatetime
    by: PersonId


def check_filing(filing: Filing, today: date, days: Days = ANY_DAY) -> Filing:
    """Raises `Invalid` for a filing without a number, or on a day that cannot be true."""
    if not filing.number:
        raise Invalid("number", "Skriv dokumentnummeret fra {archive}.")
    days.has_been("on", filing.on, today)
    return filing


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Kinds:
    """What the documents that are filed are called: the alert, the plan, the talk with the pupil about it, and the
    whole case.
    """

    alert: str
    plan: str
    talk: str
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class LastHappened:
    """When something that is to be filed last happened: None when it has not. `alerted_at`: that an alert was taken, or
    that there was more of it after that.
    """

    alerted_at: AwareDatetime | None = None
    talked_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None


def to_file(
    filed: Sequence[Filing], versions: Sequence[ActivityPlan], kinds: Kinds, happened: LastHappened
) -> list[str]:
    """The kinds still waiting to be filed: the alert as soon as it is taken (L1179) and each time there is more of it,
    the newest version of the plan, each talk about it, and the whole each time the case is closed.
    """
    newest = max((filing.version for filing in filed if filing.kind == kinds.plan), default=0)
    waiting = {
        kinds.alert: _since(kinds.alert, happened.alerted_at, filed),
        kinds.plan: bool(versions) and versions[-1].version > newest,
        kinds.talk: _since(kinds.talk, happened.talked_at, filed),
        kinds.whole: _since(kinds.whole, happened.closed_at, filed),
    }
    return [kind for kind, waits in waiting.items() if waits]


def _since(kind: str, at: datetime | None, filed: Sequence[Filing]) -> bool:
    """Whether it happened, and has not been filed since."""
    return at is not None and not any(filing.kind == kind and filing.at >= at for filing in filed)
