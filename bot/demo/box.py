"""What `make run` says last: where everything is, in Norwegian and English, in a box that is easy to find again."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.demo.playground import HOST, Client, Playgrounds
from bot.language.catalogues import learn_languages
from domain.text.messages import SOURCE, Labels, _, language


def boxed(paragraphs: Sequence[Sequence[str]]) -> str:
    """Lines in paragraphs, as wide as the longest."""
    lines = [line for paragraph in paragraphs for line in ("", *paragraph)][1:]
    width = max(map(len, lines))
    rows = [f"│ {line:<{width}} │" for line in lines]
    return "\n".join([f"┌{'─' * (width + 2)}┐", *rows, f"└{'─' * (width + 2)}┘"])


def welcome(port: int, data_dir: Path, playgrounds: Playgrounds, sits_at: Labels[str]) -> str:
    """Both languages, an address once; the clients that answer, and no others."""
    ready = [*_both(lambda: _("Skolemiljø er klar. Skolen er oppdiktet.")), f"  http://{HOST}:{port}/api/messages"]
    stop = _both(lambda: _("Data ligger i {folder}. Begynn på nytt med --fresh. Stopp med Ctrl-C.", folder=data_dir))
    clients = [_client(client, sits_at) for client in playgrounds.running]
    how = _both(lambda: _("Skriv «varsle» som kontaktlærer. Varselet dukker opp hos rektor. Skriv «hjelp» for mer."))
    return boxed([ready, *clients, *([how] if clients else []), stop])


def _client(client: Client, sits_at: Labels[str]) -> list[str]:
    return [*_both(lambda: _("Åpne Teams som {who}:", who=sits_at[client.whose])), f"  {client.address}"]


def _both(say: Callable[[], str]) -> list[str]:
    learn_languages()
    return [_spoken(say, name) for name in (SOURCE, "en")]


def _spoken(say: Callable[[], str], name: str) -> str:
    before = language.set(name)
    try:
        return say()
    finally:
        language.reset(before)
