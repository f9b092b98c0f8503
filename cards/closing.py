"""Closing a case, mapping again, and opening it anew."""

from collections.abc import Sequence
from typing import Any

from cards import words
from cards.actions import CaseForm, OpenForm
from cards.elements import Card, Choices, buttons, card, heading, problem, said, subheading, text
from cards.forms import NOTHING, Filled
from cards.names import asks
from cards.step_actions import CloseCase, MapAgain, OwnCase, OwnCaseFor, ReopenCase
from cards.steps import back, others
from domain.case import Case
from domain.evaluation import SAFE_LABELS, SAFE_QUESTION, Evaluation
from domain.people import Pupil
from domain.progress import Step

SAFE: Choices = [("ja", "Ja, eleven sier det selv"), ("nei", "Nei, eller ikke helt")]


def close_form(
    case: Case, step: Step, undone: Sequence[Step], last: Evaluation | None, record_id: str, filled: Filled = NOTHING
) -> Card:
    """With what should have been done and has not: it is written down, and the reason should say why.

    `last`: what the pupil said in the last evaluation, when there was one.
    """
    ids: dict[str, Any] = {"case_id": case.id, "step": step.plan.id}
    return card(
        heading(step.plan.title),
        text(step.plan.text),
        [problem(f"Ikke gjort: {', '.join(one.plan.title for one in undone)}. Skriv hvorfor, eller gjør det først.")]
        if undone
        else None,
        _said_last(last) if last else None,
        CloseCase.inputs(filled, choices={"safe_now": SAFE}, asked=asks(CloseCase, filled)),
        buttons(CloseCase.button("Avslutt saken", style="positive", record_id=record_id, **ids)),
        subheading("Eller"),
        buttons(OpenForm.button("Ny kartlegging", form=CaseForm.MAP_AGAIN, **ids)),
        others(case, step),
        actions=[back(case)],
    )


def _said_last(last: Evaluation) -> list[Card]:
    """What the pupil said then; a «no» stands out."""
    answer = "" if last.safe_now is None else f"{SAFE_QUESTION} {SAFE_LABELS[last.safe_now]}. "
    show = problem if last.safe_now is False else said
    return [show(f"I evalueringen {words.day(last.on)}: {answer}«{last.pupil_words}»")]


def map_again_form(case: Case, step: Step, record_id: str, filled: Filled = NOTHING) -> Card:
    ids: dict[str, Any] = {"case_id": case.id, "step": step.plan.id, "record_id": record_id}
    return card(
        heading(f"Ny kartlegging i sak {case.reference}"),
        text("Kartleggingen og det som følger etter den, gjøres på nytt. Alt som er gjort, står i historien."),
        MapAgain.inputs(filled),
        actions=[MapAgain.button("Kartlegg på nytt", style="positive", **ids), back(case)],
    )


def reopen_form(case: Case, record_id: str, filled: Filled = NOTHING) -> Card:
    return card(
        heading(f"Åpne sak {case.reference} igjen"),
        ReopenCase.inputs(filled),
        actions=[ReopenCase.button("Åpne saken", style="positive", case_id=case.id, record_id=record_id), back(case)],
    )


def own_case_group(case: Case, step: Step, groups: Sequence[str], filled: Filled = NOTHING) -> Card:
    ids: dict[str, Any] = {"case_id": case.id, "step": step.plan.id}
    return card(
        heading(step.plan.title),
        text(step.plan.text),
        OwnCase.inputs(filled, choices={"group": [(group, group) for group in groups]}),
        buttons(OwnCase.button("Vis elevene", style="positive", **ids)),
        others(case, step),
        actions=[back(case)],
    )


def own_case_pupil(
    case: Case, step_id: str, group: str, pupils: Sequence[Pupil], record_id: str, filled: Filled = NOTHING
) -> Card:
    ids: dict[str, Any] = {"case_id": case.id, "step": step_id, "group": group, "record_id": record_id}
    return card(
        heading(f"Hvem i {group}?"),
        text("Eleven får en egen sak og en egen plan. De to sakene viser til hverandre."),
        OwnCaseFor.inputs(filled, choices={"pupil": words.pupil_choices(pupils)}),
        actions=[
            OwnCaseFor.button("Åpne sak", style="positive", **ids),
            back(case),
        ],
    )
