"""A channel that cannot be reached: the leaders hear of it, and what it was to get goes where it falls to."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from domain.ids import SchoolId
from domain.message import LostSubject, MessageKind
from domain.people.permissions import Permission, may
from domain.reminders.channel import Channel, gets
from domain.reminders.hours import may_go_from
from domain.school_plan.school_plan import SchoolPlan
from domain.year.posts import Covered
from services.reminders.bind_channel import tell_what_is_open
from services.year.year_posts import post_to
from storage.unit_of_work import Tx, Unit

LATELY = timedelta(days=3)
"""For so long it is looked for what a channel did not get."""


def see_to_lost_channels(tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """Each once, however often this is done."""
    since = now - LATELY
    lost = {
        one.id: one for one in tx.channels.every_one() if one.receives and one.dead_since and one.dead_since > since
    }
    if not lost:
        return
    _tell_leaders(lost.values(), tx, school_plan, now)
    for post in tx.outbox.lost(since):
        if post.channel in lost and isinstance(post.subject, Covered):
            _post_elsewhere(post.subject, lost[post.channel], tx, school_plan, now)


def come_back(
    conversation_id: str, team_id: str, unit: Unit, school_plans: Mapping[SchoolId, SchoolPlan], now: datetime
) -> None:
    """The bot is in the channel, or the team, again: each of its channels gets what stands open."""
    for school_id, channel_id in unit.places.back(conversation_id, team_id):
        if school_id in school_plans:
            tx = unit.school(school_id)
            channel = next(one for one in tx.channels.every_one() if one.id == channel_id)
            tell_what_is_open(channel, tx, school_plans[school_id], now)


def _tell_leaders(lost: Iterable[Channel], tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    leaders = [person.id for person in tx.people.active() if may(person, Permission.BIND_CHANNEL)]
    due = may_go_from(now, now, school_plan)
    for since in {one.dead_since for one in lost if one.dead_since}:
        tx.outbox.put_all(MessageKind.CHANNELS_GONE, LostSubject(since=since), leaders, now, due=due)


def _post_elsewhere(covered: Covered, lost: Channel, tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """In the channels that are told of it because this one is not there."""
    channels = tx.channels.all()
    for channel in channels:
        before = gets([*channels, lost], channel)
        if more := tuple(one for one in gets(channels, channel) if one not in before):
            post_to(channel, replace(covered, part=1, gets=before, instead_of=more), tx, school_plan, now)
