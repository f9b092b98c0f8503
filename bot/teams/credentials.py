"""Tokens for what the bot sends, by msal. One call for many turns, never on the event loop."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, cast

import msal
import requests
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509 import load_pem_x509_certificates
from requests.adapters import HTTPAdapter

from domain.text.messages import _

AUDIENCE = "https://api.botframework.com"
EXCHANGE = "api://AzureADTokenExchange"
_AUTHORITY = "https://login.microsoftonline.com/"
_EARLY = 300.0
_TIMEOUT = 15.0
_PAUSE = 30.0

Answer = Mapping[str, object]
Assertion = Callable[[], str]
Credential = str | Mapping[str, str | Assertion]


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
        self._token = _token_in(answer)
        lifetime = float(str(answer["expires_in"]))
        self._expires = self._clock() + lifetime
        self._renew_at = self._expires - min(_EARLY, lifetime / 2)


def _token_in(answer: Answer) -> str:
    if "access_token" not in answer:
        raise TokenUnavailable(str(answer.get("error", "no_token")))
    return str(answer["access_token"])


class Application(Protocol):
    """The part of msal's confidential client that is used."""

    def acquire_token_for_client(self, scopes: list[str]) -> Answer: ...


class Identity(Protocol):
    """The part of msal's managed identity that is used."""

    def acquire_token_for_client(self, *, resource: str) -> Answer: ...


def web() -> requests.Session:
    """What msal asks with: every call has an end, and one that did not get through is made once more."""
    session = requests.Session()
    session.request = partial(session.request, timeout=_TIMEOUT)  # type: ignore[method-assign]  # there is no public way
    session.mount("https://", HTTPAdapter(max_retries=1))
    session.mount("http://", HTTPAdapter(max_retries=1))
    return session


def application(app_id: str, tenant_id: str, credential: Credential, session: requests.Session) -> Application:
    """Reads the tenant's metadata over the network: call it in a thread."""
    return cast(
        "Application",
        msal.ConfidentialClientApplication(
            app_id, authority=_AUTHORITY + tenant_id, client_credential=credential, http_client=session
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


def confidential(app_id: str, tenant_id: str, credential: Credential, session: requests.Session) -> CachedTokens:
    """The bot proves who it is by a secret, or by what `Pem.credential` or `federated` makes."""
    return CachedTokens(asker(lambda: application(app_id, tenant_id, credential, session)))


@dataclass(frozen=True, slots=True)
class Pem:
    """A private RSA key, and its certificate when that stands in the same file; both as PEM."""

    private_key: str
    certificate: str | None

    def credential(self, thumbprint: str) -> Credential:
        """With its certificate it signs by PS256 and SHA-256, and sends the certificate along (x5c).

        `thumbprint` is for a key alone: the hex SHA-1 of the certificate, as the portal shows it.
        """
        if self.certificate is None:
            return {"private_key": self.private_key, "thumbprint": thumbprint}
        return {"private_key": self.private_key, "public_certificate": self.certificate}


def read_pem(file: Path) -> Pem:
    """Raises `ValueError`, in bokmål."""
    try:
        text = file.read_text("utf-8")
        key = load_pem_private_key(text.encode(), None)
    except OSError:
        raise ValueError(_("kan ikke leses.")) from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if isinstance(key, RSAPrivateKey):
        return Pem(text, _certificate_of(key, text) if "-----BEGIN CERTIFICATE-----" in text else None)
    raise ValueError(_("må være en PEM-fil med en privat RSA-nøkkel uten passord."))


def _certificate_of(key: RSAPrivateKey, text: str) -> str:
    """Those of its issuers may stand there too, in any order."""
    try:
        found = [one for one in load_pem_x509_certificates(text.encode()) if one.public_key() == key.public_key()]
    except (ValueError, UnsupportedAlgorithm):
        found = []
    if not found:
        raise ValueError(_("har et sertifikat som ikke kan leses, eller som ikke hører til nøkkelen."))
    return found[0].public_bytes(Encoding.PEM).decode()


def federated(assertion: Assertion) -> Credential:
    """Somebody whom the app registration trusts vouches for the bot, anew each time."""
    return {"client_assertion": assertion}


def token_file(file: Path) -> Assertion:
    """The platform writes a new token there before the old one expires (workload identity)."""
    return lambda: file.read_text("ascii").strip()


def vouching_identity(client_id: str, session: requests.Session) -> Assertion:
    """A user-assigned managed identity, by its client id."""
    client = _managed_identity(client_id, session)
    return lambda: _token_in(client.acquire_token_for_client(resource=EXCHANGE))


def managed_identity(app_id: str, session: requests.Session) -> CachedTokens:
    """The user-assigned managed identity whose client id is the bot's app id."""
    client = _managed_identity(app_id, session)
    return CachedTokens(lambda: client.acquire_token_for_client(resource=AUDIENCE))


def _managed_identity(client_id: str, session: requests.Session) -> Identity:
    identity = msal.UserAssignedManagedIdentity(client_id=client_id)
    return cast("Identity", msal.ManagedIdentityClient(identity, http_client=session))
