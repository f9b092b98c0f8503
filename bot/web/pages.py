"""The three plain pages the app package points to. They say what the bot is; they know nothing of a school."""

from collections.abc import Mapping

from aiohttp import web

from domain.text.messages import N_, language, worded

_STYLE = """body{font:1.1rem/1.6 system-ui;max-width:40rem;margin:3rem auto;padding:0 1rem}
button{font:inherit;padding:.6em 1.2em}"""
_ONLY_STYLE = "default-src 'none'; style-src 'unsafe-inline'"
_ABOUT = N_(
    "Skolemiljø er en bot i Microsoft Teams som hjelper ansatte å følge opp at elevene har det trygt og godt "
    "(opplæringslova kapittel 12). Skriv «hjelp» til boten i Teams for å komme i gang."
)
_PRIVACY = N_(
    "Skoleeier er behandlingsansvarlig. Navn, fritekst og svar blir kryptert med en egen nøkkel for skolen, og sendes "
    "aldri som meldinger i Teams; de vises bare til den som trykker på en knapp og har tilgang. All lesing av en "
    "sak blir loggført. Spørsmål om innsyn og retting går til skolen."
)
_TERMS = N_(
    "Boten er et arbeidsverktøy for ansatte ved skoler som har tatt den i bruk. Den fritar ingen fra plikten "
    "til å varsle rektor: virker den ikke, skal du si fra muntlig."
)
_PAGES = {
    "/": (N_("Skolemiljø"), _ABOUT),
    "/personvern": (N_("Personvern"), _PRIVACY),
    "/vilkar": (N_("Vilkår"), _TERMS),
}


def add_pages(app: web.Application) -> None:
    for path in _PAGES:
        app.router.add_get(path, _page)


async def _page(request: web.Request) -> web.Response:
    title, text = _PAGES[request.path]
    return page(worded(title), f"<p>{worded(text)}</p>")


def page(
    title: str, body: str, *, status: int = 200, policy: str = "", headers: Mapping[str, str] | None = None
) -> web.Response:
    """A plain page: no script, nothing from elsewhere. `policy` adds to what it may do."""
    head = f'<!doctype html><html lang="{language.get()}"><meta charset="utf-8">'
    screen = '<meta name="viewport" content="width=device-width">'
    html = f"{head}{screen}<title>{title}</title><style>{_STYLE}</style><main><h1>{title}</h1>{body}</main></html>"
    allowed = {"Content-Security-Policy": "; ".join(filter(None, (_ONLY_STYLE, policy)))}
    return web.Response(text=html, status=status, content_type="text/html", headers={**allowed, **(headers or {})})
