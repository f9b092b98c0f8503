"""A log that may be about an employee becomes an alert (§ 12-5): it is never a log, and never counts."""

import hashlib
from typing import Protocol

from domain.alert.alert import FACTS_MAX, Alert, AlertForm, Draft, Suspicion
from domain.errors import Invalid
from domain.people.person import Pupil
from services.alert.alert_draft import begin
from services.case.occurred_at import moment
from services.case.write_log import Written, own_entry
from services.turn import Turn


class MayBeStaff(Written, Protocol):
    """As written, with whether an employee may have done something to the pupil."""

    @property
    def about_staff(self) -> bool: ...


def alert_instead(pupil: Pupil, written: MayBeStaff, turn: Turn) -> Draft | Alert:
    """A draft with the same words, the same for the same press. When it is sent, what it corrects is a log no more.

    Raises `Invalid` when the words are more than an alert has room for.
    """
    facts = "\n".join(filter(None, (written.text, written.quote, written.present)))
    if len(facts) > FACTS_MAX:
        raise Invalid("text", "Et varsel har plass til {count} tegn. Skriv det viktigste.", count=FACTS_MAX)
    log = own_entry(written.corrects, turn)[0].id if written.corrects else None
    at = moment(turn, written.occurred_on, written.occurred_time)
    group, pupils = pupil.school_class, (pupil.id,)
    form = AlertForm(
        group=group, pupils=pupils, facts=facts, occurred_at=at, suspicion=Suspicion.EMPLOYEE, instead_of=log
    )
    draft_id = hashlib.sha256(f"{written.entry_id}:{facts}".encode()).hexdigest()[:32]
    return begin(draft_id, turn, form)
