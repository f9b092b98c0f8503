"""Closing a case, mapping again, and opening it anew."""

from collections.abc import Sequence
from typing import Any

from cards.kit import wording as words
from cards.kit.elements import Card, box, buttons, card, flat, heading, points, problem, said, subheading, text
from cards.kit.fields import asks
from cards.kit.forms import NOTHING, Filled
from cards.steps.actions import CloseCase, MapAgain, OwnCase, OwnCaseFor, OwnCaseNamed, ReopenCase
from cards.steps.form import others
from cards.steps.steps import back
from domain.activity_plan.evaluation import SAFE_QUESTION, Evaluation
from domain.case.case import Case
from domain.people.person import Pupil
from domain.steps.progress import Step
from domain.text.messages import N_, Labels, _, quoted, worded

SAFE = Labels({"ja": N_("Ja, eleven sier det selv"), "nei": N_("Nei, eller ikke helt")})


def close_form(
    case: Case, step: Step, undone: Sequence[Step], last: Evaluation | None, record_id: str, filled: Filled = NOTHING
) -> Card:
    """With what should have been done and has not: it is written down, and the reason should say why.

    `last`: what the pupil said in the last evaluation, when there was one.
    """
    ids: dict[str, Any] = {"case_id": case.id, "step": step.rule.id}
    return card(
        heading(step.rule.title),
        text(step.rule.text),
        _not_done(undone),
        _said_last(last) if last else None,
        text(_("Svarer eleven nei, blir svaret lagret, og dere undersøker på nytt."), subtle=True),
        text(_("Den som varslet, og de som er med, får vite at saken er avsluttet, ikke hvorfor."), subtle=True),
        CloseCase.inputs(filled, choices={"safe_now": [*SAFE.items()]}, asked=asks(CloseCase, filled)),
        buttons(CloseCase.button(_("Avslutt saken"), style="positive", record_id=record_id, **ids)),
        subheading(_("Andre valg")),
        others(case, step),
        actions=[back(case)],
    )


def _not_done(undone: Sequence[Step]) -> list[Card]:
    """What must be done first, and apart from it what can be left with a reason."""
    must = points([step.rule.title for step in undone if step.rule.before_closing])
    rest = points([step.rule.title for step in undone if not step.rule.before_closing])
    return flat(
        [problem(_("Må gjøres før saken kan avsluttes:")), must] if must else None,
        [problem(_("Ikke gjort. Skriv hvorfor, eller gjør det først:")), rest] if rest else None,
    )


def _said_last(last: Evaluation) -> list[Card]:
    """What the pupil said then; a «no» stands out."""
    told = quoted(last.pupil_words) if last.pupil_words else ""
    if answer := last.safe_in_words:
        told = f"{worded(SAFE_QUESTION)} {answer.rstrip('.')}. {told}".strip()
    show = said if last.safe_now else problem
    return [show(_("I evalueringen {day}: {said}", day=words.day(last.on), said=told))]


def map_again_form(case: Case, step: Step, record_id: str, filled: Filled = NOTHING) -> Card:
    ids: dict[str, Any] = {"case_id": case.id, "step": step.rule.id, "record_id": record_id}
    return card(
        heading(_("Undersøk på nytt i sak {reference}", reference=case.reference)),
        text(_("Undersøkelsene og det som følger etter dem, gjøres på nytt. Alt som er gjort, står i historien.")),
        MapAgain.inputs(filled, asked=asks(MapAgain, filled)),
        actions=[MapAgain.button(_("Undersøk på nytt"), style="positive", **ids), back(case)],
    )


def reopen_form(case: Case, record_id: str, filled: Filled = NOTHING) -> Card:
    return card(
        heading(_("Åpne sak {reference} igjen", reference=case.reference)),
        ReopenCase.inputs(filled, asked=asks(ReopenCase, filled)),
        actions=[
            ReopenCase.button(_("Åpne saken"), style="positive", case_id=case.id, record_id=record_id),
            back(case),
        ],
    )


def own_case_group(
    case: Case, step: Step, groups: Sequence[str], named: Sequence[Pupil], record_id: str, filled: Filled = NOTHING
) -> Card:
    """`named`: who may have violated, by the alerts of the case: one press each, before the classes."""
    ids: dict[str, Any] = {"case_id": case.id, "step": step.rule.id}
    return card(
        heading(step.rule.title),
        text(step.rule.text),
        [subheading(_("Står i varselet")), *_named(named, record_id, ids), subheading(_("En annen elev"))]
        if named
        else None,
        OwnCase.inputs(filled, choices={"group": [(group, group) for group in groups]}),
        buttons(OwnCase.button(_("Vis elevene"), style="positive", **ids)),
        others(case, step),
        actions=[back(case)],
    )


def _named(pupils: Sequence[Pupil], record_id: str, ids: dict[str, Any]) -> list[Card]:
    names = words.pupil_names(pupils)
    return [
        box(
            said(names[one.id]),
            buttons(OwnCaseNamed.button(_("Åpne egen sak"), pupil=one.id, record_id=record_id, **ids)),
        )
        for one in pupils
    ]


def own_case_pupil(
    case: Case, step_id: str, group: str, pupils: Sequence[Pupil], record_id: str, filled: Filled = NOTHING
) -> Card:
    ids: dict[str, Any] = {"case_id": case.id, "step": step_id, "group": group, "record_id": record_id}
    return card(
        heading(_("Hvem er eleven?")),
        subheading(group),
        text(_("Eleven får en egen sak og en egen plan. De to sakene viser til hverandre.")),
        OwnCaseFor.inputs(filled, choices={"pupil": words.pupil_choices(pupils)}),
        actions=[
            OwnCaseFor.button(_("Åpne sak"), style="positive", **ids),
            back(case),
        ],
    )
