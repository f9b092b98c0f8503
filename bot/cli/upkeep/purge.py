"""What has had its time, as an operator deletes it, or only looks."""

from typing import Annotated

import typer

from bot.app import utc_now
from bot.cli.terminal import load_settings, migrated_database, out, plans_of
from domain.text.messages import N_, _, worded
from services.retention.purge_schools import purge_all_references, purge_schools

_WHAT = {
    "filed": N_("saker som er journalført"),
    "unfiled": N_("saker som ikke er journalført, etter kommunens regel"),
    "groundless": N_("saker som er feilregistrert, etter kommunens regel"),
    "warned": N_("saker som slettes om to uker, og de som leder dem, får vite det"),
    "alerts": N_("varsler som ikke har noen sak igjen"),
    "drafts": N_("dager med utkast"),
    "reads": N_("år med lesninger"),
    "pupil_logs": N_("år med logger på en elev uten sak, etter kommunens regel"),
    "people": N_("ansatte som har sluttet, og som ingen sak eller logg trenger"),
    "pupils": N_("elever som har sluttet, og som ingen sak eller logg trenger"),
    "messages": N_("meldinger som er kommet fram"),
    "sweeps": N_("dager som er gjort, og som ingen spør etter"),
}


def purge(
    *, only_look: Annotated[bool, typer.Option("--dry-run", help="Bare si hva som ville blitt slettet.")] = False
) -> None:
    """Slett det som er eldre enn planfilen sier det skal bli. Boten gjør det selv hver dag."""
    settings = load_settings()
    database = migrated_database(settings)
    plans, now = plans_of(settings, database), utc_now()
    out.print(_("Dette ville blitt slettet:") if only_look else _("Dette er slettet:"))
    for school_id, found in purge_schools(database, plans, now, only_look=only_look):
        counts = {_WHAT[name]: count for name, count in found.counts.items() if count}
        for what, count in counts.items():
            out.print(f"{school_id}: {worded(what)}: {count}", markup=False)
        if not counts:
            out.print(_("{school}: ingenting", school=school_id), markup=False)
    references = purge_all_references(database, plans, now, only_look=only_look)
    out.print(_("Steder der noen kunne nås i Teams: {count}", count=references))
