"""The pupils a case has to do with, now and before: what has been tied to it stays so (L1212–1213)."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from domain.alert.alert import Alert
from domain.alert.put_right import as_put_right
from domain.case.case import Case
from domain.event import EventKind
from domain.ids import CaseId, PupilId
from storage.case.history import History
from storage.unit_of_work import Tx

_PARTED = (EventKind.CASE_SPLIT, EventKind.CASE_SPLIT_AWAY)
_SAID = (EventKind.CASE_FORCE_ON,)


def related_pupils(
    case: Case, sent: Iterable[Alert], history: History, once: Collection[CaseId], tx: Tx
) -> frozenset[PupilId]:
    """The other pupils of its alerts, whatever their part, whom force was ever said to be used on, and those it was
    wrongly said to be about; those of the cases it has been one with (`once`), and of those any of them is linked with,
    and whom these are about.
    """
    before = tx.cases.some(once)
    linked = tx.cases.some(dict.fromkeys(link for one in (case, *before) for link in one.links))
    cases = [case, *before, *linked]
    apart = sorted({*once, *chain.from_iterable((*one.family, *one.links) for one in cases)} - {*case.family})
    alerts, said, about = [*sent], [*history.of_kind(EventKind.CASE_FORCE_ON)], frozenset[PupilId]()
    if apart:
        alerts += tx.alerts.of_cases(apart)
        said += tx.events.histories([apart], _SAID)[0].of_kind(EventKind.CASE_FORCE_ON)
        about = tx.cases.pupils_of(apart, tx.pupils.ids())
    found = {pupil for alert in alerts for pupil in _of_alert(alert)} | {pupil for one in cases for pupil in _of(one)}
    return frozenset({*found, *about, *(one.details.pupil for one in said if one.details.pupil)} - {case.pupil_id})


def once_with(case: Case, history: History, tx: Tx) -> list[CaseId]:
    """The cases it has been one with and is no longer, also through one of these; those that cannot be read too."""
    found: list[CaseId] = []
    parted = list(_parted(history))
    while parted:
        new = [one for one in tx.cases.numbered(parted) if one not in {case.id, *found}]
        found += new
        parted = list(_parted(tx.events.histories([new], _PARTED)[0])) if new else []
    return found


def _parted(history: History) -> Iterator[str]:
    """The numbers of the cases it was parted from."""
    return (event.details.reference for kind in _PARTED for event in history.of_kind(kind))


def _of_alert(alert: Alert) -> Iterator[PupilId]:
    """As it was sent, and as it was put right."""
    forms = (alert.form, as_put_right(alert).form)
    return chain.from_iterable((*form.pupils, *filter(None, [form.force_against])) for form in forms)


def _of(case: Case) -> Iterator[PupilId]:
    return chain(case.wrong_pupils, (one.force_on for one in case.incidents if one.force_on))
