"""Access to what is kept of one person (GDPR art. 15): what its maker may open, and what must be reviewed first."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from domain.case.case import Case
from domain.event import EventKind
from domain.ids import PupilId
from domain.incident import Mark
from domain.oslo import oslo_date
from domain.text.messages import N_, Labels


class FileKind(StrEnum):
    """The two forms it is given in, with the same content."""

    PDF = "innsyn"
    JSON = "innsyn_json"


class Withheld(StrEnum):
    """What is left out until its maker has reviewed it (GDPR art. 15 (4); personopplysningsloven § 16)."""

    REPORTERS = "varslere"
    CARE = "omsorg"
    STAFF = "ansatte"


WITHHELD_LABELS: Labels[Withheld] = Labels(
    {
        Withheld.REPORTERS: N_("Hvem som varslet"),
        Withheld.CARE: N_("Bekymring for omsorgen hjemme (§ 24-3)"),
        Withheld.STAFF: N_("Saker om ansatte (§ 12-5)"),
    }
)
REST = N_(
    "Dokumentet viser det som den som laget det, har tilgang til. Skoleeiers kontaktperson lager resten: saker skolen "
    "ikke kjenner til, og saker som den som laget dokumentet, ikke er med i. Logger uten sak lages av den som skrev "
    "dem. Dette avsnittet står her alltid, enten det finnes noe slikt eller ikke."
)
MASKED = N_("Andre elever står som «elev A», «elev B», og ansatte med rollen sin.")
RECTIFIED = N_(
    "Er noe feil eller ufullstendig, si fra til skolen. Det blir skrevet som «Rettelse eller tilføyelse» ved siden av "
    "det som står. Ingenting blir skrevet over."
)


def as_stored(reviewed: Iterable[Withheld]) -> str:
    return ",".join(sorted(reviewed))


def as_reviewed(stored: str) -> frozenset[Withheld]:
    return frozenset(Withheld(one) for one in stored.split(",") if one)


def cases_told(cases: Iterable[Case], pupil: PupilId, reviewed: frozenset[Withheld]) -> list[Case]:
    """Of the cases its maker may open those of the pupil, oldest first. What has gone into another is told there."""
    own = (case for case in cases if case.pupil_id == pupil and case.merged_into is None)
    told = (case for case in own if Withheld.STAFF in reviewed or not about_staff(case))
    return sorted(told, key=lambda case: (case.opened_at, case.reference))


def about_staff(case: Case) -> bool:
    """Whether an employee is suspected (§ 12-5)."""
    return case.enhanced or case.past_the_school or any(Mark.STAFF in one.marks for one in case.incidents)


class Doing(StrEnum):
    """What an employee has done, as far as the audit tells it by itself."""

    OPENED = "åpnet"
    LISTED = "liste"
    REFUSED = "nei"
    WROTE = "gjorde"


DOING_LABELS: Labels[Doing] = Labels(
    {
        Doing.OPENED: N_("Åpnet eller hentet"),
        Doing.LISTED: N_("Så i en liste"),
        Doing.REFUSED: N_("Prøvde, og fikk nei"),
        Doing.WROTE: N_("Skrev eller gjorde noe"),
    }
)
_KNOWN: Mapping[str, Doing] = {
    EventKind.ALERT_READ: Doing.OPENED,
    EventKind.CASE_READ: Doing.OPENED,
    EventKind.LOG_READ: Doing.OPENED,
    EventKind.PATTERN_READ: Doing.OPENED,
    EventKind.DOCUMENT_ASKED: Doing.OPENED,
    EventKind.DOCUMENT_DELIVERED: Doing.OPENED,
    EventKind.CASE_LISTED: Doing.LISTED,
    EventKind.DOCUMENT_REFUSED: Doing.REFUSED,
    EventKind.REFUSED: Doing.REFUSED,
    EventKind.REFUSED_WORD: Doing.REFUSED,
}
Done = tuple[date, str, Doing]
"""On which day (Oslo), in which case ("": in none), and what."""


def doings(traces: Iterable[tuple[datetime, str, str]], cases: Collection[str]) -> list[tuple[Done, int]]:
    """How often each was done, by day. `traces`: when, which kind as it is stored, and in which case; of a case that is
    not among `cases` nothing is told.
    """
    told = (
        (oslo_date(at), reference, _KNOWN.get(kind, Doing.WROTE))
        for at, kind, reference in traces
        if not reference or reference in cases
    )
    return sorted(Counter(told).items())
