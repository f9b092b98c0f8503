"""What is posted in channels: the årshjul, evaluations, the weekly review; of a case its number and a neutral name.

And what leaders are told of a channel that cannot be reached.
"""

from cards.kit.elements import Card
from cards.reminders.channel import channels_lost
from cards.reminders.posts import evaluation_post, meeting_post
from cards.reminders.year_post import post_card
from domain.errors import NotFound
from domain.message import EvaluationSubject, ListSubject, LostSubject, MessageKind
from domain.oslo import oslo_date
from domain.reminders.channel import grades_of
from domain.school_plan.procedure import Does
from domain.text.messages import N_, _
from domain.year.posts import Covered, called_on, in_post
from scheduler.messages.registry import Sending, message
from services.lists.meeting_lists import listed
from services.steps.case_progress import progress_of_all
from services.year.year_posts import states


@message(MessageKind.YEAR_POST, summary=N_("Årshjulet: oppgaver."))
def year(covered: Covered, sending: Sending) -> Card | None:
    """Not sent when everything in it is done; a post that stands says so."""
    people = sending.tx.people.active()
    post = in_post(states(sending.tx, sending.school_plan), covered, grades_of(people))
    if not (post.waits or sending.stands):
        return None
    away = sending.tx.absences.on(oslo_date(sending.now))
    called = called_on(post, covered.until, people, {one.person: one.stand_in for one in away.values()})
    return post_card(post, covered, oslo_date(sending.now), called=called)


@message(MessageKind.CHANNELS_GONE, summary=N_("En kanal kan ikke nås."))
def channels_gone(subject: LostSubject, sending: Sending) -> Card | None:
    """To a leader, unless they are reached again by now."""
    lost = sum(one.dead_since == subject.since for one in sending.tx.channels.every_one() if one.receives)
    return channels_lost(lost) if lost else None


@message(MessageKind.EVALUATION_POST, summary=N_("En dag for evaluering."))
def evaluation(subject: EvaluationSubject, sending: Sending) -> Card | None:
    """Not sent when it is done, put off or the case is closed; a post that stands says so."""
    try:
        case = sending.tx.cases.unguarded(subject.case_id)
    except NotFound:
        return None
    step = progress_of_all([case], sending.tx, sending.school_plan)[case.id].that(Does.EVALUATE)
    waits = case.open and step is not None and step.due is not None and step.due <= subject.day
    if not case.may_be_spoken_of or not (waits or sending.stands):
        return None
    notice = step.rule.notice if step else _("Evaluering")
    today = oslo_date(sending.now)
    return evaluation_post(case.reference, notice, subject.day, today, settled=not waits, bot_id=sending.bot_id)


@message(MessageKind.REVIEW_POST, summary=N_("Ukens gjennomgang."))
def meeting(subject: ListSubject, sending: Sending) -> Card | None:
    """By number, on the day of the meeting, when there are any; the rest is for those who are on the cases."""
    today = oslo_date(sending.now)
    if subject.day != today:
        return None
    found = listed(subject.lists, sending.tx, sending.school_plan, today, aks=subject.aks)
    return meeting_post(subject, [case.reference for case, _now in found], sending.bot_id) if found else None
