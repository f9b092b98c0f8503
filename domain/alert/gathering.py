"""Many alerts of one person in a short time: a case for each as always, but one notice of several."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice

from domain.alert.alert import Alert, Suspicion

BY_THEMSELVES = 5
LATELY = timedelta(minutes=10)
GATHERING = timedelta(minutes=1)
ON_THEIR_WAY = timedelta(seconds=15)
"""Longer than an alert takes to be kept: the notice finds all that it is of."""


def may_wait(alert: Alert) -> bool:
    """Never a serious one (§ 12-4), one about someone who works here (§ 12-5), or one of physical force (§ 13-5)."""
    form = alert.form
    return form.suspicion is Suspicion.NONE and not (form.serious or form.physical_intervention)


def gathered_at(alert: Alert, lately: Iterable[Alert]) -> datetime | None:
    """When the one notice of it and others goes out; None for one that people are told of by itself, at once.

    `lately` are the reporter's others of the last `LATELY`. Those that may not wait do not count: that there are any
    may be a secret (law 3).
    """
    if not may_wait(alert) or len(list(islice(filter(may_wait, lately), BY_THEMSELVES))) < BY_THEMSELVES:
        return None
    return alert.sent_at.replace(second=0, microsecond=0) + GATHERING + ON_THEIR_WAY
