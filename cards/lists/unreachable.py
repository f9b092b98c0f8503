"""Whom the bot cannot reach, and what did not arrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cards.case.actions import ShowUnreachable
from cards.kit import wording as words
from cards.kit.elements import Card, buttons, card, heading, said, subheading, text
from cards.kit.pages import PER_PAGE, page_of, paged
from domain.people.person import Person
from domain.text.messages import _, n_


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that did not arrive: what its notification would have said, to whom, and when it was given up."""

    summary: str
    whom: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Away:
    """Someone who is away, to and with that Oslo day."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class LostChannel:
    """A channel that cannot be reached, what it is for, and since when."""

    name: str
    purposes: str
    since: datetime


def unreachable_count(number: int, away: int = 0, gone: int = 0) -> Card:
    """What «ikke nåbare» is answered with: how many, and «Vis»."""
    if not number and not away and not gone:
        return unreachable_card([], 1)
    channels = n_("**{count} kanal** kan ikke nås.", "**{count} kanaler** kan ikke nås.", gone)
    unreached = n_("Jeg når ikke **{count} person**.", "Jeg når ikke **{count} personer**.", number)
    absent = n_("**{count} person** er borte.", "**{count} personer** er borte.", away)
    return card(
        heading(_("Ansatte jeg ikke når")),
        text(unreached) if number else None,
        text(absent) if away else None,
        text(channels) if gone else None,
        actions=[ShowUnreachable.button(_("Vis"))],
    )


def unreachable_card(
    people: Sequence[Person],
    page: int,
    lost: Sequence[Undelivered] = (),
    away: Sequence[Away] = (),
    gone: Sequence[LostChannel] = (),
) -> Card:
    """Staff the bot cannot write to: they have never talked with it, or have removed it; channels that cannot be
    reached, what did not arrive, and who is away.
    """
    if not people:
        nobody = text(_("Jeg når alle ansatte. Ingen mangler."))
        return card(heading(_("Ansatte jeg ikke når")), nobody, _gone(gone), _away(away), _lost(lost))
    part, page, pages = page_of(people, page)
    number = n_("{count} person", "{count} personer", len(people))
    return card(
        heading(_("Ansatte jeg ikke når")),
        text(_("Disse får ikke varsler fra meg. Be dem skrive «hei» til Skolemiljø i Teams.")),
        subheading(paged(number, page, pages)),
        [said(f"{person.name} ({person.role_label})") for person in part],
        _gone(gone),
        _away(away),
        _lost(lost),
        buttons(
            ShowUnreachable.button(_("Forrige"), page=str(page - 1)) if page > 1 else None,
            ShowUnreachable.button(_("Neste"), page=str(page + 1)) if page < pages else None,
        ),
    )


def _away(away: Sequence[Away]) -> list[Card]:
    """Their reminders go to others."""
    if not away:
        return []
    lines = [_("{name} til og med {day}", name=one.name, day=words.day(one.until)) for one in away]
    return [subheading(_("Borte")), *map(said, lines[:PER_PAGE])]


def _gone(gone: Sequence[LostChannel]) -> list[Card]:
    """What they were for goes to others, or to nobody."""
    if not gone:
        return []
    told = _("Det som skulle dit, går til kanalen som får årshjulet. Evalueringer går bare dit dere har valgt.")
    return [subheading(_("Kanaler som ikke kan nås")), text(told), *(said(_gone_line(one)) for one in gone[:PER_PAGE])]


def _gone_line(one: LostChannel) -> str:
    since = words.moment(one.since)
    return _("{channel} ({purposes}), siden {moment}", channel=one.name, purposes=one.purposes, moment=since)


def _lost(lost: Sequence[Undelivered]) -> list[Card]:
    """Messages that did not arrive lately: someone must say it in person."""
    if not lost:
        return []
    more, lines = len(lost) - PER_PAGE, [said(_lost_line(one)) for one in lost[:PER_PAGE]]
    if more > 0:
        lines.append(text(n_("… og {count} til.", "… og {count} til.", more), subtle=True))
    return [subheading(_("Kom ikke fram de siste to ukene")), *lines]


def _lost_line(one: Undelivered) -> str:
    at = words.moment(one.at)
    return _("{moment} til {whom}: {summary}", moment=at, whom=one.whom, summary=one.summary)
