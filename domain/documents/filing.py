"""What must go into the school's archive (websak), and whether it has (L1180, L1217; arkivforskrifta §§ 14–15)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

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


def to_file(filed: Sequence[Filing], happened: Mapping[str, datetime | None], versions: Mapping[str, int]) -> list[str]:
    """The kinds still waiting to be filed. `happened`: when there last was something of each to file, None when there
    has not been (the alert, L1179; each letter, meeting and talk; the whole when the case is closed); `versions`: the
    newest of those that have versions, 0 for none.
    """
    newest = {kind: max((one.version for one in filed if one.kind == kind), default=0) for kind in versions}
    waiting = {kind: _since(kind, at, filed) for kind, at in happened.items()}
    waiting |= {kind: version > newest[kind] for kind, version in versions.items()}
    return [kind for kind, waits in waiting.items() if waits]


def _since(kind: str, at: datetime | None, filed: Sequence[Filing]) -> bool:
    """Whether it happened, and has not been filed since."""
    return at is not None and not any(filing.kind == kind and filing.at >= at for filing in filed)
