"""How the bot proves who it is, as Entra sees it over HTTP: from the settings to the fields of the form."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import load_pem_x509_certificate

from bot.app import token_source
from bot.settings.settings import Settings
from bot.teams.credentials import AUDIENCE, EXCHANGE, CachedTokens, TokenUnavailable
from tests.kit.teams.activities import APP_ID, TENANT
from tests.kit.teams.entra import LOGIN, MACHINE, Asked, Entra, certificate_of
from tests.kit.teams.issuer import private_key

ENDPOINT = f"{LOGIN}/{TENANT}/oauth2/v2.0/token"
IDENTITY = f"{MACHINE}/metadata/identity/oauth2/token"
VOUCHES = "99999999-2222-4333-8444-555555555555"
KEY = private_key("bot")
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
CERTIFICATE = certificate_of(KEY)
DER = load_pem_x509_certificate(CERTIFICATE).public_bytes(Encoding.DER)


@pytest.fixture
def entra() -> Iterator[Entra]:
    with Entra() as running:
        yield running


def source(entra: Entra, **settings: object) -> CachedTokens:
    """The tokens of a bot with these settings; its other settings are good."""
    known = {
        "microsoft_app_id": APP_ID,
        "microsoft_app_tenant_id": TENANT,
        "encryption_keys": base64.b64encode(b"k" * 32).decode(),
        "public_url": "https://skolemiljo.example",
    }
    built = token_source(Settings.of(known | settings), entra.session)
    assert isinstance(built, CachedTokens)
    return built


async def proof(entra: Entra, **settings: object) -> dict[str, str]:
    """What a bot with these settings sends; it gets the token."""
    assert await source(entra, **settings).token() == f"token {len(entra.asked)}"
    assert entra.asked[-1].url == ENDPOINT
    fields = entra.asked[-1].fields
    usual = {"client_id": APP_ID, "grant_type": "client_credentials", "scope": AUDIENCE + "/.default"}
    assert usual.items() <= fields.items()
    return {name: value for name, value in fields.items() if name.startswith("client_") and name not in usual}


ASSERTED = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def certified(file: Path, content: bytes, thumbprint: str) -> dict[str, object]:
    """The settings of a bot with this PEM file."""
    file.write_bytes(content)
    given = {"microsoft_app_certificate_file": file, "microsoft_app_certificate_thumbprint": thumbprint}
    return {"microsoft_app_type": "Certificate"} | given


async def signed(entra: Entra, algorithm: str, settings: dict[str, object]) -> dict[str, Any]:
    """The header of what is sent, which is signed by the key for this endpoint."""
    fields = await proof(entra, **settings)
    assert fields["client_assertion_type"] == ASSERTED
    assertion = fields["client_assertion"]
    claims = jwt.decode(assertion, KEY.public_key(), [algorithm], audience=ENDPOINT)
    assert (claims["iss"], claims["sub"]) == (APP_ID, APP_ID)
    return jwt.get_unverified_header(assertion)


def encoded(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode()


async def test_nothing_is_asked_before_the_first_turn(entra: Entra) -> None:
    source(entra, microsoft_app_password="s")
    source(entra, microsoft_app_type="UserAssignedMSI")
    source(entra, microsoft_app_type="FederatedCredentials", microsoft_app_federated_client_id=VOUCHES)
    assert entra.asked == []


async def test_a_secret(entra: Entra) -> None:
    assert await proof(entra, microsoft_app_password="hemmelig") == {"client_secret": "hemmelig", "client_info": "1"}


@pytest.mark.parametrize(
    "content",
    [PEM + CERTIFICATE, CERTIFICATE + PEM, certificate_of(private_key("issuer")) + PEM + CERTIFICATE],
    ids=["after the key", "before the key", "after its issuer's"],
)
@pytest.mark.parametrize("thumbprint", ["", "ab" * 20])
async def test_a_certificate_beside_its_key_is_sent_along(
    entra: Entra, tmp_path: Path, content: bytes, thumbprint: str
) -> None:
    header = await signed(entra, "PS256", certified(tmp_path / "bot.pem", content, thumbprint))
    assert header["alg"] == "PS256"
    assert [base64.b64decode(one) for one in header["x5c"]] == [DER]
    assert header["x5t#S256"].rstrip("=") == encoded(hashlib.sha256(DER).digest()).rstrip("=")
    assert "x5t" not in header


async def test_a_key_alone_goes_by_the_thumbprint(entra: Entra, tmp_path: Path) -> None:
    header = await signed(entra, "RS256", certified(tmp_path / "bot.pem", PEM, "Ab" * 20))
    assert (header["alg"], header["x5t"]) == ("RS256", encoded(bytes.fromhex("Ab" * 20)))
    assert not {"x5c", "x5t#S256"} & header.keys()


async def test_a_token_file_vouches_for_the_bot_and_is_read_anew(entra: Entra, tmp_path: Path) -> None:
    file = tmp_path / "token"
    for written in ("first.of.all", "second.of.all"):
        file.write_text(written + "\n")
        settings = {"microsoft_app_type": "FederatedCredentials", "microsoft_app_federated_token_file": file}
        sent = await proof(entra, **settings)
        assert (sent["client_assertion"], sent["client_assertion_type"]) == (written, ASSERTED)


async def test_a_token_file_that_is_gone_is_told_without_its_name(entra: Entra, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("x")
    tokens = source(entra, microsoft_app_type="FederatedCredentials", microsoft_app_federated_token_file=file)
    file.unlink()
    with pytest.raises(TokenUnavailable, match=r"^FileNotFoundError$"):
        await tokens.token()
    file.write_text("y")
    assert await tokens.token() == "token 1"
    assert entra.asked[0].fields["client_assertion"] == "y"


async def test_a_managed_identity_vouches_for_the_bot(entra: Entra) -> None:
    settings = {"microsoft_app_type": "FederatedCredentials", "microsoft_app_federated_client_id": VOUCHES}
    sent = await proof(entra, **settings)
    assert (sent["client_assertion"], sent["client_assertion_type"]) == ("token 1", ASSERTED)
    identity = entra.asked[0]
    assert identity.url == IDENTITY
    assert {"resource": EXCHANGE, "client_id": VOUCHES}.items() <= identity.fields.items()


async def test_a_managed_identity_is_the_bot(entra: Entra) -> None:
    assert await source(entra, microsoft_app_type="UserAssignedMSI").token() == "token 1"
    fields = {"api-version": "2018-02-01", "resource": AUDIENCE, "client_id": APP_ID}
    assert entra.asked == [Asked(IDENTITY, fields)]


@pytest.mark.parametrize(
    "settings",
    [
        {"microsoft_app_password": "hemmelig"},
        {"microsoft_app_type": "UserAssignedMSI"},
        {"microsoft_app_type": "FederatedCredentials", "microsoft_app_federated_client_id": VOUCHES},
    ],
    ids=lambda settings: settings.get("microsoft_app_type", "SingleTenant"),
)
async def test_a_refusal_is_told_by_its_code(entra: Entra, settings: dict[str, object]) -> None:
    entra.error = "invalid_client"
    with pytest.raises(TokenUnavailable, match=r"^invalid_client$"):
        await source(entra, **settings).token()
