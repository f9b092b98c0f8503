"""Who a turn is by: the person at each school where they work, and where they are reached."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.teams.incoming import Incoming, Kind
from domain.access.substitute import at_the_gate
from domain.errors import NotFound, Refused
from domain.ids import SchoolId
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_
from domain.text.moments import reading_on
from domain.translation.plan_in_language import in_language, speak_as
from services.people.meet import meet
from services.reminders.bind_channel import bound_here
from services.turn import Turn
from storage.people.channels import Place
from storage.people.references import Reference
from storage.unit_of_work import Tx, Unit

UNKNOWN = N_("Jeg finner deg ikke i skolens liste over ansatte. Si fra til rektor.")
UNREADABLE = N_("Det som er lagret om deg eller skolen, kan ikke leses. Si fra til drift. Haster det, si fra muntlig.")


class Stranger(NotFound):
    """Someone who is on no school's list, or not on that one."""


class Senders:
    """`forgetful`: clients lose what they showed when they are loaded again, and tell then of an install anew."""

    def __init__(
        self,
        school_plans: Mapping[SchoolId, SchoolPlan],
        clock: Callable[[], datetime],
        public_url: str,
        *,
        forgetful: bool = False,
    ) -> None:
        self.school_plans = school_plans
        self.clock = clock
        self._public_url = public_url
        self._forgetful = forgetful

    def turns(self, incoming: Incoming, unit: Unit, school: object = None) -> list[Turn]:
        """A turn for each school the person works at, or for that one. Raises `Refused` when nothing of them can be
        read, and to a substitute whose access is over.
        """
        turns, over, now = [], Refused(UNREADABLE), self.clock()
        theirs = unit.identities(incoming.user_object_id or "")
        reading_on(oslo_date(now))
        served = [one for one in theirs if one[1] in self.school_plans and school in (None, one[1])]
        for person_id, school_id, version in served:
            with unit.failures.alone("person", person=person_id, school=school_id):
                tx = unit.school(school_id, version)
                actor = tx.people.of_account(person_id, incoming.user_object_id or "")
                try:
                    turns.append(self._turn(at_the_gate(actor, now), now, tx, incoming))
                except Refused as refused:
                    over = refused
        if served and not turns:
            raise over
        if turns:
            speak_as(turns[0].school_plan)
        return turns

    def _turn(self, actor: Person, now: datetime, tx: Tx, incoming: Incoming) -> Turn:
        plan, held = self.school_plans[tx.school_id], incoming.held
        plan = in_language(plan, actor.language or incoming.language)
        return Turn(actor, now, plan, tx, self._public_url, held=held, bot_id=incoming.bot_id)

    def turn(self, incoming: Incoming, unit: Unit, school: object) -> Turn:
        """Of someone who pressed a button of that school, in a channel or not. Raises `Stranger` and `Refused`."""
        found = self.turns(incoming, unit, school)
        if not found:
            raise Stranger(UNKNOWN)
        place = place_of(incoming)
        return self._in_channel(found[0], place) if place else found[0]

    def _in_channel(self, turn: Turn, place: Place) -> Turn:
        """Where all read it: in the school's language."""
        there = replace(turn, place=place, school_plan=self.school_plans[turn.tx.school_id])
        speak_as(there.school_plan)
        return there

    def readable(self, incoming: Incoming, unit: Unit) -> list[Turn]:
        """As `turns`; none when nothing of the person can be read."""
        try:
            return self.turns(incoming, unit)
        except Refused:
            return []

    def in_channel(self, incoming: Incoming, unit: Unit, known: list[Turn] | None = None) -> list[Turn]:
        """At the school the channel receives something from, if it is one, or else at each where the person works (who
        may be `known` already).

        None for someone we do not know or cannot read, for a substitute, and outside of channels.
        """
        found, place = self.readable(incoming, unit) if known is None else known, place_of(incoming)
        here = [self._in_channel(turn, place) for turn in found if not turn.actor.until] if place else []
        served = [turn for turn in here if (bound := bound_here(turn)) and bound.receives]
        chosen = served if len(served) == 1 else here
        if chosen:
            speak_as(chosen[0].school_plan)
        return chosen

    def to_greet(self, incoming: Incoming, unit: Unit) -> bool:
        """Whether the person of an install is welcomed: once. Teams tells of it in two ways, and again: who is known
        here already has been. A client that forgets tells of each load once as installed.
        """
        news = self.learn(incoming, unit)
        return incoming.kind is Kind.INSTALLED if self._forgetful else news

    def learn(self, incoming: Incoming, unit: Unit) -> bool:
        """Where the person can be reached; whether it was news."""
        if not (incoming.user_id and incoming.user_object_id):
            return False
        row = self.reference(incoming, incoming.user_object_id, incoming.user_id, incoming.conversation_id)
        return meet([row], unit)

    def reference(self, incoming: Incoming, person: str, user_id: str, conversation: str | None = None) -> Reference:
        """Where someone was seen now: without a conversation when only a roster was read."""
        return Reference(
            entra_object_id=person,
            service_url=incoming.service_url,
            tenant_id=incoming.tenant_id,
            bot_id=incoming.bot_id,
            user_id=user_id,
            conversation_id=conversation,
            language=incoming.language if person == incoming.user_object_id else "",
            seen_at=self.clock(),
        )


def place_of(incoming: Incoming) -> Place | None:
    """The channel it came from; None for a person's own chat or a group's, or when only the person sees the answer."""
    return whole_of(incoming) if incoming.conversation_type == "channel" and incoming.held is None else None


def whole_of(incoming: Incoming) -> Place:
    """The channel or team, of a thread in it too."""
    team, name = incoming.team_id or "", incoming.channel_name
    return Place(channel_of(incoming), incoming.service_url, incoming.tenant_id, incoming.bot_id, team, name)


def channel_of(incoming: Incoming) -> str:
    """Of a thread «19:…;messageid=…» the channel."""
    return incoming.conversation_id.partition(";")[0]


def team_of(incoming: Incoming) -> str:
    """The team, when it is told in its first channel, whose id is the team's; else it is that channel alone."""
    return channel_of(incoming) if channel_of(incoming) == incoming.team_id else ""
