"""Every document in every edition, of two cases that have been through it all, and what is handed out to who asks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC

from documents.compose import COMPOSED, SHORT_PLAN, compose
from documents.my_plan import VOICES
from documents.parts.case_material import Item, Material
from documents.parts.masks import Mask
from documents.parts.model import Document
from documents.subject_access.employee import OfEmployee, of_employee
from documents.subject_access.mask import HandedOut
from documents.subject_access.pupil import OfPupil, of_pupil
from domain.activity_plan.evaluation import Next
from domain.activity_plan.intervals import AT_A_TIME
from domain.alert.alert import PupilRole
from domain.case.log import LogEntry
from domain.documents.editions import DocumentKind, Edition, editions_of
from domain.documents.subject_access import Withheld
from domain.ids import EntryId
from domain.lateness.first_days import FirstDays
from domain.people.person import Pupil
from domain.steps.closing import last_closing
from domain.text.messages import school_words
from tests.documents.test_my_plan import MEASURES, journey, material, read
from tests.kit.people.cast import alert, case, everyone, form, person, pupil
from tests.kit.school import SCHOOL
from tests.kit.steps.journey import MONDAY, THE_PLAN, Journey, later, noon

FACTS = "Kåre og en elev til stengte veien inn i garderoben. Ola gikk alene ut, og gråt."
ENTRY = LogEntry(
    id=EntryId("entry"),
    school_id=SCHOOL,
    author=person("teacher").id,
    logged_at=noon(later(1)).astimezone(UTC),
    occurred_at=noon(later(1)).astimezone(UTC),
    type="elevsamtale",
    text="Vi snakket om friminuttene. Ola vil være med på ballspillet, men tør ikke spørre.",
    quote="Det er verst i storefri.",
    present="Sosiallærer",
)
READ = read("Jeg vil at Ali er der")
MADE_AT = noon(later(40)).astimezone(UTC)
OLA: Pupil = replace(pupil(), name="Ola Nordmann")
OTHER = replace(pupil(1), name="Kåre Berg")


def sheets() -> Iterator[tuple[str, Document]]:
    """Each with what it is called."""
    school_words.set(THE_PLAN.own_words)
    whole = _closed(journey(MEASURES[:AT_A_TIME]))
    before = {(DocumentKind.INVITATION, Edition.HOME): _invited(), (DocumentKind.MY_PLAN, Edition.HOME): _helped()}
    for kind in COMPOSED:
        for edition in editions_of(kind):
            yield f"{kind}-{edition}", _composed(kind, edition, before.get((kind, edition), whole))
    yield f"{SHORT_PLAN}-{Edition.HOME}", _composed(DocumentKind.PLAN, Edition.HOME, _of(_short_plan(), 4))
    for voice in VOICES:
        yield (
            f"{DocumentKind.MY_PLAN}-{voice.up_to}",
            _composed(DocumentKind.MY_PLAN, Edition.HOME, material(journey(), voice.up_to, [READ])),
        )
    yield "innsyn-elev", _of_a_pupil()
    yield "innsyn-ansatt", _of_an_employee()


def _closed(taken: Journey) -> Material:
    """With one step late, and one not done."""
    taken.takes("oppfølging", later(7))
    taken.evaluates(later(7))
    taken.takes("følge_opp", later(8))
    taken.takes("systematisk_observasjon", later(9))
    taken.takes("oppfølging", later(14))
    taken.takes("systematisk_observasjon", later(16))
    taken.takes("avslutt", later(21))
    return _as_agreed(_of(taken, 4), taken)


def _as_agreed(told: Material, taken: Journey) -> Material:
    """With the plan as it was left by its evaluations."""
    plan = taken.in_effect
    assert plan
    return replace(told, written=plan, in_effect=plan, versions=[plan], left=[plan])


def _helped() -> Material:
    """The measures are over, and the pupil has it safe; the case is open."""
    taken = journey(MEASURES[:AT_A_TIME])
    taken.evaluates(later(7), becomes=Next.END)
    return replace(_as_agreed(_of(taken, 4), taken), made_at=noon(later(8)).astimezone(UTC))


def _invited() -> Material:
    """The meeting is to come."""
    taken = Journey()
    taken.takes_all("ta_imot", "avklaringssamtale", "telefon_foresatte", "innkalling", "trygghetsperson")
    return replace(_of(taken, 4), made_at=noon(MONDAY).astimezone(UTC))


def _short_plan() -> Journey:
    taken = Journey()
    taken.to_the_outcome("kort_plan")
    taken.adopts(MONDAY)
    return taken


def _of(taken: Journey, grade: int) -> Material:
    items: list[Item] = [*taken.records, ENTRY, READ]
    told = material(taken, grade, sorted(items, key=lambda one: one.logged_at if isinstance(one, LogEntry) else one.at))
    own = told.pupil or pupil()
    roles = {own.id: PupilRole.EXPOSED, OTHER.id: PupilRole.VIOLATOR}
    return replace(
        told,
        alerts=[alert(form=form(pupils=(own.id, OTHER.id), roles=roles, facts=FACTS))],
        first_days=FirstDays(taken.records, (), THE_PLAN.procedure),
        closing=last_closing(taken.records, (), THE_PLAN.procedure),
        made_at=MADE_AT,
    )


def _composed(kind: DocumentKind, edition: Edition, of: Material) -> Document:
    people = {one.id: one for one in everyone()}
    return compose(kind, edition, of, Mask([OTHER], of.pupil, people, hide_staff=False, edition=edition))


def _of_a_pupil() -> Document:
    told = OfPupil(
        pupil=OLA,
        cases=(),
        entries=[ENTRY],
        named=(),
        reviewed=frozenset(Withheld),
        school_plan=THE_PLAN,
        made_at=MADE_AT,
        made_by=person("principal").id,
    )
    return of_pupil(told, HandedOut([OTHER], OLA, {one.id: one for one in everyone()}))


def _of_an_employee() -> Document:
    own = person("teacher")
    told = OfEmployee(
        person=own,
        absence=None,
        quiet=None,
        cases=[case()],
        alerts=[(alert(), ())],
        entries=[ENTRY],
        measures=(),
        done=(),
        school_plan=THE_PLAN,
        made_at=MADE_AT,
    )
    return of_employee(told, HandedOut([OTHER, OLA], None, {one.id: one for one in everyone()}, who=own.id))
