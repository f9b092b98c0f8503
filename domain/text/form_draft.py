"""A form on a case that was begun and is not finished: what was written in it, as the form sends it (law 4)."""

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.ids import CaseId
from domain.value import VALUE


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class FormDraft:
    """`form` is the verb of its button, `ids` what travels in that, `answers` what was answered. It lives until it is
    saved or deleted, or the case is closed; without a case a week.
    """

    id: str
    form: str
    kept_at: AwareDatetime
    case_id: CaseId | None = None
    ids: dict[str, str]
    answers: dict[str, str]
