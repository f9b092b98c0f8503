"""What `make run` says last: where everything is, in Norwegian and English, in a box that is easy to find again."""

from collections.abc import Sequence
from pathlib import Path

from bot.demo.playground import HOST, Client, Playgrounds
from domain.text.messages import Labels, _

SITS_AT_IN_ENGLISH = {"læreren": "form teacher of 4B", "rektor": "principal"}


def boxed(paragraphs: Sequence[Sequence[str]]) -> str:
    """Lines in paragraphs, as wide as the longest."""
    lines = [line for paragraph in paragraphs for line in ("", *paragraph)][1:]
    width = max(map(len, lines))
    rows = [f"│ {line:<{width}} │" for line in lines]
    return "\n".join([f"┌{'─' * (width + 2)}┐", *rows, f"└{'─' * (width + 2)}┘"])


def welcome(port: int, data_dir: Path, playgrounds: Playgrounds, sits_at: Labels[str]) -> str:
    """Both languages, an address once; the clients that answer, and no others."""
    clients = [_client(client, sits_at) for client in playgrounds.running]
    return boxed([_ready(port), *clients, *_how(playgrounds), _stop(data_dir)])


def _ready(port: int) -> list[str]:
    return [
        _("Skolemiljø er klar. Skolen er oppdiktet."),
        "Skolemiljø is ready. The school is made up.",
        f"  http://{HOST}:{port}/api/messages",
    ]


def _client(client: Client, sits_at: Labels[str]) -> list[str]:
    return [
        _("Åpne Teams som {who}:", who=sits_at[client.whose]),
        f"Open Teams as the {SITS_AT_IN_ENGLISH[client.whose]}:",
        f"  {client.address}",
    ]


def _how(playgrounds: Playgrounds) -> list[list[str]]:
    if not playgrounds.running:
        return []
    return [
        [
            _("Skriv «varsle» som kontaktlærer. Varselet dukker opp hos rektor. Skriv «hjelp» for mer."),
            "Write «varsle» as the form teacher. The alert shows up at the principal's. Write «hjelp» for more.",
        ]
    ]


def _stop(data_dir: Path) -> list[str]:
    return [
        _("Data ligger i {folder}. Begynn på nytt med --fresh. Stopp med Ctrl-C.", folder=data_dir),
        f"Data lies in {data_dir}. Start over with --fresh. Stop with Ctrl-C.",
    ]
