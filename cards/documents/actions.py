"""The buttons of documents: see what there is, get a link, say that it is filed."""

from datetime import date
from typing import Annotated

from pydantic import Field

from cards.kit.fields import Id, Key, Line
from cards.kit.forms import Action, Ask
from domain.people.permissions import Permission

Version = Annotated[int, Field(ge=0, le=999)]


class ShowDocuments(Action, verb="document.list", requires=Permission.COORDINATE_CASE):
    case_id: Id


class OpenDocument(Action, verb="document.open", requires=Permission.COORDINATE_CASE):
    """For whom it can be made."""

    case_id: Id
    kind: Key


class GetDocument(Action, verb="document.get", requires=Permission.COORDINATE_CASE):
    case_id: Id
    kind: Key
    edition: Key
    hide_staff: Annotated[bool, Ask("Ta bort navn på ansatte (ikke for arkivet)")] = False


class FileDocument(Action, verb="document.file", requires=Permission.COORDINATE_CASE):
    """«Journalført»: with the archive's number and day; `version` is the plan's, as the form said."""

    case_id: Id
    kind: Key
    filing_id: Id
    version: Version = 0
    number: Annotated[Line, Ask("Dokumentnummer i {archive}", required=True)] = ""
    on: Annotated[date | None, Ask("Hvilken dag ble det journalført?", required=True)] = None


class OpenFiling(Action, verb="document.filing", requires=Permission.COORDINATE_CASE):
    case_id: Id
    kind: Key
