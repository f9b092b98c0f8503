"""Tokens for what the bot sends, by msal. One call for many turns, never on the event loop."""

import asyncio
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, cast

import msal
import requests
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from domain.text.messages import _

AUDIENCE = "https://api.botframework.com"
_AUTHORITY = "https://login.microsoftonline.com/"
_EARLY = 300.0
_TIMEOUT = 15.0
_PAUSE = 30.0

Answer = Mapping[str, object]


class TokenUnavailable(Exception):  # noqa: N818  (reads as what happened)
    """No token now; the text is Entra's error code or the exception's name, never its description."""


class Tokens(Protocol):
    async def token(self) -> str | None:
        """A valid bearer token, or None where none is needed. Raises `TokenUnavailable`."""


class Anonymous:
    """The demo on loopback sends without a token."""

    async def token(self) -> str | None:
        return None


class CachedTokens:
    """Keeps one token and asks for the next five minutes before it expires; a failure uses what is left of it.

    `ask` blocks, and is called in a thread. `clock` gives seconds, from any start.
    """

    def __init__(self, ask: Callable[[], Answer], clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._lock = asyncio.Lock()
        self._token = ""
        self._expires = self._renew_at = 0.0

    async def token(self) -> str:
        if self._token and self._clock() < self._renew_at:
            return self._token
        async with self._lock:
            if not self._token or self._clock() >= self._renew_at:
                await self._renew()
        return self._token

    async def _renew(self) -> None:
        try:
            answer = await asyncio.wait_for(asyncio.to_thread(self._ask), _TIMEOUT)
            self._keep(answer)
        except (OSError, ValueError, RuntimeError, TokenUnavailable) as error:
            if self._clock() >= self._expires:
                self._token = ""
                reason = str(error) if isinstance(error, TokenUnavailable) else type(error).__name__
                raise TokenUnavailable(reason) from None
            self._renew_at = self._clock() + _PAUSE

    def _keep(self, answer: Answer) -> None:
        if "access_token" not in answer:
            raise TokenUnavailable(str(answer.get("error", "no_token")))
        lifetime = float(str(answer["expires_in"]))
        self._token = str(answer["access_token"])
        self._expires = self._clock() + lifetime
        self._renew_at = self._expires - min(_EARLY, lifetime / 2)


class Application(Protocol):
    """The part of msal's confidential client that is used."""

    def acquire_token_for_client(self, scopes: list[str]) -> Answer: ...


def application(app_id: str, tenant_id: str, credential: str | dict[str, str]) -> Application:
    """Reads the tenant's metadata over the network: call it in a thread."""
    return cast(
        "Application",
        msal.ConfidentialClientApplication(
            app_id, authority=_AUTHORITY + tenant_id, client_credential=credential, timeout=_TIMEOUT
        ),
    )


def asker(build: Callable[[], Application]) -> Callable[[], Answer]:
    """Builds the client at the first call and keeps it, with its cache."""
    built: list[Application] = []

    def ask() -> Answer:
        if not built:
            built.append(build())
        return built[0].acquire_token_for_client([AUDIENCE + "/.default"])

    return ask


def single_tenant(app_id: str, tenant_id: str, secret: str) -> CachedTokens:
    return CachedTokens(asker(lambda: application(app_id, tenant_id, secret)))


def private_key(file: Path) -> str:
    """The PEM that msal signs with; the certificate may stand beside the key. Raises `ValueError`, in bokmål."""
    try:
        text = file.read_text("utf-8")
        key = load_pem_private_key(text.encode(), None)
    except OSError:
        raise ValueError("kan ikke leses.") from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if isinstance(key, RSAPrivateKey):
        return text
    raise ValueError(_("må være en PEM-fil med en privat RSA-nøkkel uten passord."))


def certificate(app_id: str, tenant_id: str, *, private_key: str, thumbprint: str) -> CachedTokens:
    """`private_key` is PEM; `thumbprint` is the hex SHA-1 of the certificate, as the portal shows it."""
    credential = {"private_key": private_key, "thumbprint": thumbprint}
    return CachedTokens(asker(lambda: application(app_id, tenant_id, credential)))


def managed_identity(app_id: str) -> CachedTokens:
    """The user-assigned managed identity whose client id is the bot's app id."""
    identity = msal.UserAssignedManagedIdentity(client_id=app_id)
    client = msal.ManagedIdentityClient(identity, http_client=requests.Session())
    return CachedTokens(lambda: cast("Answer", client.acquire_token_for_client(resource=AUDIENCE)))
