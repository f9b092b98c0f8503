"""The three errors a rule may raise. Their text is for the person who pressed the button."""

from collections.abc import Mapping

from domain.text.messages import worded


class DomainError(Exception):
    """A message with named values, worded in the language of whoever reads it. A value `alert_id` is of the alert to
    read instead.
    """

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template, params)
        self.template = template
        self.params = params

    def __str__(self) -> str:
        return worded(self.template, self.params)


class NotFound(DomainError):  # noqa: N818  (reads as what happened)
    """It does not exist, or it is not for this person: the two must sound the same (law 2)."""


class Refused(DomainError):  # noqa: N818  (reads as what happened)
    """The person may see this, but what was asked for cannot be done now."""


class UsedUp(Refused):
    """What the form was for is done, or it has become something else: it is not shown again."""


class Invalid(DomainError):  # noqa: N818  (reads as what happened)
    """An answer that cannot be taken; `field` names the input that should show why."""

    def __init__(self, field: str, template: str, **params: object) -> None:
        super().__init__(template, **params)
        self.field = field


class Unsure(Invalid):
    """It may be right all the same: the form is given back, and who sends it again is `sure` of what the key names."""

    def __init__(self, field: str, template: str, *, sure: str, **params: object) -> None:
        super().__init__(field, template, **params)
        self.sure = sure


class InvalidEach(Invalid):
    """As `Invalid`, of more than one input: `by_field` says what each of them should show."""

    def __init__(self, by_field: Mapping[str, Invalid], template: str, **params: object) -> None:
        super().__init__(next(iter(by_field)), template, **params)
        self.by_field = by_field
