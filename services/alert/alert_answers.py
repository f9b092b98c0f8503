"""The form of an alert as the answers of a page make it."""

from collections.abc import Iterable
from dataclasses import replace

from domain.alert.alert import AlertForm, choose_pupils
from domain.alert.form_answers import FactsAnswers, MoreAnswers
from domain.errors import Invalid
from domain.ids import PupilId
from domain.school_plan.fields import Choice
from services.case.occurred_at import moment
from services.people.staff import pupils_of
from services.turn import Turn


def with_facts(form: AlertForm, answers: FactsAnswers, turn: Turn) -> AlertForm:
    """Whom a suspicion is about is asked anew when the answer to it has changed. What must be answered can be changed
    and not emptied: the page may stand empty on another device. Raises `Invalid`.
    """
    shown = tuple(pupils_of(turn, form.group))
    if answers == FactsAnswers():
        return form
    chosen = choose_pupils(form, shown, tuple(map(PupilId, answers.pupils)))
    form = chosen if chosen.pupils else form
    lists, suspicion = turn.school_plan.pick_lists, answers.suspicion or form.suspicion
    same = suspicion is form.suspicion
    return replace(
        form,
        kinds=_chosen("kinds", lists.kinds, answers.kinds) or form.kinds,
        facts=answers.facts or form.facts,
        place=_one("place", lists.places, answers.place),
        source=_one("source", lists.sources, answers.source),
        suspicion=suspicion,
        suspect=form.suspect if same else None,
        suspect_asked=form.suspect_asked and same,
    )


def with_more(form: AlertForm, answers: MoreAnswers, turn: Turn) -> AlertForm:
    """Raises `Invalid`."""
    lists = turn.school_plan.pick_lists
    return replace(
        form,
        immediate_actions=_chosen("immediate_actions", lists.immediate_actions, answers.immediate_actions),
        physical_intervention=answers.physical_intervention,
        serious=answers.serious,
        care_concern=answers.care_concern,
        pupil_told=_one("pupil_told", lists.pupil_told, answers.pupil_told),
        guardians_told=_one("guardians_told", lists.guardians_told, answers.guardians_told),
        occurred_at=moment(turn, answers.occurred_on, answers.occurred_time),
        on_behalf_of=answers.on_behalf_of or None,
    )


def _one(field: str, options: Iterable[Choice], answer: str | None) -> str | None:
    if answer:
        _chosen(field, options, (answer,))
    return answer


def _chosen(field: str, options: Iterable[Choice], ids: tuple[str, ...]) -> tuple[str, ...]:
    """The ids, if all were on offer. Raises `Invalid`."""
    if not {option.id for option in options}.issuperset(ids):
        raise Invalid(field, "Velg fra listen.")
    return ids
