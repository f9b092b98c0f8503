"""The alert, to be filed as soon as it is taken (L1179): what was told of, what was added since, and who took it."""

from documents.parts.case import about, alert_pieces
from documents.parts.case_material import Material
from documents.parts.chronology import event_words
from documents.parts.masks import Mask
from documents.parts.model import Facts, Piece, Section, Table
from documents.parts.wording import moment
from domain.alert.alert import Alert
from domain.documents.editions import Info
from domain.event import Event, EventKind
from domain.text.messages import _

_ADDED = {EventKind.ALERT_ADDED, EventKind.ALERT_WRONG, EventKind.CASE_ANOTHER_PUPIL}


def alert_sections(m: Material, mask: Mask) -> list[Section]:
    several = len(m.alerts) > 1
    return [
        Section(_("Saken"), about(m, mask)),
        *(
            Section(
                _("Varsel sendt {moment}", moment=moment(alert.sent_at)) if several else _("Varselet"),
                (*alert_pieces(alert, m, mask), *_care(alert, m)),
            )
            for alert in m.alerts
        ),
        Section(_("Lagt til i varselet senere"), _added(m, mask)),
    ]


def _care(alert: Alert, m: Material) -> tuple[Piece, ...]:
    """That there is a concern is for the principal; what the reporter does about it is the reporter's (§ 24-3)."""
    if not (alert.form.care_concern and m.knows_of_care and Info.CARE in m.told):
        return ()
    return (Facts(((_("Bekymring for omsorgen hjemme"), _("Ja (§ 24-3). Den som varslet, melder selv.")),)),)


def _added(m: Material, mask: Mask) -> tuple[Piece, ...]:
    rows = tuple(
        (moment(item.at), event_words(item, m, mask), mask.staff(item.by))
        for item in m.items
        if isinstance(item, Event) and item.kind in _ADDED
    )
    return (Table((_("Når"), _("Hva"), _("Av")), rows),) if rows else ()
