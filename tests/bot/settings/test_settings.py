import base64
from ipaddress import ip_network
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from bot.app import token_source
from bot.settings.settings import AppType, Carrier, Settings, UnsafeStart
from bot.teams.credentials import CachedTokens
from tests.bot.settings.conftest import KEY, Load
from tests.kit.teams.entra import certificate_of
from tests.kit.teams.issuer import private_key


def test_good_settings(load: Load) -> None:
    settings = load(SCHEDULER="off", PORT="8080", LOG_LEVEL="debug", CARRIER="dialogs", UNKNOWN="x")
    assert settings.carrier is Carrier.DIALOGS
    assert settings.microsoft_app_type is AppType.SINGLE_TENANT
    assert settings.microsoft_app_tenant_id == "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
    assert (settings.scheduler, settings.port, settings.log_level) == (False, 8080, "DEBUG")
    assert settings.public_url == "https://skolemiljo.example"
    assert settings.database_url.get_secret_value() == "sqlite:///var/skolemiljo.db"


def test_defaults_and_the_environment_before_the_file(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "4000")
    settings = load(PORT="8080")
    assert settings.carrier is Carrier.CARDS
    assert (settings.port, settings.host, settings.scheduler, settings.log_level) == (4000, "127.0.0.1", True, "INFO")


def test_the_plans_may_be_a_folder(load: Load, tmp_path: Path) -> None:
    assert load(PLAN_FILE=str(tmp_path)).plan_file == tmp_path


def test_nothing_secret_is_shown(load: Load) -> None:
    settings = load(DATABASE_URL="postgresql+psycopg://u:hemmelig@h/d")
    assert "hemmelig" not in repr(settings)
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"MICROSOFT_APP_ID": None}, "MICROSOFT_APP_ID mangler."),
        ({"MICROSOFT_APP_ID": ""}, "MICROSOFT_APP_ID mangler."),
        ({"MICROSOFT_APP_ID": "bot"}, "MICROSOFT_APP_ID må være en GUID."),
        ({"MICROSOFT_APP_TENANT_ID": None}, "MICROSOFT_APP_TENANT_ID mangler."),
        ({"MICROSOFT_APP_TENANT_ID": "skole.no"}, "MICROSOFT_APP_TENANT_ID må være en GUID."),
        (
            {"MICROSOFT_APP_TYPE": "SingleTennant"},
            "MICROSOFT_APP_TYPE må være SingleTenant, UserAssignedMSI, Certificate eller FederatedCredentials.",
        ),
        (
            {"MICROSOFT_APP_TYPE": "MultiTenant"},
            "MICROSOFT_APP_TYPE må være SingleTenant, UserAssignedMSI, Certificate eller FederatedCredentials.",
        ),
        (
            {"MICROSOFT_APP_PASSWORD": None},
            "MICROSOFT_APP_PASSWORD mangler. Den trengs når MICROSOFT_APP_TYPE er SingleTenant.",
        ),
        (
            {"ENCRYPTION_KEYS": None},
            "ENCRYPTION_KEYS mangler. Den, ENCRYPTION_KEYS_FILE eller ENCRYPTION_KEYS_COMMAND trengs.",
        ),
        ({"ENCRYPTION_KEYS": "hemmelig"}, "ENCRYPTION_KEYS må være base64 av 32 byte, flere skilt med komma."),
        ({"ENCRYPTION_KEYS": f"{KEY},"}, "ENCRYPTION_KEYS må være base64 av 32 byte, flere skilt med komma."),
        ({"PLAN_FILE": "/finnes/ikke.yaml"}, "PLAN_FILE peker på en fil eller mappe som ikke finnes."),
        ({"PUBLIC_URL": None}, "PUBLIC_URL mangler."),
        ({"PUBLIC_URL": "http://skolemiljo.example"}, "PUBLIC_URL må være en https-adresse."),
        ({"PUBLIC_URL": "https://["}, "PUBLIC_URL må være en https-adresse."),
        ({"PUBLIC_URL": "https://skole.example:x"}, "PUBLIC_URL må være en https-adresse."),
        ({"PUBLIC_URL": "https://skole.example\\"}, "PUBLIC_URL må være en https-adresse."),
        ({"PUBLIC_URL": "https://skole.example/to ord"}, "PUBLIC_URL må være en https-adresse."),
        ({"METRICS_TOKEN": "for-short"}, "METRICS_TOKEN må være minst 20 tegn, uten mellomrom og æøå."),
        ({"METRICS_TOKEN": "hemmelig " * 5}, "METRICS_TOKEN må være minst 20 tegn, uten mellomrom og æøå."),
        ({"METRICS_TOKEN": "ø" * 40}, "METRICS_TOKEN må være minst 20 tegn, uten mellomrom og æøå."),
        ({"PORT": "x"}, "PORT må være et tall fra 0 til 65535."),
        ({"PORT": "70000"}, "PORT må være et tall fra 0 til 65535."),
        ({"SCHEDULER": "kanskje"}, "SCHEDULER må være on eller off."),
        ({"NOTICE_TEXT": "kanskje"}, "NOTICE_TEXT må være on eller off."),
        ({"CARRIER": "popups"}, "CARRIER må være cards eller dialogs."),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL må være DEBUG, INFO, WARNING eller ERROR."),
    ],
)
def test_one_fault_one_line(load: Load, change: dict[str, str | None], line: str) -> None:
    assert load.faults(**change) == (line,)


@pytest.mark.parametrize("address", ["hemmelig:hemmelig@", "hemmelig@", ":hemmelig@", "@", "%40hemmelig@"])
def test_the_public_address_holds_no_credentials(load: Load, address: str) -> None:
    line = "PUBLIC_URL kan ikke ha brukernavn eller passord (det som står foran @)."
    assert load.faults(PUBLIC_URL=f"https://{address}skole.example/") == (line,)


@pytest.mark.parametrize("tail", ["?", "?nokkel=hemmelig", "#", "/#hemmelig", "/bot?nokkel=hemmelig#hemmelig"])
def test_the_public_address_has_nothing_after_its_path(load: Load, tail: str) -> None:
    assert load.faults(PUBLIC_URL=f"https://skole.example{tail}") == ("PUBLIC_URL må slutte før «?» og «#».",)


def test_the_public_address_may_have_a_port_and_a_path(load: Load) -> None:
    for address in ("https://skole.example:8443/skolemiljo", "https://[2001:db8::1]/@bot", "https://blåbær.example"):
        assert load(PUBLIC_URL=f"{address}/").public_url == address


def test_all_faults_at_once_and_no_value(load: Load) -> None:
    lines = load.faults(
        MICROSOFT_APP_ID="hemmelig", MICROSOFT_APP_PASSWORD=None, ENCRYPTION_KEYS="hemmelig", PORT="hemmelig"
    )
    assert len(lines) == 4
    assert "hemmelig" not in "".join(lines)


def test_a_certificate_needs_its_file(load: Load) -> None:
    assert load.faults(MICROSOFT_APP_TYPE="Certificate", MICROSOFT_APP_PASSWORD=None) == (
        "MICROSOFT_APP_CERTIFICATE_FILE mangler. Den trengs når MICROSOFT_APP_TYPE er Certificate.",
    )


RSA = rsa.generate_private_key(65537, 2048)


def pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, lock: KeySerializationEncryption | None = None) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock or NoEncryption())


def certified(file: Path, content: bytes, thumbprint: str | None = "Ab" * 20) -> dict[str, str | None]:
    """The settings of a bot with this PEM file."""
    file.write_bytes(content)
    given = {"MICROSOFT_APP_CERTIFICATE_FILE": str(file), "MICROSOFT_APP_CERTIFICATE_THUMBPRINT": thumbprint}
    return {"MICROSOFT_APP_TYPE": "Certificate", "MICROSOFT_APP_PASSWORD": None} | given


def test_a_key_is_read_also_after_its_certificate(load: Load, tmp_path: Path) -> None:
    beside = b"Bag Attributes\n" + certificate_of(RSA) + pem(RSA)
    for content in (pem(RSA), beside):
        settings = load(**certified(tmp_path / "bot.pem", content))
        assert isinstance(token_source(settings), CachedTokens)


def test_a_key_alone_needs_the_thumbprint(load: Load, tmp_path: Path) -> None:
    assert load.faults(**certified(tmp_path / "bot.pem", pem(RSA), thumbprint=None)) == (
        "MICROSOFT_APP_CERTIFICATE_THUMBPRINT mangler. Den trengs når sertifikatet ikke ligger i filen med nøkkelen.",
    )
    load(**certified(tmp_path / "bot.pem", pem(RSA) + certificate_of(RSA), thumbprint=None))


@pytest.mark.parametrize(
    "beside",
    [b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", certificate_of(private_key("another"))],
    ids=["broken", "another's"],
)
def test_a_certificate_beside_its_key_is_the_keys_own(load: Load, tmp_path: Path, beside: bytes) -> None:
    assert load.faults(**certified(tmp_path / "bot.pem", pem(RSA) + beside)) == (
        "MICROSOFT_APP_CERTIFICATE_FILE har et sertifikat som ikke kan leses, eller som ikke hører til nøkkelen.",
    )


@pytest.mark.parametrize(
    "content",
    [
        b"hemmelig",
        b"\xff\xfe hemmelig",
        pem(RSA).replace(b"\nM", b"\nhemmelig", 1),
        pem(RSA, BestAvailableEncryption(b"hemmelig")),
        pem(ec.generate_private_key(ec.SECP256R1())),
        RSA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    ],
    ids=["text", "bytes", "broken", "locked", "elliptic", "public"],
)
def test_a_file_without_a_key_msal_can_use_is_refused(load: Load, tmp_path: Path, content: bytes) -> None:
    assert load.faults(**certified(tmp_path / "bot.pem", content)) == (
        "MICROSOFT_APP_CERTIFICATE_FILE må være en PEM-fil med en privat RSA-nøkkel uten passord.",
    )


@pytest.mark.parametrize("thumbprint", ["AB", "g" * 40, "a" * 64, ":".join(["AB"] * 20), "a" * 39 + "å"])
def test_a_thumbprint_is_forty_hex_digits(load: Load, tmp_path: Path, thumbprint: str) -> None:
    assert load.faults(**certified(tmp_path / "bot.pem", pem(RSA), thumbprint)) == (
        "MICROSOFT_APP_CERTIFICATE_THUMBPRINT må være 40 heksadesimale sifre (SHA-1), uten kolon og mellomrom.",
    )


def test_a_certificate_that_is_not_used_is_not_read(load: Load, plan: Path) -> None:
    unused = {"MICROSOFT_APP_CERTIFICATE_FILE": str(plan), "MICROSOFT_APP_CERTIFICATE_THUMBPRINT": "AB"}
    assert load(**unused).microsoft_app_type is AppType.SINGLE_TENANT


def test_a_managed_identity_needs_no_secret(load: Load) -> None:
    settings = load(MICROSOFT_APP_TYPE="UserAssignedMSI", MICROSOFT_APP_PASSWORD=None)
    assert settings.microsoft_app_type is AppType.USER_ASSIGNED_MSI


FEDERATED = {"MICROSOFT_APP_TYPE": "FederatedCredentials", "MICROSOFT_APP_PASSWORD": None}
VOUCHES = "99999999-2222-4333-8444-555555555555"


def test_someone_vouches_for_the_bot(load: Load, plan: Path) -> None:
    assert load(**FEDERATED, MICROSOFT_APP_FEDERATED_CLIENT_ID=VOUCHES).microsoft_app_type is AppType.FEDERATED
    assert load(**FEDERATED, MICROSOFT_APP_FEDERATED_TOKEN_FILE=str(plan)).microsoft_app_federated_token_file == plan


def test_exactly_one_vouches_for_the_bot(load: Load, plan: Path) -> None:
    file = {"MICROSOFT_APP_FEDERATED_TOKEN_FILE": str(plan)}
    for change, line in (
        ({}, "MICROSOFT_APP_FEDERATED_CLIENT_ID mangler. Den eller MICROSOFT_APP_FEDERATED_TOKEN_FILE trengs."),
        (
            file | {"MICROSOFT_APP_FEDERATED_CLIENT_ID": VOUCHES},
            "MICROSOFT_APP_FEDERATED_CLIENT_ID kan ikke stå sammen med MICROSOFT_APP_FEDERATED_TOKEN_FILE.",
        ),
        (
            {"MICROSOFT_APP_FEDERATED_TOKEN_FILE": "/finnes/ikke"},
            "MICROSOFT_APP_FEDERATED_TOKEN_FILE peker på en fil som ikke finnes.",
        ),
        ({"MICROSOFT_APP_FEDERATED_CLIENT_ID": "x"}, "MICROSOFT_APP_FEDERATED_CLIENT_ID må være en GUID."),
    ):
        assert load.faults(**FEDERATED | change) == (line,)


def test_the_environment_cannot_switch_authentication_off(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANONYMOUS", "true")
    assert not load(anonymous="true").anonymous
    assert load.faults(MICROSOFT_APP_ID=None, ANONYMOUS="1") == ("MICROSOFT_APP_ID mangler.",)


def test_the_demo_is_anonymous_on_loopback_only(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9999")
    values = {"anonymous": True, "encryption_keys": KEY, "plan_file": plan}
    demo = Settings.of(values)
    assert (demo.microsoft_app_id, demo.public_url) == ("", "http://127.0.0.1:3978")
    for host in ("::", "192.168.1.2", "skolemiljo.example", ""):
        with pytest.raises(UnsafeStart, match="HOST må være en loopback-adresse"):
            Settings.of(values | {"host": host})
    assert Settings.of(values | {"host": "localhost"}).host == "localhost"


@given(st.binary(max_size=40).filter(lambda key: len(key) != 32))
def test_a_key_of_another_length_is_refused(key: bytes) -> None:
    with pytest.raises(UnsafeStart, match="ENCRYPTION_KEYS"):
        Settings.of({"anonymous": True, "encryption_keys": base64.b64encode(key).decode(), "plan_file": __file__})


def test_the_proxies_in_front(load: Load) -> None:
    assert load().proxies == ()
    told = load(PROXIES="127.0.0.1, 10.1.0.0/24,fd00::/8").proxies
    assert told == (ip_network("127.0.0.1"), ip_network("10.1.0.0/24"), ip_network("fd00::/8"))


@pytest.mark.parametrize("wrong", ["proxy.test", "10.0.0.1/8", "10.0.0.1;10.0.0.2", "10.0.0.1,"])
def test_a_proxy_is_an_address(load: Load, wrong: str) -> None:
    (fault,) = load.faults(PROXIES=wrong)
    assert fault == "PROXIES må være IP-adresser eller nettverk (10.1.0.0/24), flere skilt med komma."
