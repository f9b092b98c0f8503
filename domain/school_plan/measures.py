"""Examples of measures, for each level where a measure works (L640, L1260–1282)."""

from typing import Annotated

from pydantic import Field

from domain.school_plan.fields import Line
from domain.value import Frozen

Examples = Annotated[tuple[Line, ...], Field(max_length=10)]


class MeasureExamples(Frozen):
    """The levels are the file's own words, and those of `Level`."""

    individ: Examples = ()
    klasse: Examples = ()
    skole: Examples = ()
    aks: Examples = ()

    @property
    def by_id(self) -> dict[str, tuple[str, str]]:
        """Each with its level, by what a form calls it."""
        return {
            f"{level}_{number}": (level, words)
            for level in type(self).model_fields
            for number, words in enumerate(getattr(self, level), start=1)
        }
