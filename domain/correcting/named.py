"""Whether a pupil who may have violated is named in a case, when a role has been put right."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.alert.alert import Alert
from domain.alert.roles import named_violators
from domain.case.case import Case
from domain.incident import Incident, Mark

_OF_A_PUPIL = frozenset({Mark.VIOLATION, Mark.PUPIL_NAMED})


def with_named(case: Case, alerts: Iterable[Alert], now: datetime) -> Case:
    """Each incident as its alert, put right, has it: what is new of it is known from `now`."""
    naming = {alert.id: bool(named_violators([alert.form])) for alert in alerts}
    told = (_as_named(one, named=naming[one.alert], now=now) if one.alert in naming else one for one in case.incidents)
    return replace(case, incidents=tuple(told))


def _as_named(incident: Incident, *, named: bool, now: datetime) -> Incident:
    if not named:
        return replace(incident, marks=incident.marks - {Mark.PUPIL_NAMED})
    new = _OF_A_PUPIL - incident.marks
    return replace(incident, marks=incident.marks | new, marked=incident.marked | dict.fromkeys(new, now))
