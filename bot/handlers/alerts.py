"""The alert, page by page: what stands on a page is kept in the draft before the next one is shown (law 4)."""

from collections.abc import Callable, Mapping

from bot.handlers.common import about, chosen, groups, known_group, moment, own_group, staff_of
from bot.handlers.sending import receipt_of, send
from bot.router import Router, Show, Turn
from cards import alert as cards
from cards.alert_actions import (
    CancelAlert,
    ClassPage,
    DiscardAlert,
    FactsPage,
    Go,
    MorePage,
    SendAlert,
    StartAlert,
    SuspectPage,
    TurnPage,
)
from cards.elements import Card
from cards.forms import NOTHING, Filled
from cards.receipt import review_page
from domain.alert import AlertForm, Draft, DraftId, Page, PupilRole, Suspicion, choose_pupils, lacking
from domain.errors import Invalid, NotFound, Refused
from domain.people import Pupil, PupilId
from domain.routing import route, suspicion_of
from storage.alerts import NO_DRAFT

router = Router()


def on_draft(turn: Turn, draft_id: str, then: Callable[[Draft], Show]) -> Show:
    """The person's draft, or the receipt when it has been sent: a second press does no harm."""
    draft = turn.tx.drafts.get(DraftId(draft_id), turn.actor.id)
    if draft is None:
        alert = turn.tx.alerts.of_draft(DraftId(draft_id), turn.actor.id)
        if alert is None:
            raise NotFound(NO_DRAFT)
        return receipt_of(alert, turn)
    if draft.expired(turn.now):
        raise Refused("Utkastet er eldre enn 24 timer og er slettet. Skriv «varsle» for å begynne på nytt.")
    return then(draft)


@router.on(StartAlert)
def start(action: StartAlert, turn: Turn) -> Show:
    draft_id = DraftId(action.draft_id)
    draft = turn.tx.drafts.get(draft_id, turn.actor.id)
    if draft and draft.expired(turn.now):
        turn.tx.drafts.drop(draft_id)
        draft = None
    if draft is None and turn.tx.alerts.of_draft(draft_id, turn.actor.id) is None:
        form = AlertForm(group=own_group(turn))
        draft = Draft(id=draft_id, school_id=turn.tx.school_id, owner=turn.actor.id, started_at=turn.now, form=form)
        turn.tx.drafts.start(draft)
    return on_draft(turn, action.draft_id, lambda found: Show(page_card(found, turn)))


@router.on(TurnPage)
def turn_page(action: TurnPage, turn: Turn) -> Show:
    return on_draft(turn, action.draft_id, lambda draft: _to(draft, action.page, turn))


@router.on(FactsPage)
def facts(action: FactsPage, turn: Turn) -> Show:
    def keep(draft: Draft) -> Show:
        form = _with_facts(action, draft.form, turn)
        return _go(draft.model_copy(update={"form": form}), action.to, turn)

    return on_draft(turn, action.draft_id, keep)


@router.on(ClassPage)
def choose_class(action: ClassPage, turn: Turn) -> Show:
    def keep(draft: Draft) -> Show:
        form = draft.form.model_copy(update={"group": known_group(turn, action.group), "unknown_pupil": False})
        return _to(draft.model_copy(update={"form": form}), Page.FACTS, turn)

    return on_draft(turn, action.draft_id, keep)


@router.on(SuspectPage)
def suspect(action: SuspectPage, turn: Turn) -> Show:
    def keep(draft: Draft) -> Show:
        unknown = action.suspect == cards.SUSPECT_UNKNOWN
        if not unknown and action.suspect not in {p.id for p in turn.tx.people.active()}:
            raise Invalid("suspect", "Velg fra listen.")
        named = {"suspect": None if unknown else action.suspect, "suspect_asked": True}
        form = draft.form.model_copy(update=named)
        return _to(draft.model_copy(update={"form": form}), Page.REVIEW, turn)

    return on_draft(turn, action.draft_id, keep)


@router.on(MorePage)
def more(action: MorePage, turn: Turn) -> Show:
    def keep(draft: Draft) -> Show:
        form = _with_more(action, draft.form, turn)
        return _go(draft.model_copy(update={"form": form}), action.to, turn)

    return on_draft(turn, action.draft_id, keep)


@router.on(SendAlert)
def send_alert(action: SendAlert, turn: Turn) -> Show:
    def sent(draft: Draft) -> Show:
        if lacking(draft.form):
            return _go(draft, Go.REVIEW, turn)
        return receipt_of(send(draft, turn), turn)

    return on_draft(turn, action.draft_id, sent)


@router.on(CancelAlert)
def cancel(action: CancelAlert, turn: Turn) -> Show:
    return on_draft(turn, action.draft_id, lambda draft: Show(cards.confirm_discard(draft)))


@router.on(DiscardAlert)
def discard(action: DiscardAlert, turn: Turn) -> Show:
    def gone(draft: Draft) -> Show:
        turn.tx.drafts.drop(draft.id)
        return Show(cards.discarded())

    return on_draft(turn, action.draft_id, gone)


@router.form(FactsPage)
@router.form(ClassPage)
@router.form(SuspectPage)
@router.form(MorePage)
def page_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return on_draft(turn, ids["draft_id"], lambda draft: Show(page_card(draft, turn, filled))).card


def page_card(draft: Draft, turn: Turn, filled: Filled = NOTHING) -> Card:
    """The page where the person was."""
    pupils = turn.tx.pupils.some(draft.form.pupils)
    match draft.page:
        case Page.CLASS:
            return cards.class_page(draft, *groups(turn), filled)
        case Page.SUSPECT:
            others = [p for p in turn.tx.people.active() if p.id != turn.actor.id]
            return cards.suspect_page(draft, turn.plan, others, filled)
        case Page.MORE:
            return cards.more_page(draft, turn.plan, pupils, turn.now, filled)
        case Page.REVIEW:
            return _review(draft, pupils, turn)
        case _:
            shown = turn.tx.pupils.of_group(draft.form.group) if draft.form.group else []
            also = [p for p in pupils if p not in shown]
            return cards.facts_page(draft, turn.plan, shown, also, filled)


def _review(draft: Draft, pupils: list[Pupil], turn: Turn) -> Card:
    staff, form = staff_of(turn), draft.form
    exposed: list[Pupil | None] = [p for p in pupils if p.id in form.exposed]
    routes = [route(form, about(turn, form, p), turn.actor.id, staff, turn.plan.routing) for p in exposed or [None]]
    told = [told for routed in routes for told in routed.tell]
    suspicion = suspicion_of(form, staff, turn.plan.routing) or Suspicion.NONE
    return review_page(draft, turn.plan, pupils, told, suspicion, turn.tx.people.name(form.suspect))


def _go(draft: Draft, to: Go, turn: Turn) -> Show:
    """Keep the page, and show the one the button leads to; a page that lacks something is shown again."""
    match to:
        case Go.PUT_AWAY:
            return Show(cards.put_away(turn.tx.drafts.save(draft)))
        case Go.UNKNOWN:
            form = draft.form.model_copy(update={"unknown_pupil": True, "pupils": (), "roles": {}})
            return _to(draft.model_copy(update={"form": form}), Page.FACTS, turn)
        case Go.REVIEW:
            if lacks := lacking(draft.form):
                return _to(draft, Page.FACTS, turn, Filled(errors={each.field: str(each) for each in lacks}))
            named = draft.form.suspect_asked and draft.page is Page.MORE
            ask = draft.form.suspicion is Suspicion.EMPLOYEE and not named
            return _to(draft, Page.SUSPECT if ask else Page.REVIEW, turn)
        case _:
            return _to(draft, Page(to.value), turn)


def _to(draft: Draft, page: Page, turn: Turn, filled: Filled = NOTHING) -> Show:
    saved = turn.tx.drafts.save(draft.model_copy(update={"page": page}))
    return Show(page_card(saved, turn, filled))


def _with_facts(action: FactsPage, form: AlertForm, turn: Turn) -> AlertForm:
    shown = tuple(turn.tx.pupils.of_group(form.group)) if form.group else ()
    form = choose_pupils(form, shown, tuple(PupilId(p) for p in action.pupils))
    changed: dict[str, object] = {} if action.suspicion is form.suspicion else {"suspect": None, "suspect_asked": False}
    return form.model_copy(
        update={
            "kinds": chosen("kinds", turn.plan.pick_lists.kinds, action.kinds),
            "facts": action.facts,
            "suspicion": action.suspicion,
        }
        | changed
    )


def _with_more(action: MorePage, form: AlertForm, turn: Turn) -> AlertForm:
    lists = turn.plan.pick_lists
    for name in ("source", "place", "pupil_told", "guardians_told"):
        options = {"source": "sources", "place": "places"}.get(name, name)
        chosen(name, getattr(lists, options), tuple(filter(None, [getattr(action, name)])))
    return form.model_copy(
        update={
            "roles": _roles(action, form),
            "source": action.source,
            "place": action.place,
            "occurred_at": moment(turn, action.occurred_on, action.occurred_time),
            "immediate_actions": chosen("immediate_actions", lists.immediate_actions, action.immediate_actions),
            "physical_intervention": action.physical_intervention,
            "serious": action.serious,
            "pupil_told": action.pupil_told,
            "guardians_told": action.guardians_told,
            "care_concern": action.care_concern,
            "on_behalf_of": action.on_behalf_of or None,
        }
    )


def _roles(action: MorePage, form: AlertForm) -> dict[PupilId, PupilRole]:
    roles: dict[PupilId, PupilRole] = {}
    asked = {
        "violators": PupilRole.VIOLATOR,
        "witnesses": PupilRole.WITNESS,
        "unsure": PupilRole.UNSURE,
    }
    for name, role in asked.items():
        for pupil in getattr(action, name):
            if pupil not in form.pupils or pupil in roles:
                raise Invalid(name, "Velg hver elev høyst én gang.")
            roles[PupilId(pupil)] = role
    return roles
