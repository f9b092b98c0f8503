"""The ids of what the bot keeps: opaque texts, told apart by type."""

import uuid
from typing import NewType

SchoolId = NewType("SchoolId", str)
PersonId = NewType("PersonId", str)
PupilId = NewType("PupilId", str)
DraftId = NewType("DraftId", str)
AlertId = NewType("AlertId", str)
CaseId = NewType("CaseId", str)
IncidentId = NewType("IncidentId", str)
RecordId = NewType("RecordId", str)
EntryId = NewType("EntryId", str)
MeasureId = NewType("MeasureId", str)
ChannelId = NewType("ChannelId", str)


def new_id() -> str:
    """A random id that says nothing, not even when it was made."""
    return uuid.uuid4().hex
