"""Backups, as an operator makes them and comes back from them."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app import utc_now
from bot.cli.terminal import answering_database, load_settings, migrated_database, out, stop
from domain.oslo import oslo_time
from domain.text.messages import N_, Labels, _, n_
from storage.backup import files
from storage.backup.files import NoKey
from storage.backup.restore import NotEmpty, NotWhole, Restored
from storage.backup.restore import restore as put_back
from storage.backup.rows import NoBackup
from storage.database import Database
from storage.engine import migrate as migrations
from storage.engine.crypto import Undecipherable

TO_HELP = "Offentlig nøkkel (age1…) til den som skal kunne åpne kopien. Kan gjentas."
PRIVATE_HELP = "Fil med den private nøkkelen, som age-keygen lager den."
ALTHOUGH_HELP = "Legg den tilbake også når noe i den ikke står som det ble skrevet."
NEW_HELP = "Lås alt med nye datanøkler, fordi de gamle har lekket. Ny nøkkel først i ENCRYPTION_KEYS, den gamle etter."
DROP_HELP = "Meldingene som ventet da kopien ble tatt, sendes aldri: de er trolig allerede sendt."

_REFUSED = Labels(
    {
        NoKey: N_("--privat er ingen fil med en privat nøkkel fra age-keygen."),
        NoBackup: N_("Filene er ikke en hel kopi som denne boten har laget, eller de kan ikke åpnes med nøkkelen."),
        NotEmpty: N_("Det er noe i databasen fra før. Legg kopien i en tom database."),
        Undecipherable: N_("Hovednøkkelen (ENCRYPTION_KEYS) passer ikke til kopien."),
    }
)


def backup(
    folder: Annotated[Path, typer.Argument(metavar="MAPPE", help="Mappen kopien legges i.")],
    to: Annotated[list[str], typer.Option("--til", metavar="NØKKEL", help=TO_HELP)],
) -> None:
    """Ta en kryptert kopi av databasen, med nøklene i en fil for seg. Filer med nøkler slettes etter 30 dager."""
    database = migrated_database(load_settings())
    if not database.read(lambda unit: unit.schools.all()):
        stop(_("Databasen er tom: det er ingenting å ta kopi av."))
    now = utc_now()
    try:
        made = files.make(database, folder, files.public_keys(to), now)
        old = files.old_keys(folder, now)
        for path in old:
            path.unlink()
    except NoKey:
        stop(_("--til må være en offentlig nøkkel fra age-keygen. Den begynner med age1."))
    except OSError as problem:
        stop(_("Kan ikke skrive i {folder}: {problem}.", folder=folder, problem=problem.strerror))
    for path in made:
        out.print(_("Skrev {path}.", path=path), markup=False)
    if old:
        out.print(n_("Slettet {count} gammel fil med nøkler.", "Slettet {count} gamle filer med nøkler.", len(old)))


def restore(
    database_file: Annotated[Path, typer.Argument(metavar="DATABASE", help="Filen skolemiljo-database-….age.")],
    keys_file: Annotated[Path, typer.Argument(metavar="NØKLER", help="Filen skolemiljo-keys-….age, gjerne en nyere.")],
    private: Annotated[Path, typer.Option("--privat", metavar="FIL", help=PRIVATE_HELP)],
    *,
    although: Annotated[bool, typer.Option("--likevel", help=ALTHOUGH_HELP)] = False,
    new_keys: Annotated[bool, typer.Option("--nye-nøkler", help=NEW_HELP)] = False,
) -> None:
    """Legg en kopi tilbake i en tom database (DATABASE_URL), og se etter at alt står som det ble skrevet.

    Boten sender ingenting fra den før «resume».
    """
    database = answering_database(load_settings(), create=True)
    try:
        migrations.upgrade(database.engine)
        done = _restored(database, (database_file, keys_file), private, although=although, new_keys=new_keys)
    except NotWhole as broken:
        told = _("Kopien står ikke som den ble skrevet (avvik: {count}).", count=len(broken.findings))
        stop(told, _("Ingenting er lagt inn. Med --likevel legges den inn, og «audit verify» sier hva som avviker."))
    except OSError as problem:
        stop(_("Kan ikke lese {path}: {problem}.", path=problem.filename, problem=problem.strerror))
    except (NoKey, NoBackup, NotEmpty, Undecipherable) as refused:
        stop(_REFUSED[type(refused)], _("Ingenting er lagt inn."))
    for line in _told(done):
        out.print(line)


def _restored(database: Database, paths: tuple[Path, Path], private: Path, **how: bool) -> Restored:
    identities = files.private_keys(private)
    with files.opened(paths[0], identities) as main, files.opened(paths[1], identities) as keys:
        return put_back(database, (main, keys), utc_now(), **how)


def resume(*, drop: Annotated[bool, typer.Option("--uten-de-gamle", help=DROP_HELP)] = False) -> None:
    """La boten sende igjen, etter at en kopi er lagt tilbake."""
    database = migrated_database(load_settings())
    since = database.read(lambda unit: unit.queue.paused())
    if since is None:
        stop(_("Ingenting holdes tilbake."))
    waited = database.run(lambda unit: unit.queue.go_on(utc_now(), drop=drop))
    out.print(_("Boten sender igjen. Den har ventet siden {since}.", since=f"{oslo_time(since):%d.%m.%Y %H:%M}"))
    if drop:
        out.print(n_("{count} gammel melding sendes aldri.", "{count} gamle meldinger sendes aldri.", waited))
    else:
        out.print(n_("{count} melding ventet.", "{count} meldinger ventet.", waited))


def _told(done: Restored) -> list[str]:
    told = [n_("Lagt inn: {count} rad.", "Lagt inn: {count} rader.", done.rows)]
    if done.other_keys:
        told.append(
            n_(
                "{count} nøkkel er fra et annet tidspunkt enn databasen.",
                "{count} nøkler er fra et annet tidspunkt enn databasen.",
                done.other_keys,
            )
        )
    if done.unreadable:
        told.append(n_("{count} rad kunne ikke leses.", "{count} rader kunne ikke leses.", done.unreadable))
    if done.findings:
        told.append(n_("{count} avvik: se «audit verify».", "{count} avvik: se «audit verify».", len(done.findings)))
    return [*told, _("Boten sender ingenting før du har skrevet: python -m bot resume")]
