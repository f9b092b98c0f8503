"""What happened, by whom and when. Events are only ever added (law 5)."""

from typing import Annotated, NewType

from pydantic import AwareDatetime, StringConstraints

from domain.people import Frozen, PersonId

CaseId = NewType("CaseId", str)
AlertId = NewType("AlertId", str)

Kind = Annotated[str, StringConstraints(pattern=r"^[a-z_]+:[a-z_]+(:[a-z_.]+)?$")]


class Event(Frozen):
    """`kind` follows the grammar subject:action[:detail]; `text` is what the timeline shows."""

    kind: Kind
    at: AwareDatetime
    by: PersonId | None
    text: str = ""
    case_id: CaseId | None = None
    alert_id: AlertId | None = None
