"""An alert being written: what stands on a page is kept in the draft before the next one is shown (law 4).

What is asked of a draft that has been sent is answered with the alert it became: a second press does no harm.
"""

from collections.abc import Callable
from dataclasses import replace

from domain.alert.alert import Alert, AlertForm, Draft, Go, Page, Suspicion, lacking
from domain.alert.form_answers import FactsAnswers, MoreAnswers, RolesAnswers
from domain.alert.roles import unanswered, with_roles
from domain.errors import Invalid, NotFound, Refused
from domain.ids import DraftId, PersonId
from domain.text.moments import listing
from services.alert.alert_answers import with_facts, with_more
from services.people.staff import known_group, own_group
from services.turn import Turn
from storage.case.drafts import NO_DRAFT

Change = Callable[[AlertForm], AlertForm]


def draft_or_alert(draft_id: str, turn: Turn) -> Draft | Alert:
    """The person's own. Raises `NotFound`, and `Refused` for a draft that is too old."""
    draft = turn.tx.drafts.get(DraftId(draft_id), turn.actor.id)
    if draft is None:
        alert = turn.tx.alerts.of_draft(DraftId(draft_id), turn.actor.id)
        if alert is None:
            raise NotFound(NO_DRAFT)
        return alert
    if draft.expired(turn.now):
        raise Refused("Utkastet er eldre enn 24 timer og er slettet. Skriv «varsle» for å begynne på nytt.")
    return draft


def own_draft(draft_id: str, turn: Turn) -> Draft:
    """As `draft_or_alert`; raises `Refused` for one that has been sent."""
    found = draft_or_alert(draft_id, turn)
    if isinstance(found, Alert):
        raise Refused("Varselet er alt sendt ({references}).", references=listing(found.references))
    return found


def begin(draft_id: str, turn: Turn, form: AlertForm | None = None) -> Draft | Alert:
    """A new draft, unless it has been begun already; one that is too old is begun again. `form`: what is known."""
    key = DraftId(draft_id)
    draft = turn.tx.drafts.get(key, turn.actor.id)
    if draft and draft.expired(turn.now):
        turn.tx.drafts.drop(key)
        draft = None
    if draft is None and turn.tx.alerts.of_draft(key, turn.actor.id) is None:
        form = form or AlertForm(group=own_group(turn))
        draft = Draft(id=key, school_id=turn.tx.school_id, owner=turn.actor.id, started_at=turn.now, form=form)
        turn.tx.drafts.start(draft)
    return draft_or_alert(draft_id, turn)


def turn_page(draft_id: str, page: Page, turn: Turn) -> Draft | Alert:
    """Another page, with nothing to keep."""
    return _turned(draft_id, lambda form: form, page, turn)


def keep_facts(draft_id: str, answers: FactsAnswers, to: Go, turn: Turn) -> Draft | Alert:
    return _kept(draft_id, lambda form: with_facts(form, answers, turn), to, turn)


def keep_more(draft_id: str, answers: MoreAnswers, to: Go, turn: Turn) -> Draft | Alert:
    return _kept(draft_id, lambda form: with_more(form, answers, turn), to, turn)


def keep_roles(draft_id: str, answers: RolesAnswers, to: Go, turn: Turn) -> Draft | Alert:
    return _kept(draft_id, lambda form: with_roles(form, answers.roles, answers.force_against), to, turn)


def choose_class(draft_id: str, group: str, turn: Turn) -> Draft | Alert:
    """Raises `Invalid` for one that the school does not have."""

    def chosen(form: AlertForm) -> AlertForm:
        return replace(form, group=known_group(turn, group), unknown_pupil=False)

    return _turned(draft_id, chosen, Page.FACTS, turn)


def choose_suspect(draft_id: str, suspect: PersonId | None, turn: Turn) -> Draft | Alert:
    """Whom the suspicion is about; None when the reporter cannot, or will not, say. Raises `Invalid`."""

    def named(form: AlertForm) -> AlertForm:
        if suspect is not None and suspect not in {person.id for person in turn.tx.people.active()}:
            raise Invalid("suspect", "Velg fra listen.")
        return replace(form, suspect=suspect, suspect_asked=True)

    return _turned(draft_id, named, Page.REVIEW, turn)


def discard(draft_id: str, turn: Turn) -> Alert | None:
    """The draft is gone; the alert when it was sent before."""
    found = draft_or_alert(draft_id, turn)
    if isinstance(found, Alert):
        return found
    turn.tx.drafts.drop(found.id)
    return None


def go(draft: Draft, to: Go, turn: Turn) -> Draft:
    """Keep the draft on the page the button leads to. To the review only from a page that lacks nothing."""
    match to:
        case Go.PUT_AWAY:
            return turn.tx.drafts.save(draft)
        case Go.UNKNOWN:
            form = replace(draft.form, unknown_pupil=True, pupils=(), roles={}, force_against=None, force_asked=False)
            draft, page = replace(draft, form=form), Page.FACTS
        case Go.REVIEW:
            page = _before_sending(draft)
        case _:
            page = Page(to.value)
    return turn.tx.drafts.save(replace(draft, page=page))


def _before_sending(draft: Draft) -> Page:
    """The facts when something is missing, then who is who; whom a suspicion is about, unless that was answered and one
    looks again, or the press came twice.
    """
    if lacking(draft.form):
        return Page.FACTS
    if unanswered(draft.form):
        return Page.ROLES
    named = draft.form.suspect_asked and draft.page in {Page.MORE, Page.REVIEW, Page.ROLES}
    return Page.SUSPECT if draft.form.suspicion is Suspicion.EMPLOYEE and not named else Page.REVIEW


def _kept(draft_id: str, change: Change, to: Go, turn: Turn) -> Draft | Alert:
    found = draft_or_alert(draft_id, turn)
    if isinstance(found, Alert):
        return _said_before(found, change)
    return go(replace(found, form=change(found.form)), to, turn)


def _turned(draft_id: str, change: Change, page: Page, turn: Turn) -> Draft | Alert:
    found = draft_or_alert(draft_id, turn)
    if isinstance(found, Alert):
        return _said_before(found, change)
    return turn.tx.drafts.save(replace(found, form=change(found.form), page=page))


def _said_before(alert: Alert, change: Change) -> Alert:
    """The alert that was sent, when the page says the same. Raises `Refused`: other words are in no alert."""
    try:
        same = change(alert.form) == alert.form
    except Invalid:
        same = False
    if not same:
        raise Refused(
            "Varselet er alt sendt ({references}), og det du har skrevet nå, er ikke med i det. Legg det til i "
            "varselet (skriv «mine»), eller skriv «varsle» for et nytt.",
            references=listing(alert.references),
        )
    return alert
