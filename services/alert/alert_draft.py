"""An alert being written: what stands on a page is kept in the draft before the next one is shown (law 4).

Words that a message's menu offers (`turn.held`) are not kept in it, unless it is put away by will.
What is asked of a draft that has been sent is answered with the alert it became: a second press does no harm.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from domain.access.substitute import sees_pupil
from domain.alert.alert import (
    FACTS_MAX,
    OFFERED,
    Alert,
    AlertForm,
    Draft,
    Go,
    Page,
    Suspicion,
    choose_pupils,
    lacking,
)
from domain.alert.form_answers import FactsAnswers, MoreAnswers, RolesAnswers
from domain.alert.roles import unanswered, with_roles
from domain.alert.suggested import Suggestion, suggested
from domain.errors import Invalid, NotFound, Refused
from domain.ids import DraftId, PersonId, PupilId, new_id
from domain.people.person import Pupil
from domain.text.moments import listing
from services.alert.alert_answers import with_facts, with_more
from services.case.occurred_at import moment
from services.people.staff import groups, known_group, may_be_called, may_be_named, open_to, own_groups
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
    return _with_held(draft, turn)


def own_draft(draft_id: str, turn: Turn) -> Draft:
    """As `draft_or_alert`; raises `Refused` for one that has been sent."""
    found = draft_or_alert(draft_id, turn)
    if isinstance(found, Alert):
        raise Refused("Varselet er allerede sendt ({references}).", references=listing(found.references))
    return found


def begin(draft_id: str, turn: Turn, form: AlertForm | None = None) -> Draft | Alert:
    """A new draft, unless it has been begun already; one that is too old is begun again. `form`: what is known."""
    key = DraftId(draft_id)
    draft = turn.tx.drafts.get(key, turn.actor.id)
    if draft and draft.expired(turn.now):
        turn.tx.drafts.drop(key)
        draft = None
    if draft and draft.version == OFFERED:
        return turn.tx.drafts.save(draft)
    if turn.held and form and form.facts:
        turn.held.text, form = form.facts, replace(form, facts="")
    if draft is None and turn.tx.alerts.of_draft(key, turn.actor.id) is None:
        form = form or AlertForm(group=next(iter(own_groups(turn)), None))
        draft = Draft(id=key, school_id=turn.tx.school_id, owner=turn.actor.id, started_at=turn.now, form=form)
        turn.tx.drafts.start(draft)
    if turn.held and draft and draft.form.facts:
        turn.held.text = draft.form.facts
    return draft_or_alert(draft_id, turn)


def unwritten(turn: Turn) -> DraftId:
    """The draft in which the person has not written anything yet, or a new one."""
    mine = turn.tx.drafts.of(turn.actor.id)
    blank = (one for one in mine if one.form == AlertForm(group=one.form.group) and not one.expired(turn.now))
    return next((one.id for one in blank), DraftId(new_id()))


def offer(typed: str, turn: Turn, draft_id: str = "") -> DraftId:
    """What «Start varsel» begins: a draft with what could be read from what was typed, or a new one.

    Only ids of choices, a class and a time are kept, sealed; never the words. It is in no list, and nobody is reminded
    of it, before it is begun. With a `draft_id` it is offered once.
    """
    key = DraftId(draft_id or new_id())
    if draft_id and (turn.tx.drafts.get(key, turn.actor.id) or turn.tx.alerts.of_draft(key, turn.actor.id)):
        return key
    read = suggested(typed, turn.school_plan.pick_lists, groups(turn), turn.today)
    if read != Suggestion():
        form = AlertForm(
            group=read.group or next(iter(own_groups(turn)), None),
            kinds=read.kinds,
            place=read.place,
            occurred_at=_at(read, turn),
        )
        turn.tx.drafts.start(
            Draft(
                id=key,
                school_id=turn.tx.school_id,
                owner=turn.actor.id,
                started_at=turn.now,
                form=form,
                version=OFFERED,
            )
        )
    return key


def _at(read: Suggestion, turn: Turn) -> datetime | None:
    """None for a time that has not come: it was read wrongly."""
    try:
        return moment(turn, read.on, read.at)
    except Invalid:
        return None


def turn_page(draft_id: str, page: Page, turn: Turn) -> Draft | Alert:
    """Another page, with nothing to keep."""
    return _turned(draft_id, lambda form: form, page, turn)


def keep_facts(draft_id: str, answers: FactsAnswers, to: Go, turn: Turn, *, group: str = "") -> Draft | Alert:
    """`group`: the class or base to show next, if it is another. Raises `Invalid` for one the school does not have."""

    def kept(form: AlertForm) -> AlertForm:
        form = with_facts(form, answers, turn)
        return _of_group(form, group, turn) if group else form

    return _kept(draft_id, kept, to, turn)


def keep_more(draft_id: str, answers: MoreAnswers, to: Go, turn: Turn) -> Draft | Alert:
    return _kept(draft_id, lambda form: with_more(form, answers, turn), to, turn)


def keep_roles(draft_id: str, answers: RolesAnswers, to: Go, turn: Turn) -> Draft | Alert:
    return _kept(draft_id, lambda form: with_roles(form, answers.roles, answers.force_against), to, turn)


def choose_class(draft_id: str, group: str, turn: Turn) -> Draft | Alert:
    """Raises `Invalid` for one that the school does not have."""
    return _turned(draft_id, lambda form: _of_group(form, group, turn), Page.FACTS, turn)


def _of_group(form: AlertForm, group: str, turn: Turn) -> AlertForm:
    return replace(form, group=known_group(turn, group), unknown_pupil=False)


def choose_found(draft_id: str, found: Sequence[str], turn: Turn) -> Draft | Alert:
    """Besides those that are chosen. Raises `Invalid`."""
    pupils = turn.tx.pupils.some(map(PupilId, found))
    if len(pupils) < len(found) or not all(pupil.active and sees_pupil(turn.actor, pupil) for pupil in pupils):
        raise Invalid("found", "Velg fra listen.")

    def chosen(form: AlertForm) -> AlertForm:
        return choose_pupils(form, tuple(pupils), tuple(pupil.id for pupil in pupils))

    return _turned(draft_id, chosen, Page.FACTS, turn)


def find_pupils(draft_id: str, name: str, turn: Turn) -> tuple[Draft | Alert, list[Pupil]]:
    """The draft, and the pupils with such a name, by name."""
    return draft_or_alert(draft_id, turn), [one for one in open_to(turn) if may_be_called(name, one.name)]


def choose_suspect(draft_id: str, suspect: PersonId | None, turn: Turn) -> Draft | Alert:
    """Whom the suspicion is about; None when the reporter cannot, or will not, say. Raises `Invalid`."""

    def named(form: AlertForm) -> AlertForm:
        if suspect is not None and suspect not in {turn.actor.id, *(one.id for one in may_be_named(turn))}:
            raise Invalid("suspect", "Velg fra listen.")
        return replace(form, suspect=suspect, suspect_asked=True)

    return _turned(draft_id, named, Page.MORE, turn)


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
        case Go.MORE:
            page = _after_facts(draft)
        case _:
            page = Page(to.value)
    return _saved(replace(draft, page=page), turn)


def _after_facts(draft: Draft) -> Page:
    """The facts again when something is missing; whom a suspicion is about, also to look at that again."""
    if lacking(draft.form):
        return Page.FACTS
    return Page.SUSPECT if draft.form.suspicion is Suspicion.EMPLOYEE else Page.MORE


def _before_sending(draft: Draft) -> Page:
    """The facts when something is missing, then whom a suspicion is about, and who is who."""
    if lacking(draft.form):
        return Page.FACTS
    if draft.form.suspicion is Suspicion.EMPLOYEE and not draft.form.suspect_asked:
        return Page.SUSPECT
    return Page.ROLES if unanswered(draft.form) else Page.REVIEW


def _kept(draft_id: str, change: Change, to: Go, turn: Turn) -> Draft | Alert:
    found = draft_or_alert(draft_id, turn)
    if isinstance(found, Alert):
        return _said_before(found, change)
    return go(replace(found, form=change(found.form)), to, turn)


def _turned(draft_id: str, change: Change, page: Page, turn: Turn) -> Draft | Alert:
    found = draft_or_alert(draft_id, turn)
    if isinstance(found, Alert):
        return _said_before(found, change)
    return _saved(replace(found, form=change(found.form), page=page), turn)


def _with_held(draft: Draft, turn: Turn) -> Draft:
    """As the person sees it."""
    held = turn.held.fitting(FACTS_MAX) if turn.held else ""
    return replace(draft, form=replace(draft.form, facts=held)) if held else draft


def _saved(draft: Draft, turn: Turn) -> Draft:
    """Words that are held travel on, and what was kept of before stays."""
    if turn.held is None:
        return turn.tx.drafts.save(draft)
    turn.held.text = draft.form.facts
    before = turn.tx.drafts.get(draft.id, draft.owner)
    kept = replace(draft.form, facts=before.form.facts if before else "")
    return replace(turn.tx.drafts.save(replace(draft, form=kept)), form=draft.form)


def _said_before(alert: Alert, change: Change) -> Alert:
    """The alert that was sent, when the page says the same. Raises `Refused`: other words are in no alert."""
    try:
        same = change(alert.form) == alert.form
    except Invalid:
        same = False
    if not same:
        raise Refused(
            "Varselet er allerede sendt ({references}), og det du har skrevet nå, er ikke med i det. Legg det til i "
            "varselet (skriv «mine»), eller skriv «varsle» for et nytt.",
            references=listing(alert.references),
        )
    return alert
