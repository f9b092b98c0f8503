"""The keys, as an operator sees to them."""

import typer
from rich.progress import Progress

from bot.cli.terminal import err, load_settings, migrated_database, out, stop
from domain.text.messages import _, n_

app = typer.Typer(no_args_is_help=True, help="Krypteringsnøkler.")


@app.command()
def rotate() -> None:
    """Lås datanøklene med den første nøkkelen i ENCRYPTION_KEYS, mens boten går. Etterpå kan den gamle fjernes."""
    database = migrated_database(load_settings())
    others = database.read(lambda unit: unit.data_keys.under_another())
    changed = 0
    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        bar = progress.add_task(_("Låser datanøkler"), total=others)
        while wrapped := database.run(lambda unit: unit.data_keys.rewrap()):
            changed += wrapped
            progress.advance(bar, wrapped)
    lost = database.read(lambda unit: unit.data_keys.under_another())
    out.print(
        n_(
            "{count} datanøkkel er låst med den nye nøkkelen.",
            "{count} datanøkler er låst med den nye nøkkelen.",
            changed,
        )
    )
    if lost:
        stop(
            n_(
                "{count} datanøkkel kan ikke leses med nøklene i ENCRYPTION_KEYS. Sett den gamle sist, og prøv igjen.",
                "{count} datanøkler kan ikke leses med nøklene i ENCRYPTION_KEYS. Sett den gamle sist, og prøv igjen.",
                lost,
            )
        )
