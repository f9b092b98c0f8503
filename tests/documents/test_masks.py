"""Other pupils are masked in whatever way a name was typed, and staff when that is chosen."""

import unicodedata
from dataclasses import replace

import pytest

from documents.parts.masks import Mask
from domain.documents.editions import Edition
from domain.ids import PersonId, PupilId
from tests.kit.people.cast import everyone, person, pupil
from tests.kit.school import MONDAY

OWN = replace(pupil(), name="Ola Nordmann", school_class="4B")
OTHERS = [
    replace(pupil(1), name="Kåre Berg", school_class="4B"),
    replace(pupil(2), name="Zoë Li", school_class="4B"),
]


def mask(*, hide_staff: bool = False) -> Mask:
    return Mask(OTHERS, OWN, {person.id: person for person in everyone()}, hide_staff=hide_staff)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_masked_however_its_letters_are_made(form: str) -> None:
    text = unicodedata.normalize(form, "Både Zoë og Kåres bror, og Zoë igjen. Ola så det.")  # type: ignore[arg-type]  # the types cannot say it
    assert mask().text(text) == "Både [elev A] og [elev B]s bror, og [elev A] igjen. Ola så det."


def test_staff_keep_their_names_unless_they_are_to_be_left_out() -> None:
    assert mask().text("Ansatt Teacher så det") == "Ansatt Teacher så det"
    hidden = mask(hide_staff=True)
    assert hidden.text("ansatt teachers klasse") == "[kontaktlærer]s klasse"
    assert (hidden.staff(PersonId("teacher")), mask().staff(PersonId("teacher"))) == ("kontaktlærer", "Ansatt Teacher")
    assert mask().staff(None) == "Skolemiljø (automatisk)"
    assert mask().staff(PersonId("ukjent")) == "Ansatt som ikke kan leses"


def test_a_substitute_stands_with_the_name_and_as_one_or_as_one_alone() -> None:
    was_here = replace(person("assistant"), name="Vera Vikarsen", active=False, until=MONDAY)
    kept, hidden = (Mask(OTHERS, OWN, {was_here.id: was_here}, hide_staff=hide) for hide in (False, True))
    assert kept.staff(was_here.id) == "Vera Vikarsen (vikar)"
    assert (hidden.staff(was_here.id), hidden.text("Vera Vikarsen så det")) == ("vikar", "[vikar] så det")


def test_there_are_more_pupils_than_letters() -> None:
    many = mask()
    labels = [many.pupil(replace(pupil(0), id=PupilId(f"p{n}")).id) for n in range(28)]
    assert (labels[0], labels[25], labels[26]) == ("elev A", "elev Z", "elev A1")


def test_a_pupil_is_the_same_by_the_name_of_before_and_the_own_pupil_is_never_masked() -> None:
    renamed = [replace(OTHERS[0], name="Robert Solvang", earlier_names=("Kåre Berg",)), OTHERS[1]]
    own = replace(OWN, name="Zoë Nordmann", earlier_names=("Ola Nordmann",))
    masked = Mask(renamed, own, {}, hide_staff=False)
    assert masked.text("Kåre Berg, Robert og Ola, som nå heter Zoë") == "[elev A], [elev A] og Ola, som nå heter Zoë"


SUSPECT, COLLEAGUE = PersonId("suspect"), PersonId("colleague")
SUSPECTED = {
    SUSPECT: replace(everyone()[0], id=SUSPECT, name="Finn Kristoffersen"),
    COLLEAGUE: replace(everyone()[1], id=COLLEAGUE, name="Finn Kristofersen Berg"),
}


def home_of_a_suspicion() -> Mask:
    return Mask([], OWN, SUSPECTED, hide_staff=False, edition=Edition.HOME, barred={SUSPECT})


@pytest.mark.parametrize(
    "text",
    [
        "Finn slo meg.",
        "Da gråt jeg. Finn så det.",
        "Kristofferssen er slem.",
        "Kristoffersens time",
        "Jeg er redd Finn",
        "Finn Kristoffersen slo",
    ],
)
def test_whom_a_suspicion_is_about_never_goes_home(text: str) -> None:
    """Also where the name is a word that begins a sentence, or has a letter wrong (§ 12-5)."""
    assert not home_of_a_suspicion().text(text)
    of_a_plan = home_of_a_suspicion()
    of_a_plan.text(text, of_plan=True)
    assert of_a_plan.named


def test_a_colleague_of_whom_a_suspicion_is_about_stands_by_name() -> None:
    for text in ("Finn Kristofersen Berg har tilsyn", "Vi skal finn ut mer", "Ingen kristofersen her"):
        assert home_of_a_suspicion().text(text) == text


def test_where_names_of_staff_are_left_out_whom_a_suspicion_is_about_is_too() -> None:
    hidden = Mask([], OWN, SUSPECTED, hide_staff=True, barred={SUSPECT})
    assert "Finn" not in hidden.text("Finn slo meg.")
    assert "Kristofferssen" not in hidden.text("Kristofferssen er slem.")


PROTECTED = replace(OWN, protected_address=True, base="Base 4", aks=True, grade=4)
ELSEWHERE = replace(pupil(3), name="Kanarild Fugleås", school_class="6A", grade=6, protected_address=True)
TOLD = "Kanarild Fugleås i 6A slo en i 4B i Kanariveien 12"


@pytest.mark.parametrize("edition", Edition)
def test_at_home_nobody_reads_where_a_pupil_with_a_protected_address_goes(edition: Edition) -> None:
    masked = Mask([], PROTECTED, {}, hide_staff=False, edition=edition)
    told = masked.text("Base 4 og 4B"), masked.with_class(PROTECTED)
    kept = "[klasse eller base] og [klasse eller base]", "Ola Nordmann"
    assert told == (kept if edition is Edition.HOME else ("Base 4 og 4B", "Ola Nordmann, 4B"))


def test_in_anothers_papers_the_class_is_not_beside_the_letter() -> None:
    masked = Mask([ELSEWHERE], OWN, {}, hide_staff=False)
    assert masked.text(TOLD) == "[elev A] i [klasse eller base] slo en i 4B i [adresse]"
    assert masked.text("En i 6A") == "En i 6A", "it is said of nobody"


def test_the_archive_has_all_of_it() -> None:
    masked = Mask([ELSEWHERE], OWN, {}, hide_staff=False, edition=Edition.ARCHIVE)
    assert masked.text(TOLD) == TOLD
