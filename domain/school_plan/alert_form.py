"""What the alert's form offers and says, as the school's plan has it."""

from collections.abc import Collection
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from domain.people.person import Grade
from domain.school_plan.fields import Choice, Choices, Line, Text
from domain.text.messages import _
from domain.value import Frozen


class SourceChoice(Choice):
    """How one came to know of it. `first_hand`: one saw or heard it oneself, here and now as likely as not."""

    first_hand: bool = False


class KindChoice(Choice):
    """What it is about. `violation`: somebody has violated the pupil."""

    violation: bool = False


class ActionChoice(Choice):
    """What was done at once. `done`: something was; it was not just said why nothing could be."""

    done: bool = True


class LogChoice(Choice):
    """What a log tells of. `carried_out`: how it went with a measure, told by whoever carries it out."""

    carried_out: bool = False


class PickLists(Frozen):
    """What a form offers (L10–14, L551–557, L669–674)."""

    kinds: Annotated[tuple[KindChoice, ...], Field(min_length=1, max_length=30)]
    places: Choices
    immediate_actions: Annotated[tuple[ActionChoice, ...], Field(min_length=1, max_length=30)]
    sources: Annotated[tuple[SourceChoice, ...], Field(min_length=1, max_length=30)]
    pupil_told: Choices
    guardians_told: Choices
    log_types: Annotated[tuple[LogChoice, ...], Field(min_length=1, max_length=30)]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        for name in type(self).model_fields:
            ids = [choice.id for choice in getattr(self, name)]
            if len(ids) != len(set(ids)):
                raise ValueError(_("{name}: samme id står to ganger", name=name))
        return self

    def label(self, name: str, choice_id: str) -> str:
        """The label of a stored id; an id the school has since removed is shown as it is."""
        return next((c.label for c in getattr(self, name) if c.id == choice_id), choice_id)

    def violation(self, kinds: Collection[str]) -> bool:
        return any(choice.id in kinds and choice.violation for choice in self.kinds)

    @property
    def carried_out(self) -> str:
        """The kind of log that tells how it went with a measure; where none is marked so, the last of the list."""
        return next((one.id for one in self.log_types if one.carried_out), self.log_types[-1].id)

    def first_hand(self, source: str | None) -> bool:
        """Whether the reporter saw or heard it: only then it is likely to have happened just now."""
        return any(choice.id == source and choice.first_hand for choice in self.sources)

    def done_at_once(self, actions: Collection[str]) -> bool:
        return any(choice.id in actions and choice.done for choice in self.immediate_actions)


class Phrase(Frozen):
    """Words for telling a pupil that the principal will be told (L1149–1153), by grade."""

    grades: tuple[Grade, ...] = Field(min_length=1)
    text: Text


class Portal(Frozen):
    """The form alerts were written in before (L504, L1159): whether it is still to be sent.

    `text` stands on the receipt.
    """

    still: bool
    text: Text


class Looked(Frozen):
    """A text that says what the law is. `look_over`: the school is to do that, for the law may have changed."""

    text: Text
    look_over: bool = False


def _as_looked(value: object) -> object:
    """Plans of before 2026-27.12 have the text alone."""
    return {"text": value} if isinstance(value, str) else value


class AlertTexts(Frozen):
    """Texts of the alert form."""

    facts_guidance: Text
    serious_criteria: tuple[Line, ...] = Field(min_length=1)
    physical_intervention: Annotated[Looked, BeforeValidator(_as_looked)]
    care_concern: Text
    leadership_suspected: Text
    employee_suspected: Text
    principal_disqualified: Looked
    unknown_pupil: Text
    pupil_phrases: tuple[Phrase, ...] = Field(min_length=1)
    portal: Portal | None = None
