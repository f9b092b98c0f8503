"""A signer like Microsoft's: OpenID metadata and keys on loopback, and tokens of every right and wrong kind."""

import json
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.com"
FRESH = 300
"""Seconds of the machine's clock that one token is used for; it is good for twice as long."""


@cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    """One key for each name and test run: making one is slow."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Issuer:
    """Serves `published` (key id → endorsements) in a thread of its own; counts when `asked`, and `fetches` of keys.

    `instead` is sent for the keys in place of a list of them; while `flowing` is cleared nothing of the keys is sent.
    """

    def __init__(self, app_id: str, service_url: str) -> None:
        self.app_id = app_id
        self.service_url = service_url
        self.published: dict[str, list[str] | None] = {"k1": ["msteams"]}
        self.asked = self.fetches = 0
        self.status = 200
        self.instead: bytes | None = None
        self.headers: dict[str, str] = {}
        self.keys_url = ""
        self.flowing = threading.Event()
        self.flowing.set()
        self._usual: dict[tuple[str | None, int], str] = {}
        private_key("k1")  # made before two threads ask for it at once
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.flowing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def metadata_url(self) -> str:
        return self.url + "/.well-known/openidconfiguration"

    def rotate(self, key_id: str = "k2") -> None:
        """The old keys are no longer listed."""
        self.published = {key_id: ["msteams"]}

    def token(self, *, kid: str | None = "k1", key: str = "", alg: str = "RS256", **claims: object) -> str:
        """A good token but for what is named; a claim of None is left out."""
        now = int(time.time())
        good = {"iss": ISSUER, "aud": self.app_id, "serviceurl": self.service_url, "nbf": now - 10, "exp": now + 600}
        payload = {name: value for name, value in (good | claims).items() if value is not None}
        headers = {} if kid is None else {"kid": kid}
        if alg == "none":
            return jwt.encode(payload, "", "none", headers=headers)
        if alg == "HS256":
            return jwt.encode(payload, "s" * 64, "HS256", headers=headers)
        return jwt.encode(payload, private_key(key or kid or "k1"), alg, headers=headers)

    def usual_token(self, service_url: str | None) -> str:
        """A good token, as Teams too uses one for many activities, for some minutes."""
        lately = service_url, int(time.time() // FRESH)
        if lately not in self._usual:
            self._usual[lately] = self.token(serviceurl=service_url)
        return self._usual[lately]

    def _jwk(self, key_id: str, endorsements: list[str] | None) -> dict[str, Any]:
        jwk: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(private_key(key_id).public_key()))
        jwk |= {"kid": key_id, "use": "sig"}
        return jwk if endorsements is None else jwk | {"endorsements": endorsements}

    def _document(self, path: str) -> bytes:
        if path != "/keys":
            return json.dumps({"issuer": ISSUER, "jwks_uri": self.keys_url or self.url + "/keys"}).encode()
        self.fetches += 1
        self.flowing.wait(10)
        listed = {"keys": [self._jwk(*pair) for pair in self.published.items()]}
        return json.dumps(listed).encode() if self.instead is None else self.instead

    def _handler(issuer) -> type[BaseHTTPRequestHandler]:  # noqa: N805  (another's signature)
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                issuer.asked += 1
                content = issuer._document(self.path)
                self.send_response(issuer.status)
                for name, value in issuer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (another's signature)
                """Quiet."""

        return Handler
