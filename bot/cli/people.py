"""`import-people` for all schools of a folder in one run."""

from collections.abc import Collection, Mapping
from pathlib import Path

from bot.app import utc_now
from bot.cli.terminal import err, out, stop
from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _, n_
from services.people.accounts import Said
from services.people.ask_first import PeopleRefused
from services.people.import_people import import_people
from storage.database import Database
from storage.files.people_file import PupilLine, StaffLine


def school_folders(folder: Path) -> list[Path]:
    """Those with the people of a school, when the people files are not in the folder itself."""
    if _has_people(folder) or not folder.is_dir():
        return []
    return sorted(below for below in folder.iterdir() if _has_people(below))


def import_schools(
    folders: Collection[Path], plans: Mapping[SchoolId, SchoolPlan], database: Database, said: Said
) -> None:
    """Each school is read in whole, or not at all, and told of by itself; ends with status 2 when one was not.

    A folder is named by the school's id in the plan file. One that is no school's stops everything before it begins.
    """
    unknown = [below.name for below in folders if below.name not in plans]
    if unknown:
        stop(_("Ingen planfil gjelder disse mappene. En mappe heter det samme som skolens id i planfilen:"), *unknown)
    for missing in sorted(plans.keys() - {below.name for below in folders}):
        out.print(_("Obs: skolen {school} har ingen mappe her.", school=missing), markup=False)
    if refused := sum(not _imported(below, plans, database, said) for below in folders):
        stop(n_("{count} skole er ikke lest inn.", "{count} skoler er ikke lest inn.", refused))


def _imported(folder: Path, plans: Mapping[SchoolId, SchoolPlan], database: Database, said: Said) -> bool:
    out.print(folder.name, style="bold", markup=False)
    try:
        done = import_people(database, plans[SchoolId(folder.name)], folder, utc_now(), said)
    except PeopleRefused as refused:
        err.print(_("Ingenting er lest inn for {school}:", school=folder.name), markup=False)
        for line in refused.lines:
            err.print(line, markup=False)
        return False
    for line in done:
        out.print(line, markup=False)
    return True


def _has_people(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (StaffLine.file, PupilLine.file))
