"""An alert as cards: the page someone is on, the receipt, and the reporter's own view of what was sent."""

from collections.abc import Sequence

from bot.router import Show
from cards.alert import own_alert, pages, receipt
from cards.alert.roles import roles_page
from cards.kit.again import at_top
from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Filled
from cards.kit.wording import listing, moment, person_choices
from domain.alert.alert import Alert, Draft, Go, Page, Suspicion, lacking
from domain.alert.roles import unanswered
from domain.alert.routing import suspicion_of
from domain.case.deadlines import care_report_due
from domain.ids import new_id
from domain.message import AlertSubject, MessageKind
from domain.people.person import Pupil, Role
from domain.text.messages import _
from services.alert.add_to_alert import additions, may_be_added_to
from services.alert.own_alert import misregistered, named_in_alert, received, still_unknown
from services.alert.report_care import care_answers
from services.alert.send_alert import exposed_in, routes_of
from services.case.identify_pupil import to_identify
from services.people.guard_names import advice_before_sending
from services.people.staff import groups, may_be_named, own_groups, pupils_of, staff_of
from services.turn import Turn


def show_alert(
    found: Draft | Alert, turn: Turn, to: Go | None = None, was: Page = Page.FACTS, filled: Filled = NOTHING
) -> Show:
    """The page where the person is, or the receipt of what has been sent.

    `to` is where a button led: when it leads no further than the page it `was` on, or to the facts, for want of an
    answer, the page says what is missing.
    """
    if isinstance(found, Alert):
        return show_receipt(found, turn)
    if to is Go.PUT_AWAY:
        return Show(pages.put_away(found))
    if to in {Go.REVIEW, Go.MORE} and found.page in {Page.FACTS, was}:
        lacks = unanswered(found.form) if found.page is Page.ROLES else lacking(found.form)
        filled = Filled(errors={each.field: str(each) for each in lacks})
        return Show(at_top(page_card(found, turn, filled), filled))
    return Show(page_card(found, turn, filled))


def show_receipt(alert: Alert, turn: Turn) -> Show:
    """The same receipt, however often it is asked for; the message in the chat becomes it too."""
    return Show(
        receipt.receipt(alert, turn.school_plan),
        settles=(MessageKind.ALERT_RECEIPT, AlertSubject(alert_id=alert.id)),
    )


def page_card(draft: Draft, turn: Turn, filled: Filled = NOTHING) -> Card:
    """The page where the person was."""
    pupils = turn.tx.pupils.some(draft.form.pupils)
    match draft.page:
        case Page.CLASS:
            return pages.class_page(draft, groups(turn), filled)
        case Page.SUSPECT:
            return pages.suspect_page(draft, turn.school_plan, may_be_named(turn), filled)
        case Page.ROLES:
            return roles_page(draft, turn.school_plan, pupils, filled)
        case Page.MORE:
            return pages.more_page(draft, turn.school_plan, pupils, turn.now, filled)
        case Page.REVIEW:
            return _review(draft, pupils, turn)
        case _:
            shown = pupils_of(turn, draft.form.group)
            also = [pupil for pupil in pupils if pupil not in shown]
            return pages.facts_page(draft, turn.school_plan, shown, also, own_groups(turn), filled)


def _review(draft: Draft, pupils: Sequence[Pupil], turn: Turn) -> Card:
    staff, form = staff_of(turn), draft.form
    told = [told for routed in routes_of(form, exposed_in(form, turn), staff, turn) for told in routed.tell]
    suspicion = suspicion_of(form, staff, turn.school_plan.routing) or Suspicion.NONE
    suspect, advice = turn.tx.people.name(form.suspect), advice_before_sending(form.facts, form.pupils, turn)
    return receipt.review_page(draft, turn.school_plan, pupils, told, suspicion, suspect, advice)


def own_alert_card(alert: Alert, turn: Turn, filled: Filled = NOTHING) -> Card:
    """What was sent, and what has become known of it since."""
    taken = [
        _("Varselet i sak {reference} er tatt imot {moment}.", reference=reference, moment=moment(at))
        for reference, at in received(alert, turn)
    ]
    taken += [
        _("Sak {reference} er avsluttet som feilregistrert {moment}.", reference=reference, moment=moment(at))
        for reference, at in misregistered(alert, turn)
    ]
    pupils = turn.tx.pupils.some(alert.form.pupils)
    suspect = listing(turn.tx.people.name(person) for person in named_in_alert(alert, turn))
    closed = not may_be_added_to(alert, turn)
    by = next((due for _alert, _case, due in to_identify([alert], turn.tx)), None)
    since = own_alert.Since(
        additions=additions(alert, turn),
        received=taken,
        closed=closed,
        unknown=still_unknown(alert, turn),
        identify_by=by,
        care=care_answers(alert.id, turn.tx),
        care_by=care_report_due(alert.sent_at, turn.school_plan),
    )
    return own_alert.own_alert(alert, turn.school_plan, pupils, suspect, since, new_id(), filled)


def identify_card(alert: Alert, group: str, turn: Turn, filled: Filled = NOTHING) -> Card:
    """The classes and bases, or the pupils of the one chosen."""
    if group:
        return own_alert.identify_card(alert, (), group=group, pupils=pupils_of(turn, group), filled=filled)
    return own_alert.identify_card(alert, groups(turn), filled=filled)


def name_card(alert: Alert, naming_id: str, turn: Turn, filled: Filled = NOTHING) -> Card:
    others = (person for person in may_be_named(turn) if not person.has(Role.SCHOOL_OWNER))
    people = person_choices(others, filled.values.get("suspect", ""))
    taken = bool(received(alert, turn))
    return own_alert.name_card(alert, turn.school_plan, people, naming_id or new_id(), taken=taken, filled=filled)
