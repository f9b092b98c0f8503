"""Whether all whose names must not stand in a document can be read: whose row is damaged is not found in a text."""

from documents.parts.masks import Mask
from domain.documents.editions import DocumentKind, Edition, Info, leaves_out_staff, told_in
from domain.errors import Refused
from domain.text.messages import N_
from services.case_file import CaseFile
from services.documents.for_home import barred_from, is_for_home
from services.documents.offered import kept_off
from storage.unit_of_work import Tx

ANOTHER_UNREAD = N_(
    "Det som er lagret om en annen elev, kan ikke leses. Da kan ikke navnet tas ut, og dette kan ikke lages nå. Si fra "
    "til drift."
)
STAFF_UNREAD = N_(
    "Det som er lagret om en ansatt, kan ikke leses. Da kan ikke navnet tas ut, og dette kan ikke lages nå. Si fra til "
    "drift."
)


def require_maskable(kind: DocumentKind, edition: Edition, file: CaseFile, tx: Tx, *, hide_staff: bool) -> None:
    """Raises `Refused` while one of those cannot be read. What has all names in it can be made."""
    if Info.OTHER_NAMES not in told_in(kind, edition) and tx.pupils.unread() - {file.case.pupil_id}:
        raise Refused(ANOTHER_UNREAD)
    suspects = barred_from(file) - tx.people.known.keys() if is_for_home(kind, edition) else ()
    if suspects or (leaves_out_staff(kind, edition, asked=hide_staff) and not tx.people.whole):
        raise Refused(STAFF_UNREAD)


def mask_of(file: CaseFile, kind: DocumentKind, edition: Edition, tx: Tx, *, hide_staff: bool) -> Mask:
    """Of two who bear a name the one the case has to do with comes first."""
    others = [pupil for pupil in tx.pupils.read_all() if pupil.id != file.case.pupil_id]
    return Mask(
        sorted(others, key=lambda pupil: pupil.id not in file.related_pupils),
        file.pupil,
        tx.people.known,
        hide_staff=leaves_out_staff(kind, edition, asked=hide_staff),
        edition=Edition.HOME if is_for_home(kind, edition) else edition,
        close=file.close(others),
        barred=barred_from(file),
        off=kept_off(file),
    )
