"""What the alert's form offers and says, as the school's plan has it."""

from collections.abc import Collection
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from domain.people.person import Grade
from domain.school_plan.fields import Choice, Choices, Line, Text, called, unless_said
from domain.text.messages import N_, Labels, _, worded
from domain.value import Frozen


class SourceChoice(Choice):
    """How one came to know of it. `first_hand`: one saw or heard it oneself, here and now as likely as not."""

    first_hand: bool = False


class KindChoice(Choice):
    """What it is about. `violation`: somebody has violated the pupil; `violence`: it is registered as such too."""

    violation: bool = False
    violence: bool = False

    @model_validator(mode="before")
    @classmethod
    def _is_what_it_is_called(cls, data: object) -> object:
        """In plans of before 2026-27.14."""
        return unless_said(data, violence=True) if called(data) == "vold" else data


class ActionChoice(Choice):
    """What was done at once. `done`: something was; it was not just said why nothing could be."""

    done: bool = True


class LogChoice(Choice):
    """What a log tells of. `carried_out`: how it went with a measure, told by whoever carries it out; `meeting`: what
    minutes are.
    """

    carried_out: bool = False
    meeting: bool = False

    @model_validator(mode="before")
    @classmethod
    def _is_what_it_is_called(cls, data: object) -> object:
        """In plans of before 2026-27.14."""
        return unless_said(data, meeting=True) if called(data) == "møte" else data


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

    def violence(self, kinds: Collection[str]) -> bool:
        return any(choice.id in kinds and choice.violence for choice in self.kinds)

    @property
    def meeting(self) -> str:
        """The kind of log that minutes are; where none is marked so, the last of the list."""
        return next((one.id for one in self.log_types if one.meeting), self.log_types[-1].id)

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


class Platforms(Frozen):
    """Where staff write what the plan says is written elsewhere, and how those without an account alert.

    A blank is to be filled in: `watching` is L1092, `pupil_talks` L1095, `intervening` L1133, `without_account` L1164.
    """

    watching: Line | None = None
    pupil_talks: Line | None = None
    intervening: Line | None = None
    without_account: Line | None = None

    @field_validator("*", mode="before")
    @classmethod
    def _blank_is_unknown(cls, value: object) -> object:
        return value or None

    def told(self, *names: str) -> list[str]:
        """What is said to staff of these, a line each; nothing of a blank."""
        return [worded(_TOLD[name], {"where": where}) for name in names if (where := getattr(self, name))]


_TOLD = {
    "watching": N_("Det du legger merke til når du følger med, skrives i {where}."),
    "pupil_talks": N_("Elevsamtaler og utviklingssamtaler skrives i {where}."),
    "intervening": N_("At du har grepet inn, skrives også i {where}."),
    "without_account": N_("Ansatte uten konto varsler rektor slik: {where}"),
}
PLATFORM_LABELS = Labels(
    {
        "watching": N_("hvor ansatte skriver det de legger merke til (L1092)"),
        "pupil_talks": N_("hvor elevsamtaler og utviklingssamtaler skrives (L1095)"),
        "intervening": N_("hvor ansatte skriver at de har grepet inn (L1133)"),
        "without_account": N_("hvordan ansatte uten konto varsler rektor (L1164)"),
    }
)


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
