"""Entra and a machine's managed identity on loopback, as msal asks them, and certificates."""

import json
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from requests.adapters import HTTPAdapter

from bot.teams.credentials import web

LOGIN = "https://login.microsoftonline.com"
MACHINE = "http://169.254.169.254"


def certificate_of(key: RSAPrivateKey) -> bytes:
    """Self-signed, good for a long time, as PEM."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bot")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
    made = made.not_valid_after(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=3650))
    return made.sign(key, SHA256()).public_bytes(Encoding.PEM)


@dataclass(frozen=True, slots=True)
class Asked:
    """`fields` are a form's or a query's."""

    url: str
    fields: dict[str, str]


class _ToLoopback(HTTPAdapter):
    """Goes to another server with the request, and tells it whom it was for."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:  # noqa: ANN401  (another's signature)
        asked = urlsplit(request.url or "")
        request.headers["X-Asked"] = f"{asked.scheme}://{asked.netloc}{asked.path}"
        request.url = f"{self._url}{asked.path}?{asked.query}"
        return super().send(request, *args, **kwargs)


class Entra:
    """Gives a token to everyone, or says `error`. `asked` holds what asked for a token, the first first."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.error: str | None = None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.session = web()
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, _ToLoopback(f"http://127.0.0.1:{self._server.server_port}"))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, url: str, fields: dict[str, str]) -> dict[str, Any]:
        if url.endswith("/.well-known/openid-configuration"):
            tenant = url.removeprefix(LOGIN).split("/")[1]
            place = f"{LOGIN}/{tenant}/oauth2/v2.0"
            return {"authorization_endpoint": place + "/authorize", "token_endpoint": place + "/token"}
        if url.endswith("/discovery/instance"):
            return {"metadata": []}
        self.asked.append(Asked(url, fields))
        if self.error:
            return {"error": self.error, "error_description": "AADSTS700027: hemmelig"}
        return {"access_token": f"token {len(self.asked)}", "token_type": "Bearer", "expires_in": 3600}

    def _handler(entra) -> type[BaseHTTPRequestHandler]:  # noqa: N805  (another's signature)
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._say(urlsplit(self.path).query)

            def do_POST(self) -> None:
                self._say(self.rfile.read(int(self.headers["Content-Length"])).decode())

            def _say(self, fields: str) -> None:
                answer = entra._answer(self.headers["X-Asked"], dict(parse_qsl(fields)))
                content = json.dumps(answer).encode()
                self.send_response(401 if "error" in answer else 200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (another's signature)
                """Quiet."""

        return Handler
