"""Settings from the environment or `.env`. The bot refuses to start on anything missing or malformed (law 10)."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self, cast

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.settings.kinds import (
    Command,
    ExistingFile,
    ExistingFolder,
    ExistingPath,
    Guid,
    Level,
    Networks,
    Token,
    guid_if_any,
    https_address,
)
from bot.teams.credentials import read_pem
from bot.teams.edge import is_loopback
from domain.text.messages import N_, Labels, _
from storage.engine.crypto import KeyRing


class UnsafeStart(Exception):  # noqa: N818  (reads as what happened)
    """Why the bot does not start: one line in bokmål for each fault, never a value."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class AppType(StrEnum):
    SINGLE_TENANT = "SingleTenant"
    USER_ASSIGNED_MSI = "UserAssignedMSI"
    CERTIFICATE = "Certificate"
    FEDERATED = "FederatedCredentials"


class Carrier(StrEnum):
    """What a press on a message is answered in: the card's own place, or a dialog."""

    CARDS = "cards"
    DIALOGS = "dialogs"


_FAULTS = Labels(
    {
        "microsoft_app_type": N_("må være SingleTenant, UserAssignedMSI, Certificate eller FederatedCredentials."),
        "port": N_("må være et tall fra 0 til 65535."),
        "log_level": N_("må være DEBUG, INFO, WARNING eller ERROR."),
        "scheduler": N_("må være on eller off."),
        "notice_text": N_("må være on eller off."),
        "carrier": N_("må være cards eller dialogs."),
    }
)
_PLAN = Path("plans/rosenholm.yaml")


class Settings(BaseSettings):
    """Constructed in code it reads no environment; `load` does. `anonymous` is the demo's, and only code sets it."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", validate_default=True, hide_input_in_errors=True, env_ignore_empty=True
    )

    anonymous: bool = False
    host: str = "127.0.0.1"
    port: int = Field(default=3978, ge=0, le=65535)
    proxies: Networks = ()
    microsoft_app_type: AppType = AppType.SINGLE_TENANT
    microsoft_app_id: Guid = ""
    microsoft_app_tenant_id: Guid = ""
    microsoft_app_password: SecretStr = SecretStr("")
    microsoft_app_certificate_file: ExistingFile | None = None
    microsoft_app_certificate_thumbprint: str = ""
    microsoft_app_federated_token_file: ExistingFile | None = None
    microsoft_app_federated_client_id: Annotated[str, AfterValidator(guid_if_any)] = ""
    database_url: SecretStr = SecretStr("sqlite:///var/skolemiljo.db")
    encryption_keys_file: ExistingFile | None = None
    encryption_keys_command: Command = Field(default=(), repr=False)
    encryption_keys: SecretStr = SecretStr("")
    plan_file: ExistingPath = _PLAN
    public_url: str = ""
    metrics_token: Token = SecretStr("")
    log_level: Level = "INFO"
    scheduler: bool = True
    notice_text: bool = True
    carrier: Carrier = Carrier.CARDS
    fonts: ExistingFolder | None = None
    anchor_file: Path | None = None

    @classmethod
    def load(cls, env_file: Path | None = Path(".env")) -> Self:
        """From the environment, and `.env` for what is not there. Raises `UnsafeStart`."""
        values = DotEnvSettingsSource(cls, env_file=env_file)() | EnvSettingsSource(cls)()
        return cls.of(
            {name: value for name, value in values.items() if name in cls.model_fields} | {"anonymous": False}
        )

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Self:
        """From values by field name; the demo's way. Raises `UnsafeStart`."""
        try:
            return cls.model_validate(dict(values))
        except ValidationError as error:
            raise UnsafeStart(tuple(_line(fault) for fault in error.errors(include_input=False))) from None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  (another's signature)
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003  (another's signature)
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  (another's signature)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  (another's signature)
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)

    @field_validator("host")
    @classmethod
    def _loopback_when_anonymous(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("anonymous") and not is_loopback(value):
            raise ValueError(_("må være en loopback-adresse (127.0.0.1) når boten kjører uten innlogging."))
        return value

    @field_validator("microsoft_app_password")
    @classmethod
    def _secret_when_single_tenant(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        return value if value.get_secret_value() else cast("SecretStr", _needed(value, info, AppType.SINGLE_TENANT))

    @field_validator("microsoft_app_certificate_file")
    @classmethod
    def _key_when_certificate(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if value is None:
            _needed(value, info, AppType.CERTIFICATE)
        elif info.data.get("microsoft_app_type") == AppType.CERTIFICATE:
            read_pem(value)
        return value

    @field_validator("microsoft_app_certificate_thumbprint")
    @classmethod
    def _thumbprint_when_certificate(cls, value: str, info: ValidationInfo) -> str:
        """The SHA-1 of a certificate that does not stand beside its key, as msal sends it (x5t)."""
        if info.data.get("microsoft_app_type") != AppType.CERTIFICATE:
            return value
        file = info.data.get("microsoft_app_certificate_file")
        if not value and file and read_pem(file).certificate is None:
            raise ValueError(_("mangler. Den trengs når sertifikatet ikke ligger i filen med nøkkelen."))
        if value and not re.fullmatch("[0-9A-Fa-f]{40}", value):
            raise ValueError(_("må være 40 heksadesimale sifre (SHA-1), uten kolon og mellomrom."))
        return value

    @field_validator("microsoft_app_federated_client_id")
    @classmethod
    def _one_who_vouches(cls, value: str, info: ValidationInfo) -> str:
        """Either a token file or a managed identity. A file that does not exist has been told of already."""
        file = info.data.get("microsoft_app_federated_token_file", ...)
        if info.data.get("microsoft_app_type") != AppType.FEDERATED or file is ...:
            return value
        if not value and not file:
            raise ValueError(_("mangler. Den eller MICROSOFT_APP_FEDERATED_TOKEN_FILE trengs."))
        if value and file:
            raise ValueError(_("kan ikke stå sammen med MICROSOFT_APP_FEDERATED_TOKEN_FILE."))
        return value

    @field_validator("encryption_keys")
    @classmethod
    def _keys(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        """They come from one place. Another place that was refused has been told of already."""
        text = value.get_secret_value()
        elsewhere = [info.data.get(f"encryption_keys_{place}", ...) for place in ("file", "command")]
        places = sum(map(bool, (text, *elsewhere)))
        if not places:
            raise ValueError(_("mangler. Den, ENCRYPTION_KEYS_FILE eller ENCRYPTION_KEYS_COMMAND trengs."))
        if places > 1:
            raise ValueError(_("kan bare gis på én måte: selv, med _FILE eller med _COMMAND."))
        try:
            KeyRing.parse(text) if text else None
        except ValueError:
            raise ValueError(_("må være base64 av 32 byte, flere skilt med komma.")) from None
        return value

    @field_validator("public_url")
    @classmethod
    def _https_when_public(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("anonymous"):
            return value or f"http://{info.data.get('host')}:{info.data.get('port')}"
        if not value:
            raise ValueError(_("mangler."))
        return https_address(value)


def _needed(value: object, info: ValidationInfo, app_type: AppType) -> object:
    """An empty value stands, unless the app type is the one that needs it."""
    if not info.data.get("anonymous") and info.data.get("microsoft_app_type") == app_type:
        raise ValueError(_("mangler. Den trengs når MICROSOFT_APP_TYPE er {app_type}.", app_type=app_type))
    return value


def _line(fault: ErrorDetails) -> str:
    name = str(fault["loc"][0])
    own = fault.get("ctx", {}).get("error")
    wrong = own or _FAULTS.get(name) or _("er ugyldig.")
    return f"{name.upper()} {wrong}"
