from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.activity_plan.activity_plan import ActivityPlan, drop_measure
from domain.activity_plan.evaluation import QUESTIONS
from domain.correcting.before_righted import LEFT_OUT
from domain.documents.wording import Known, worded
from domain.event import Details, Event, EventKind, Joined, Need, Off
from domain.ids import CaseId, PersonId
from domain.incident import Mark, OwnerNotice
from domain.school_plan.procedure import Answer
from domain.steps.record import Given, StepRecord, Taken
from domain.steps.wording import answered, headline, left, remark
from domain.value import to_json
from tests.kit.people.cast import everyone, person
from tests.kit.school import MONDAY as MOMENT
from tests.kit.school import the_plan
from tests.kit.steps.activity_plans import measure, whole
from tests.kit.steps.journey import MONDAY, recorded

NAMES = {one.id: one.name for one in everyone()}
LINE = person("line").id
QUESTION = next(iter(QUESTIONS))


def words(kind: EventKind, *versions: ActivityPlan, **details: Any) -> str:  # noqa: ANN401  (any type)
    event = Event(kind=kind, at=MOMENT, by=LINE, details=Details(**details), case_id=whole().case_id)
    return worded(event, Known(NAMES, versions))


@pytest.mark.parametrize(
    ("kind", "details", "text"),
    [
        (EventKind.ALERT_ADDED, {"words": "Det skjedde igjen"}, "Det skjedde igjen"),
        (EventKind.NOTICE_UNREACHED, {"person": LINE}, "Skolemiljø nådde ikke Ansatt Line."),
        (
            EventKind.NOTICE_UNREACHED,
            {"person": LINE, "passed_on": True},
            "Skolemiljø nådde ikke Ansatt Line. Neste i rekken er varslet.",
        ),
        (EventKind.NOTICE_REACHED, {"person": LINE}, "Varselet nådde fram til Ansatt Line først nå."),
        (EventKind.NOTICE_UNTAKEN, {}, "Ingen har tatt imot varselet. Neste i rekken er med i saken."),
        (EventKind.CASE_RECEIVED, {}, "Varselet er tatt imot."),
        (
            EventKind.CASE_KEPT_LONGER,
            {"day": date(2027, 3, 1), "reason": "Klagesak"},
            "Slettingen av saken er utsatt til 1.3.2027. Grunn: Klagesak",
        ),
        (EventKind.CASE_HELD, {"reason": "Erstatning"}, "Saken skal ikke slettes. Grunn: Erstatning"),
        (EventKind.CASE_HOLD_LIFTED, {"reason": "Avgjort"}, "Saken kan slettes igjen. Grunn: Avgjort"),
        (EventKind.CASE_IDENTIFIED, {}, "Eleven er kjent."),
        (
            EventKind.CASE_MARKED,
            {"marks": (Mark.SERIOUS, Mark.FORCE), "reason": "Legevakt"},
            "Nytt i saken: alvorlig, fysisk inngrep. Grunn: Legevakt",
        ),
        (
            EventKind.CASE_MEMBER_ADDED,
            {"person": LINE, "how": Joined.BY_A_LEADER, "reason": "Kjenner eleven"},
            "Ansatt Line er lagt til. Grunn: Kjenner eleven",
        ),
        (
            EventKind.CASE_MEMBER_ADDED,
            {"person": LINE, "how": Joined.BY_A_LEADER, "need": Need.TEACHES, "day": date(2026, 11, 27)},
            "Ansatt Line er lagt til, til og med 27.11.2026. Grunn: Underviser eleven",
        ),
        (
            EventKind.CASE_MEMBER_ADDED,
            {"person": LINE, "how": Joined.BY_A_LEADER, "need": Need.STANDS_IN, "reason": "for Kari"},
            "Ansatt Line er lagt til. Grunn: Er vikar: for Kari",
        ),
        (
            EventKind.CASE_MEMBER_ADDED,
            {"person": LINE, "how": Joined.BY_A_LEADER, "need": Need.OTHER, "reason": "Tolker"},
            "Ansatt Line er lagt til. Grunn: Tolker",
        ),
        (
            EventKind.CASE_MEMBER_UNTIL,
            {"person": LINE, "day": date(2026, 11, 27), "reason": "Trengs lenger"},
            "Ansatt Line er med i saken til og med 27.11.2026. Grunn: Trengs lenger",
        ),
        (
            EventKind.CASE_MEMBER_UNTIL,
            {"person": LINE, "reason": "Fast ansatt"},
            "Ansatt Line er med i saken uten sluttdag. Grunn: Fast ansatt",
        ),
        (
            EventKind.CASE_MEMBER_ADDED,
            {"person": LINE, "how": Joined.AS_SAFE_ADULT},
            "Ansatt Line er med i saken som elevens trygghetsperson.",
        ),
        (
            EventKind.CASE_MEMBER_ADDED,
            {"person": LINE, "how": Joined.WITH_A_STEP},
            "Ansatt Line er med i saken og har fått steg i den.",
        ),
        (
            EventKind.CASE_MEMBER_REMOVED,
            {"person": LINE, "reason": "Har byttet trinn"},
            "Ansatt Line er tatt ut. Grunn: Har byttet trinn",
        ),
        (
            EventKind.CASE_IN_NEED,
            {"person": LINE, "day": date(2026, 11, 24), "reason": "Ingen er her"},
            "Ansatt Line fikk nødtilgang, for å lese, til 24.11.2026. Grunn: Ingen er her",
        ),
        (EventKind.CASE_TAKEN_OVER, {}, "Nye ansvarlige er lagt til etter planens regler."),
        (EventKind.CASE_BARRED, {"person": LINE}, "Mistanken gjelder Ansatt Line."),
        (
            EventKind.CASE_BAR_LIFTED,
            {"person": LINE, "reason": "Var ikke der"},
            "Ansatt Line er ikke lenger utestengt fra saken. Grunn: Var ikke der",
        ),
        (EventKind.CASE_DISQUALIFIED, {"person": LINE, "reason": "Er i slekt"}, "Ansatt Line er inhabil i saken."),
        (EventKind.CASE_DISQUALIFIED, {"person": LINE}, "Ansatt Line er elevens pårørende, og er ikke med i saken."),
        (
            EventKind.CASE_MEMBER_OFF,
            {"person": LINE, "off": Off.REPLACED},
            "Ansatt Line er ikke lenger elevens trygghetsperson, og er ute av saken.",
        ),
        (
            EventKind.CASE_MEMBER_OFF,
            {"person": LINE, "off": Off.NOT_THEIRS},
            "Ansatt Line har ikke lenger ansvar for eleven, og er ute av saken.",
        ),
        (
            EventKind.CASE_MEMBER_OFF,
            {"person": LINE, "off": Off.ENDED},
            "Tilgangen til Ansatt Line er over, og Ansatt Line er ute av saken.",
        ),
        (
            EventKind.PATTERN_ASSESSED,
            {"reason": "Lek"},
            "Loggene ble vurdert, og det ble ikke varslet. Grunn: Lek",
        ),
        (EventKind.CASE_LINKED, {}, "Egen sak for eleven, med egen plan."),
        (
            EventKind.CASE_OWNER_DECISION,
            {"notice": OwnerNotice.NOTIFIED, "day": date(2026, 11, 23), "document": "26/1"},
            "Meldt fra til skoleeier 23.11.2026. Dokument 26/1.",
        ),
        (
            EventKind.CASE_OWNER_DECISION,
            {"notice": OwnerNotice.GROUNDLESS, "day": date(2026, 11, 23), "reason": "Var ikke der"},
            "Vurdert som åpenbart grunnløs 23.11.2026. Var ikke der",
        ),
        (EventKind.CASE_REOPENED, {"reason": "Igjen"}, "Saken er åpnet igjen. Grunn: Igjen"),
        (
            EventKind.CASE_ANOTHER_PUPIL,
            {"reason": "Feil trykk"},
            "Saken gjelder en annen elev enn først oppgitt. Grunn: Feil trykk",
        ),
        (
            EventKind.CASE_ROLE_RIGHTED,
            {"answers": {"var": "vitne", "er": "krenker"}, "reason": "Feil trykk"},
            "En elevs rolle i varselet er rettet: kan ha krenket, ikke så eller hørte det. Grunn: Feil trykk",
        ),
        (
            EventKind.CASE_MISREGISTERED,
            {"reason": "En prøve"},
            "Saken er avsluttet som feilregistrert. Grunn: En prøve",
        ),
        (
            EventKind.CASE_PUPIL_LEFT,
            {"day": date(2026, 11, 20), "words": "Fjellet skole", "steps": ("observasjon",), "reason": "Flyttet"},
            "Eleven har sluttet på skolen 20.11.2026. Ny skole: Fjellet skole. Ikke gjort: observasjon. Grunn: Flyttet",
        ),
        (EventKind.ALERT_WRONG, {"words": "Det var en annen"}, "Dette ble feil: Det var en annen"),
        (
            EventKind.PLAN_ASKED_FIRST,
            {"day": date(2026, 11, 23), "answers": {QUESTION: "aldri"}},
            f"Før tiltakene, 23.11.2026: {QUESTIONS[QUESTION]} aldri",
        ),
        (
            EventKind.PLAN_READ_ALOUD,
            {"day": date(2026, 11, 23)},
            "«Min plan» er lest opp for eleven 23.11.2026. Eleven hadde ingenting å rette.",
        ),
        (
            EventKind.PLAN_READ_ALOUD,
            {"day": date(2026, 11, 23), "words": "Ute", "reason": "Ja"},
            "«Min plan» er lest opp for eleven 23.11.2026. Eleven sa: «Ute» Navn på andre elever står her fordi: Ja",
        ),
        (
            EventKind.PLAN_READ_ALOUD,
            {"day": date(2026, 11, 23), "of_another": True},
            f"«Min plan» ble lest opp 23.11.2026. {LEFT_OUT}",
        ),
        (EventKind.PLAN_ASKED_FIRST, {"of_another": True}, f"Eleven ble spurt før tiltakene. {LEFT_OUT}"),
    ],
)
def test_an_event_is_told_in_a_sentence_or_two(kind: EventKind, details: dict[str, object], text: str) -> None:
    assert words(kind, **details) == text


def test_someone_nobody_knows_any_more_is_unknown_and_not_an_id() -> None:
    assert words(EventKind.CASE_BARRED, person=PersonId("a7f3")) == "Mistanken gjelder Ukjent."
    assert words(EventKind.NOTICE_UNREACHED) == "Skolemiljø nådde ikke Ukjent."


def test_a_plan_put_into_effect_tells_what_is_new_since_the_one_before() -> None:
    first = replace(whole(), version=1)
    second = replace(drop_measure(first, measure().id), version=2)
    assert words(EventKind.PLAN_ADOPTED, first, version=1).startswith("Planen er satt i verk, versjon 1.")
    assert words(EventKind.PLAN_ADOPTED, version=1) == "Planen er satt i verk, versjon 1."
    assert (
        words(EventKind.PLAN_ADOPTED, first, second, version=2) == "Planen er satt i verk, versjon 2. Tiltak tatt ut."
    )


def test_each_of_two_cases_that_became_one_tells_of_its_own_version_1() -> None:
    other = replace(whole(), case_id=CaseId("case2"), version=1)
    first = replace(drop_measure(whole(), measure().id), version=1)
    own = words(EventKind.PLAN_ADOPTED, first, version=1)
    assert words(EventKind.PLAN_ADOPTED, other, first, version=1) == own


def test_what_says_all_by_its_kind_has_no_words() -> None:
    for kind in (EventKind.ALERT_SENT, EventKind.CASE_READ, EventKind.PLAN_SNAPSHOT):
        assert words(kind) == ""


def test_no_name_is_written_down_with_an_event() -> None:
    told = Event(kind=EventKind.CASE_BARRED, at=MOMENT, by=LINE, details=Details(person=LINE))
    assert [name for name in NAMES.values() if name in to_json(told)] == []


def done(*answers: Given, step: str = "observasjon") -> StepRecord:
    return recorded(step, Taken.DONE, answers=answers)


def test_an_answer_is_told_with_its_question_but_not_the_advice_of_it() -> None:
    step = the_plan().procedure.by_id["observasjon"]
    record = done(
        Given(question="dato", kind=Answer.DATE, day=MONDAY),
        Given(question="til_stede", kind=Answer.PRESENT, text="Hele klassen"),
        Given(question="observert", kind=Answer.TEXT, text="Satt alene"),
    )
    assert answered(record, step, NAMES) == [
        ("Hvilken dag?", "23.11.2026"),
        ("Hvem var der?", "Hele klassen"),
        ("Hva så og hørte du?", "Satt alene"),
    ]


def test_a_person_is_told_by_name_and_what_was_chosen_by_its_label() -> None:
    steps = the_plan().procedure.by_id
    handed = done(Given(question="undersøker_videre", kind=Answer.PERSON, person=LINE), step="avklaringssamtale")
    gone = replace(handed, answers=(replace(handed.answers[0], person=PersonId("a7f3")),))
    asked = "Hvem observerer og undersøker videre?"
    assert answered(handed, steps["avklaringssamtale"], NAMES) == [(asked, "Ansatt Line")]
    assert answered(gone, steps["avklaringssamtale"], NAMES) == [(asked, "Ukjent")]
    assert answered(handed, steps["avklaringssamtale"], NAMES, str.upper) == [(asked, "Ansatt Line")], "not written"
    ticked = done(
        Given(question="avkryss", kind=Answer.CHECKS, chosen=("selv", "responstid")), step="telefon_foresatte"
    )
    assert answered(ticked, steps["telefon_foresatte"], NAMES) == [
        ("Hva fikk foresatte vite?", "Hva de selv kan gjøre · Når skolen svarer dem")
    ]


def test_what_a_step_this_plan_does_not_know_was_told_is_still_told() -> None:
    record = done(
        Given(question="noe", kind=Answer.TEXT, text="Satt alene"),
        Given(question="valg", kind=Answer.CHOICE, chosen=("kort_plan",)),
        step="gammelt_steg",
    )
    assert answered(record, None, NAMES) == [("Svar", "Satt alene"), ("Svar", "Kort_plan")]
    assert headline(record, None) == "gammelt_steg"


@pytest.mark.parametrize(
    ("taken", "text"),
    [
        (Taken.DONE, "Observer eleven"),
        (Taken.NOT_NEEDED, "Ikke nødvendig: Observer eleven"),
        (Taken.POSTPONED, "Fristen er flyttet: Observer eleven"),
        (Taken.HANDED_OVER, "Gitt videre: Observer eleven"),
        (Taken.BACK, "Undersøk på nytt"),
        (Taken.REOPENED, "Åpnet igjen"),
        (Taken.UNDONE, "Ikke gjort likevel: Observer eleven"),
    ],
)
def test_a_record_is_headed_by_what_was_done_with_its_step(taken: Taken, text: str) -> None:
    assert headline(recorded("observasjon", taken), the_plan().procedure.by_id["observasjon"]) == text


def test_why_other_pupils_names_stand_there_is_told() -> None:
    named = replace(done(), names_reason="Elevene er søsken")
    assert remark(named, {}) == "Navn på andre elever står her fordi: Elevene er søsken"


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (date(2026, 11, 27), "i dag"),
        (date(2026, 11, 29), "ingen virkedager igjen"),
        (date(2026, 11, 30), "1 virkedag igjen"),
        (date(2026, 12, 1), "2 virkedager igjen"),
    ],
)
def test_the_days_left_are_working_days(last: date, told: str) -> None:
    """From a Friday."""
    assert left(date(2026, 11, 27), last) == told
