"""The versions of an activity plan, and what was different in each. All of it stands behind a press."""

from collections.abc import Mapping, Sequence
from typing import Any

from cards.activity_plan.actions import PlanVersion, PlanVersions
from cards.activity_plan.plan import clipped, to_plan
from cards.kit import wording as words
from cards.kit.elements import Card, box, buttons, card, facts, heading, said, subheading, text
from domain.activity_plan.activity_plan import TEXTS, ActivityPlan
from domain.activity_plan.versions import FOLLOWED_LABELS, FOLLOWED_QUESTION, Change, described
from domain.case.case import Case
from domain.ids import PersonId
from domain.text.messages import _, worded


def versions_card(case: Case, versions: Sequence[tuple[int, ActivityPlan, str, str]]) -> Card:
    """Each version that was put into effect, newest first: when, by whom, what was different, and the way to it."""
    pieces: list[Any] = []
    for number, plan, by, different in versions:
        pieces += [
            subheading(_("Versjon {version}", version=plan.version)),
            said(f"{_adopted(plan)} · {by}", subtle=True),
            said(different if different.endswith("?") else f"{different}."),
            *buttons(
                PlanVersion.button(
                    _("Vis versjon {version}", version=plan.version), case_id=case.id, number=str(number)
                )
            ),
        ]
    title = _("Versjoner av planen, sak {reference}", reference=case.reference)
    return card(heading(title), pieces, actions=[to_plan(case)])


def version_card(
    case: Case,
    plan: ActivityPlan,
    by: str,
    names: Mapping[PersonId, str],
    found: Sequence[Change],
    moved: Sequence[Change],
) -> Card:
    """One version as it was put into effect, and what stood there before where that was something else. `moved`: what
    its evaluations have made of it since.
    """
    texts = {label: clipped(plan.text(name)) for name, label in TEXTS.items()}
    texts[worded(FOLLOWED_QUESTION)] = FOLLOWED_LABELS[plan.guardians_followed]
    return card(
        heading(_("Versjon {version} av planen, sak {reference}", version=plan.version, reference=case.reference)),
        said(_("Satt i verk {moment} av {name}", moment=_adopted(plan), name=by), subtle=True),
        facts(texts),
        subheading(_("Tiltak")),
        [said(clipped(described(measure, names))) for measure in plan.measures],
        _changed(_("Endret siden versjonen før"), found),
        _changed(_("Endret av evalueringer siden"), moved),
        text(
            _("Lange tekster er kortet av her. De står i sin helhet i «Dokumentasjon i skolemiljøsaken»."),
            subtle=True,
            small=True,
        ),
        actions=[PlanVersions.button(_("Alle versjoner"), case_id=case.id), to_plan(case)],
    )


def _changed(title: str, found: Sequence[Change]) -> list[Card]:
    boxes = [
        box(said(change.what), *facts({_("Før"): clipped(change.before), _("Nå"): clipped(change.after)}))
        for change in found
    ]
    return [subheading(title), *boxes] if boxes else []


def _adopted(plan: ActivityPlan) -> str:
    return words.moment(plan.adopted_at) if plan.adopted_at else ""
