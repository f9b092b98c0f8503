"""A school's plan in the language of whoever reads it: its own texts, each as it stands in the file, translated whole.

What the bot goes by (ids, days, roles) is the same in each. What has no translation is told as the school wrote it.
"""

import re
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import language, school_words

TEXTS = re.compile(
    r"school|law|guidance\.(title|points)|handbook\.title|handbook\.topics\.(title|words|points)"
    r"|contacts\.\w+\.(title|name|address)|for_guardians\.(title|points|answered_within)|calendar\.\w+\.label"
    r"|procedure\.(branch_labels\.\w+|steps\.(phase|title|notice|text|method|asks\.label|asks\.options\.label))"
    r"|pick_lists\..*\.label|alert\..*|evaluation_questions|measure_examples\..*|words\..*|platforms\..*|roles\.label"
    r"|year\.(title|text|evidence|rule\.says)"
)
"""Where a person reads what stands there."""
_CATALOGUES: dict[tuple[str, str], NullTranslations] = {}


def add_plan_catalogue(school: SchoolId, name: str, catalogue: NullTranslations) -> None:
    """What the texts of the school's plan are in a language, of its earlier versions too."""
    _CATALOGUES[school, name] = catalogue
    _translated.cache_clear()


def speak_as(plan: SchoolPlan) -> None:
    """From now on, in this context: the plan's language, and what the school calls things in it."""
    language.set(plan.language)
    school_words.set(plan.own_words)


def in_language(plan: SchoolPlan, name: str) -> SchoolPlan:
    """The same plan each time it is asked for. Without a name in the school's own."""
    return _translated(plan, name) if name not in {"", plan.language} else plan


@lru_cache(maxsize=64)
def _translated(plan: SchoolPlan, name: str) -> SchoolPlan:
    catalogue = _CATALOGUES.get((plan.school_id, name), NullTranslations())
    told = _worded(plan.model_dump(mode="json"), "", catalogue)
    return SchoolPlan.model_validate(told | {"language": name, "calendar": _calendar(plan, told)})


def _calendar(plan: SchoolPlan, told: dict[str, Any]) -> object:
    """The plan's own when nothing in it reads otherwise: what is counted by it is kept for it."""
    same = plan.calendar.model_dump(mode="json") == told["calendar"]
    return plan.calendar if same else told["calendar"]


def _worded(found: Any, path: str, catalogue: NullTranslations) -> Any:  # noqa: ANN401  (any type)
    if isinstance(found, str):
        return catalogue.gettext(found) if found and TEXTS.fullmatch(path) else found
    if isinstance(found, dict):
        return {name: _worded(value, f"{path}.{name}".lstrip("."), catalogue) for name, value in found.items()}
    if isinstance(found, list):
        return [_worded(value, path, catalogue) for value in found]
    return found
