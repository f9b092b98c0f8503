"""A log on a pupil without a case (tidslogg, L463); it becomes part of a case opened later."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cards import words
from cards.actions import LogGroup, LogPupil, SayWord, StartLog
from cards.case_forms import at_now
from cards.elements import Card, Choices, card, heading, said, text
from cards.forms import NOTHING, Filled
from domain.log import LogEntry
from domain.people import Pupil
from domain.plan import Plan


def start() -> Card:
    """What «logg» is answered with: no content, one button."""
    return card(
        heading("Ny logg"),
        text("Skriv det du har sett eller snakket med en elev om. Er du bekymret, skal du varsle i stedet."),
        actions=[StartLog.button("Skriv logg", style="positive"), SayWord.button("Varsle rektor", word="varsle")],
    )


def group_form(groups: Sequence[str], own: str | None, filled: Filled = NOTHING) -> Card:
    values = {"group": own or "", **filled.values}
    choices = {"group": [(group, group) for group in groups]}
    return card(
        heading("Hvilken klasse eller base?"),
        LogGroup.inputs(Filled(values, filled.errors), choices=choices),
        actions=[LogGroup.button("Vis elevene", style="positive")],
    )


def pupil_form(
    group: str,
    pupils: Sequence[Pupil],
    plan: Plan,
    entry_id: str,
    now: datetime,
    *,
    corrects: str | None = None,
    filled: Filled = NOTHING,
) -> Card:
    choices: dict[str, Choices] = {
        "pupil": [(pupil.id, pupil.name) for pupil in pupils],
        "type": words.choices(plan.pick_lists.log_types),
    }
    ids: dict[str, Any] = {"group": group, "entry_id": entry_id} | ({"corrects": corrects} if corrects else {})
    return card(
        heading(f"{'Rett' if corrects else 'Ny'} logg, {group}"),
        text("En logg endres aldri. Rettelsen står ved siden av den gamle.", subtle=True) if corrects else None,
        text(plan.alert.facts_guidance, subtle=True, small=True),
        LogPupil.inputs(at_now(now, filled), choices=choices),
        actions=[
            LogPupil.button("Lagre", style="positive", **ids),
            StartLog.button("Annen klasse"),
        ],
    )


def saved(entry: LogEntry, pupil: Pupil, plan: Plan) -> Card:
    return card(
        heading("Loggen er lagret"),
        said(f"{plan.pick_lists.label('log_types', entry.type)} · {pupil.name} · {words.moment(entry.occurred_at)}"),
        text("Bare du ser den, så lenge eleven ikke har noen sak. Får eleven en sak, blir loggen med i den."),
        actions=[
            StartLog.button("Ny logg"),
            SayWord.button("Varsle rektor", word="varsle"),
            SayWord.button("Mine", word="mine"),
        ],
    )
