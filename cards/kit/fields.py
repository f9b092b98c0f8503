"""The kinds of field a button may carry or ask for, with their limits."""

from typing import Annotated

from pydantic import Field, StringConstraints

from cards.kit.forms import Written
from domain.alert.alert import FACTS_MAX
from domain.text.prose import ENTRY_MAX

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Key = Annotated[str, StringConstraints(max_length=60)]
Offset = Annotated[int, Field(ge=0, le=99_999)]
PageNo = Annotated[int, Field(ge=1, le=9999)]
Facts = Annotated[Written, StringConstraints(max_length=FACTS_MAX)]
Entry = Annotated[Written, StringConstraints(max_length=ENTRY_MAX)]
Line = Annotated[Written, StringConstraints(max_length=200)]
Reason = Annotated[Written, StringConstraints(min_length=3, max_length=600)]
