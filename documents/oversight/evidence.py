"""The evidence pack: what Statsforvalteren asks of a case (§ 12-6), in that order, each answered under its question.

A question with nothing to answer it stands there all the same: that is an answer too.
"""

from documents.oversight.evaluated import evaluated
from documents.oversight.found import found
from documents.oversight.knew import who_knew
from documents.oversight.late import late, steps_taken
from documents.oversight.left_out import left_out
from documents.parts import plan as plan_parts
from documents.parts.case import about, alerts
from documents.parts.case_material import Material
from documents.parts.chronology import chronology, force_on_others
from documents.parts.evidence import best_interests, guardians_informed, pupil_heard
from documents.parts.masks import Mask
from documents.parts.model import Piece, Section, Sub
from domain.text.messages import _


def evidence_sections(m: Material, mask: Mask) -> list[Section]:
    return [
        Section(_("Saken"), about(m, mask)),
        *([Section(_("Varselet"), told)] if (told := alerts(m, mask)) else []),
        Section(_("Når fikk hvem vite det?"), who_knew(m, mask)),
        Section(_("Hvordan er eleven hørt?"), pupil_heard(m, mask)),
        Section(_("Hva har foresatte fått vite?"), guardians_informed(m, mask)),
        Section(_("Hva fant skolen ut?"), found(m, mask)),
        Section(_("Hva er til barnets beste?"), best_interests(m, mask)),
        Section(_("Hvilke tiltak er satt inn?"), _measures(m, mask)),
        Section(_("Er tiltakene evaluert til rett tid?"), evaluated(m, mask)),
        Section(_("Hva gjorde skolen, og når?"), steps_taken(m, mask)),
        Section(_("Hva kom for sent, og hvorfor?"), late(m, mask)),
        Section(_("Hva ble ikke gjort, og hvorfor?"), left_out(m, mask)),
        Section(_("Hvilke versjoner har planen hatt?"), plan_parts.versions(m, mask)),
        Section(_("Kronologi"), chronology(m, mask)),
        *force_on_others(m, mask),
    ]


def _measures(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """The problem, what is done, when, by whom, and when it is evaluated (§ 12-4 third paragraph)."""
    if m.activity_plan is None:
        return ()
    plan, measures = plan_parts.plan_sections(m, mask, without="best_interests")
    return (*plan.pieces, Sub(measures.heading), *measures.pieces)
