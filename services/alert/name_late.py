"""Somebody is named when the case has been taken: a new alert, routed as if named first (law 3)."""

from collections.abc import Sequence
from dataclasses import replace

from domain.alert.alert import Alert, AlertForm, Draft, PupilRole, Suspicion
from domain.errors import Invalid, Refused
from domain.ids import CaseId, DraftId, PersonId
from services.alert.send_alert import send
from services.case.name_suspect import bar_from_case, require_suspect, suspects
from services.case_file import CaseFile
from services.people.staff import staff_of
from services.turn import Turn


def name_on_case(file: CaseFile, suspect: PersonId, words: str, naming_id: str, turn: Turn) -> Alert | None:
    """The alert it became; None when nobody had taken the case, and the one named is barred from it.

    `words`: what the one who names saw or heard. Raises `Invalid` and `Refused`.
    """
    if sent := named_before(naming_id, suspect, turn):
        return sent
    staff = staff_of(turn)
    if file.case.received_at is None:
        bar_from_case(file, suspect, "person", staff, turn)
        return None
    require_suspect(file.case, suspect, "person", turn)
    if suspect in suspects(file) and suspect in file.case.barred:
        raise Invalid("person", "{name} er allerede navngitt i saken.", name=turn.tx.people.name(suspect))
    if not words:
        raise Invalid("facts", "Skriv kort hva du så eller hørte.")
    return alert_of(replace(_form(file), facts=words), [file], suspect, naming_id, turn)


def alert_of(form: AlertForm, first: Sequence[CaseFile], suspect: PersonId, naming_id: str, turn: Turn) -> Alert:
    """A new alert of the same; nothing is said of it in the first cases. When one of them went past the school, so
    does this.
    """
    past = any(file.case.past_the_school for file in first)
    form = replace(
        form,
        suspicion=Suspicion.LEADERSHIP if past else Suspicion.EMPLOYEE,
        suspect=suspect,
        suspect_asked=True,
        named_late=True,
        named_from=tuple(dict.fromkeys(earlier for file in first for earlier in (*named_from(file), file.case.id))),
    )
    draft = DraftId(naming_id)
    return send(Draft(id=draft, school_id=turn.tx.school_id, owner=turn.actor.id, started_at=turn.now, form=form), turn)


def named_from(file: CaseFile) -> list[CaseId]:
    """The earlier cases in which the suspicion began that this one is about."""
    return [case_id for alert in file.alerts for case_id in alert.form.named_from]


def named_before(naming_id: str, suspect: PersonId, turn: Turn) -> Alert | None:
    """What an earlier press became. Raises `Refused` when that was about someone else, `NotFound` for another's id."""
    key, by = DraftId(naming_id), turn.actor.id
    alert = turn.tx.alerts.of_draft(key, by)
    if turn.tx.drafts.get(key, by) or (alert and alert.form.suspect != suspect):
        raise Refused(
            "Dette skjemaet er allerede brukt til å navngi en annen. Begynn på nytt fra saken eller varselet."
        )
    return alert


def _form(file: CaseFile) -> AlertForm:
    """Of the same pupil, and of the same kinds as the alerts behind the case."""
    pupil, kinds = file.case.pupil_id, dict.fromkeys(kind for alert in file.alerts for kind in alert.form.kinds)
    return AlertForm(
        group=file.case.school_class,
        pupils=(pupil,) if pupil else (),
        unknown_pupil=pupil is None,
        roles={pupil: PupilRole.EXPOSED} if pupil else {},
        kinds=tuple(kinds),
    )
