"""What several have logged on one pupil, for the gallery."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from domain.case.log import LogEntry
from domain.ids import EntryId, new_id
from services.patterns.ask_about import ask_about_entries
from tests.kit.cards.gallery_saksgang import LONG_TEXT
from tests.kit.school import SCHOOL
from tests.kit.year.days import THE_PLAN

if TYPE_CHECKING:
    from tests.kit.cards.gallery import Gallery

PUPIL = "F25"


async def walk_through(g: "Gallery", log: Mapping[str, str]) -> None:
    """What is written names nobody of the staff: whoever is named is not asked."""
    log = {**log, "text": f"**Kanarifett** {LONG_TEXT[:580]}"}
    pattern = _asked(g, log)
    await g.deliver()
    await g.invoke("teacher", "pattern.show", {"pattern": pattern})
    await g.presses("teacher", "Eldre logger")
    await g.presses("teacher", "Nyere logger")
    await g.presses("teacher", "Varsle")
    await g.invoke("teacher", "pattern.show", {"pattern": pattern})
    await g.presses("teacher", "Lagre vurderingen", reason=log["text"])
    await g.invoke("teacher", "pattern.show", {"pattern": pattern})


def _asked(g: "Gallery", log: Mapping[str, str]) -> str:
    """Five have written the same day."""
    now = g.clock.now
    with g.database.begin() as unit:
        tx = unit.school(SCHOOL)
        pupil = next(one for one in tx.pupils.read_all() if one.external_id == PUPIL)
        for person in tx.people.active()[:5]:
            what = {"author": person.id, "logged_at": now, "occurred_at": now, "pupil_id": pupil.id}
            tx.events.log(LogEntry(id=EntryId(new_id()), school_id=SCHOOL, **what, **log))  # type: ignore[arg-type]  # any type
        ask_about_entries(tx, THE_PLAN, now)
        return tx.notes.of(pupil.id).asked[0].pattern
