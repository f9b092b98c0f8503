"""The cells of the people files: what each holds, in the one form the school's lists are kept in."""

import re
from collections.abc import Mapping

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from domain.text.messages import _

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CLASS = re.compile(r"[0-9]{1,2}(?:[^\W\d_]|-\d)\w{0,5}")


def wrong(message: str) -> PydanticCustomError:
    return PydanticCustomError("cell", "{message}", {"message": message})


def filled(cell: str) -> str:
    if not cell:
        raise wrong(_("mangler"))
    return cell


def guid(cell: str) -> str:
    if not _GUID.fullmatch(found := filled(cell).lower()):
        raise wrong(_("er ikke en objekt-ID fra Entra, slik: 8b0e9a51-… (32 tegn, fire bindestreker)"))
    return found


def upn(cell: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", filled(cell)):
        raise wrong(_("er ikke et brukernavn, slik: fornavn.etternavn@skolen.no"))
    return cell


def _parts(cell: str) -> list[str]:
    return [part for part in map(str.strip, cell.split(",")) if part]


def roles(cell: str, info: ValidationInfo) -> frozenset[str]:
    """The school's own, each with the one it is (`SchoolPlan.role_kinds`, the context of the reading)."""
    known: Mapping[str, str] = info.context or {}
    own = [_role(part, known) for part in _parts(filled(cell))]
    return frozenset(role for one in own for role in (one, known[one]))


def _role(part: str, known: Mapping[str, str]) -> str:
    role = re.sub(r"[\s_-]+", "_", part.casefold())
    if role in known:
        return role
    names = ", ".join(name.replace("_", " ") for name in known)
    if any(map(str.isdecimal, part)):
        raise wrong(_("ukjent rolle. Rollene er: {roles}", roles=names))
    raise wrong(_("ukjent rolle «{role}». Rollene er: {roles}", role=part, roles=names))


def grade(part: str) -> int:
    if not part.isdecimal() or not 1 <= int(part) <= 10:
        raise wrong(_("må være et tall fra 1 til 10") if part else _("mangler"))
    return int(part)


def grades(cell: str) -> frozenset[int]:
    return frozenset(map(grade, _parts(cell)))


def school_class(part: str) -> str:
    if not _CLASS.fullmatch(found := "".join(filled(part).upper().split())):
        raise wrong(_("må være trinn og bokstav, slik: 4B"))
    return found


def classes(cell: str) -> frozenset[str]:
    return frozenset(map(school_class, _parts(cell)))


def base(part: str) -> str | None:
    """A base is told from a class by its first character."""
    if part[:1].isdecimal():
        raise wrong(_("navnet på en base kan ikke begynne med et tall"))
    return part or None


def bases(cell: str) -> frozenset[str | None]:
    return frozenset(map(base, _parts(cell)))


def yes(cell: str) -> bool:
    if cell.casefold() not in {"ja", "nei"}:
        raise wrong(_("må være ja eller nei"))
    return cell.casefold() == "ja"


def name(cell: str) -> str:
    """«Etternavn, Fornavn», as many lists have it, is turned."""
    family, comma, given = map(str.strip, filled(cell).partition(","))
    if not comma:
        return cell
    if not family or not given[:1].isupper() or "," in given:
        raise wrong(_("skal være fornavn og etternavn, uten komma"))
    return f"{given} {family}"


def ids(cell: str) -> frozenset[str]:
    return frozenset(_parts(cell))
