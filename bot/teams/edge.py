"""The constants of the edge to Teams. Tests and the demo pass another `Edge`; the environment cannot."""

import ipaddress
from dataclasses import dataclass
from typing import Self

from yarl import URL

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Edge:
    """Whom the bot believes and whom it talks to; the defaults are Microsoft's public cloud."""

    metadata_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    hosts: frozenset[str] = frozenset(
        {"smba.trafficmanager.net", "botframework.com", "teams.microsoft.com", "teams.microsoft.us"}
    )
    scheme: str = "https"

    @classmethod
    def loopback(cls) -> Self:
        """What the demo uses: a Teams client on the same machine, without TLS."""
        return cls(metadata_url="", hosts=LOOPBACK, scheme="http")

    def trusts(self, service_url: str) -> bool:
        """Whether the bot may send to it: the right scheme, a listed host or one below it, nothing hidden.

        Parsed with yarl, as the client that sends does, so that the two cannot read an address differently.
        """
        try:
            url = URL(service_url)
            host, port = url.host or "", url.explicit_port
        except ValueError:
            return False
        bare = not (url.user or url.password or url.query_string or url.fragment)
        known = any(host == name or host.endswith("." + name) for name in self.hosts)
        return url.scheme == self.scheme and bare and known and (self.scheme == "http" or port in (None, 443))


def plain(service_url: str) -> str:
    """One way to write each: the host in small letters, and a slash at the end."""
    scheme, mark, rest = service_url.partition("://")
    host, _, path = rest.partition("/")
    return f"{scheme.lower()}{mark}{host.lower()}/{path}".rstrip("/") + "/"


def is_loopback(host: str) -> bool:
    """Whether a host to listen on can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
