"""Lists that would empty the school, or make its people strangers, are asked about before anything is done."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from domain.oslo import oslo_date
from domain.people.person import Person, Pupil
from domain.people.turnover import Turnover, of_pupils, of_staff
from domain.text.messages import _, n_
from services.people.accounts import Said
from storage.unit_of_work import Tx

EXAMPLES = 3


class PeopleRefused(Exception):  # noqa: N818  (reads as what happened)
    """Why nothing was imported: a line for each problem, with file and row."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def ask_first(staff: Iterable[Person], pupils: Iterable[Pupil], said: Said, tx: Tx, now: datetime) -> None:
    """Raises `PeopleRefused` when many would leave, or many may be others than before, and the operator has not said
    so; and for next of kin of a pupil nobody knows, whatever has been said.
    """
    known = {one.external_id: one for one in tx.pupils.read_all()}
    coming = {one.external_id: one for one in pupils}
    new_staff = {one.entra_object_id: one for one in staff}
    if unknown := [one.upn for one in new_staff.values() if one.kin - known.keys() - coming.keys()]:
        raise PeopleRefused(tuple(_no_such_pupil(upn) for upn in unknown))
    if said.leaving:
        return
    of_the_staff = of_staff({one.entra_object_id: one for one in tx.people.read_all()}, new_staff)
    of_the_pupils = of_pupils(known, coming, oslo_date(now))
    doubts = [*_doubts_of_staff(of_the_staff), *_doubts_of_pupils(of_the_pupils)]
    if doubts:
        raise PeopleRefused((*doubts, _("Stemmer det, kjør igjen med --slutter.")))


def _no_such_pupil(upn: str) -> str:
    return _("ansatte.csv, pårørende: {upn} har en elev_id som ingen elev har", upn=upn)


def _doubts_of_staff(found: Turnover) -> Iterator[str]:
    told = {"count": len(found.leaving), "all": found.of, "examples": _some(found.leaving)}
    if found.many:
        yield _("{count} av {all} ansatte står ikke i ansatte.csv og ville ha sluttet. Blant dem: {examples}", **told)
    if found.renamed:
        yield n_(
            "{count} ansatt ville ha sluttet og kommet som ny med samme navn: {examples}",
            "{count} ansatte ville ha sluttet og kommet som nye med samme navn, som {examples}",
            len(found.renamed),
            examples=_pairs(found),
        )


def _doubts_of_pupils(found: Turnover) -> Iterator[str]:
    told = {"count": len(found.leaving), "all": found.of, "examples": _some(found.leaving)}
    if found.many:
        yield _("{count} av {all} elever står ikke i elever.csv og ville ha sluttet. Blant dem: {examples}", **told)
    if found.renamed:
        yield n_(
            "{count} elev ville ha sluttet og kommet som ny med samme navn: {examples}. Er id-ene endret?",
            "{count} elever ville ha sluttet og kommet som nye med samme navn, som {examples}. Er id-ene endret?",
            len(found.renamed),
            examples=_pairs(found),
        )


def _some(keys: tuple[str, ...]) -> str:
    return ", ".join(keys[:EXAMPLES])


def _pairs(found: Turnover) -> str:
    return ", ".join(f"{old} → {new}" for old, new in found.renamed[:EXAMPLES])
