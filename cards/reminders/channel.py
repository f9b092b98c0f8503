"""What a channel receives: said in the channel, chosen by a leader. Nothing of a case is ever said there (law 1)."""

from collections.abc import Sequence
from typing import Annotated

from cards.case.actions import ShowUnreachable
from cards.kit.elements import Card, card, heading, points, said, text
from cards.kit.forms import NOTHING, Action, Ask, Filled
from domain.people.permissions import Permission
from domain.reminders.channel import Channel, label, short_label
from domain.text.answered import Several
from domain.text.messages import _, n_


class ChooseForChannel(Action, verb="channel.choose", requires=Permission.BIND_CHANNEL, in_channel=True):
    pass


class BindChannel(Action, verb="channel.bind", requires=Permission.BIND_CHANNEL, in_channel=True):
    receives: Annotated[Several, Ask("Hva skal kanalen få?")] = ()


def channel_card(channel: Channel | None, unserved: Sequence[str], note: str = "") -> Card:
    """What the channel receives, and what no channel of the school has asked for."""
    receives = [label(one) for one in sorted(channel.receives)] if channel else []
    missing = ", ".join(short_label(one) for one in unserved)
    lacking = _("Ingen kanal får dette ennå: {purposes}.", purposes=missing)
    return card(
        heading(_("Hva kanalen får fra Skolemiljø")),
        said(f"✓ {note}") if note else None,
        points(receives) if receives else text(_("Kanalen får ingenting ennå. En leder kan velge.")),
        text(lacking, subtle=True, small=True) if missing else None,
        text(_("Jeg skriver aldri om elever her, bare oppgaver, datoer og saksnumre."), subtle=True, small=True),
        actions=[ChooseForChannel.button(_("Velg hva kanalen får"))],
    )


def channels_lost(number: int) -> Card:
    """To leaders, in their own chats."""
    falls = _("Det som skulle dit, går til kanalen som får årshjulet. Evalueringer går bare dit dere har valgt.")
    return card(
        heading(n_("{count} kanal kan ikke nås", "{count} kanaler kan ikke nås", number)),
        text(falls),
        text(_("Skriv «kanal» i en kanal for å velge på nytt."), subtle=True),
        actions=[ShowUnreachable.button(_("Vis hvilken"))],
    )


def choose_form(channel: Channel | None, offered: Sequence[str], filled: Filled = NOTHING) -> Card:
    """All the purposes, those it has now ticked. None ticked takes the channel out again."""
    now = ",".join(sorted(channel.receives)) if channel else ""
    return card(
        heading(_("Velg hva kanalen får")),
        text(_("Årshjuloppgaver og dager for evaluering. Fjern alle hakene for å slutte å skrive hit."), subtle=True),
        BindChannel.inputs(
            Filled({"receives": now, **filled.values}, filled.errors),
            choices={"receives": [(one, label(one)) for one in offered]},
        ),
        actions=[BindChannel.button(_("Lagre"), style="positive")],
    )
