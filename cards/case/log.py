"""A log on a pupil without a case (tidslogg, L463); it becomes part of a case opened later."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cards.case.actions import LogGroup, LogPupil, SayWord, StartLog
from cards.case.forms import at_now
from cards.kit import wording as words
from cards.kit.elements import Card, Choices, card, heading, said, subheading, text
from cards.kit.forms import NOTHING, Filled
from domain.people.person import Pupil
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _

ELSEWHERE = ("watching", "intervening", "pupil_talks")
"""What the school's plan says is written in a platform of its own."""


def start(*, alerts: bool) -> Card:
    """What «logg» is answered with: no content, one button; and for who sends `alerts` the way to one."""
    return card(
        heading(_("Ny logg")),
        text(_("Skriv det du har sett eller snakket med en elev om. Er du bekymret, skal du varsle i stedet."))
        if alerts
        else text(_("Skriv det du har sett eller snakket med en elev om.")),
        actions=[
            StartLog.button(_("Skriv logg"), style="positive"),
            SayWord.button(_("Varsle rektor"), word="varsle") if alerts else None,
        ],
    )


def group_form(groups: Sequence[str], own: str | None, filled: Filled = NOTHING) -> Card:
    values = {"group": own or "", **filled.values}
    choices = {"group": [(group, group) for group in groups]}
    return card(
        heading(_("Hvilken klasse eller base?")),
        LogGroup.inputs(Filled(values, filled.errors), choices=choices),
        actions=[LogGroup.button(_("Vis elevene"), style="positive")],
    )


def pupil_form(
    group: str,
    pupils: Sequence[Pupil],
    school_plan: SchoolPlan,
    entry_id: str,
    now: datetime,
    *,
    corrects: str | None = None,
    filled: Filled = NOTHING,
) -> Card:
    choices: dict[str, Choices] = {
        "pupil": words.choices_of_group(group, pupils),
        "type": words.choices(school_plan.pick_lists.log_types),
    }
    ids: dict[str, Any] = {"group": group, "entry_id": entry_id} | ({"corrects": corrects} if corrects else {})
    return card(
        heading(_("Rett logg") if corrects else _("Ny logg")),
        subheading(group),
        text(_("En logg endres aldri. Rettelsen står ved siden av den gamle."), subtle=True) if corrects else None,
        text(school_plan.alert.facts_guidance, subtle=True, small=True),
        [said(line, subtle=True, small=True) for line in school_plan.platforms.told(*ELSEWHERE)],
        LogPupil.inputs(at_now(now, filled), choices=choices),
        actions=[
            LogPupil.button(_("Lagre"), style="positive", **ids),
            StartLog.button(_("Annen klasse")),
        ],
    )
