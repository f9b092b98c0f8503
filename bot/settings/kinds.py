"""The kinds of values a setting has. A `ValueError` is what the operator reads after the setting's name."""

import re
import shlex
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationInfo
from pydantic_settings import NoDecode
from yarl import URL

from bot.web.door import Network
from domain.text.messages import _


def _guid(value: str, info: ValidationInfo) -> str:
    if not value and info.data.get("anonymous"):
        return value
    if not value:
        raise ValueError(_("mangler."))
    return guid_if_any(value)


def guid_if_any(value: str) -> str:
    try:
        return value and str(UUID(value))
    except ValueError:
        raise ValueError(_("må være en GUID.")) from None


def _file(value: Path) -> Path:
    if not value.is_file():
        raise ValueError(_("peker på en fil som ikke finnes."))
    return value


def _folder(value: Path) -> Path:
    if not value.is_dir():
        raise ValueError(_("peker på en mappe som ikke finnes."))
    return value


def _file_or_folder(value: Path) -> Path:
    if not value.is_file() and not value.is_dir():
        raise ValueError(_("peker på en fil eller mappe som ikke finnes."))
    return value


def _token_if_any(value: SecretStr) -> SecretStr:
    """One that can stand in a header, and that nobody guesses."""
    if not re.fullmatch("([!-~]{20,})?", value.get_secret_value()):
        raise ValueError(_("må være minst 20 tegn, uten mellomrom og æøå."))
    return value


def _networks(value: object) -> tuple[Network, ...]:
    """From `10.0.0.4, 10.1.0.0/24`."""
    try:
        return tuple(ip_network(one.strip()) for one in str(value).split(",")) if value else ()
    except ValueError:
        raise ValueError(_("må være IP-adresser eller nettverk (10.1.0.0/24), flere skilt med komma.")) from None


def _command(value: object) -> tuple[str, ...]:
    """Its words, as a shell would part them."""
    try:
        return tuple(shlex.split(str(value))) if value else ()
    except ValueError:
        raise ValueError(_("må være en kommando der hvert anførselstegn er lukket.")) from None


def https_address(value: str) -> str:
    """Without a slash at the end. It is shown to everyone, so it holds no secret; and what comes after it is ours."""
    try:
        url = URL(value)
        found = url.scheme == "https" and url.host and url.port and not re.search(r"[\s\\]", value)
    except ValueError:
        found = False
    if not found:
        raise ValueError(_("må være en https-adresse."))
    if "@" in urlsplit(value).netloc:
        raise ValueError(_("kan ikke ha brukernavn eller passord (det som står foran @)."))
    if "?" in value or "#" in value:
        raise ValueError(_("må slutte før «?» og «#»."))
    return value.rstrip("/")


Guid = Annotated[str, AfterValidator(_guid)]
ExistingFile = Annotated[Path, AfterValidator(_file)]
ExistingFolder = Annotated[Path, AfterValidator(_folder)]
ExistingPath = Annotated[Path, AfterValidator(_file_or_folder)]
Command = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_command)]
Networks = Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_networks)]
Token = Annotated[SecretStr, AfterValidator(_token_if_any)]
Level = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(lambda text: str(text).upper())]
