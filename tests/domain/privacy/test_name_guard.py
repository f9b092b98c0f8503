import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import PupilId
from domain.people.person import Pupil
from domain.privacy.hit import Hit
from domain.privacy.name_guard import NOBODY, OtherNames, marked, unconfirmed
from domain.privacy.names.close import Close, close_to
from domain.privacy.names.folding import composed, fold
from tests.kit.people.cast import person, pupil
from tests.kit.school import MONDAY

ENDINGS = ("", "s", "'s", "’s", "’", "'", "en", "ens", "-s", "-en")
NAMES = (
    "Karine Fuglesang",
    "Anne-Kari Bergli",
    "Bjørn Åsheim",
    "André Nilsen",
    "Hans Lykkeby",
    "Ole Kristian van der Hagenby",
    "Tim Al-Hassan",
    "Zoë O'Brien",
    "Nordmann, Perle",
    "Jonas M. Haugland",
)


def named(name: str, *, number: int = 1, school_class: str = "4B") -> Pupil:
    grade = int(school_class[0])
    return replace(pupil(3), name=name, school_class=school_class, grade=grade, id=PupilId(f"p{number}"))


CLASS = [named(name, number=number) for number, name in enumerate(NAMES)]
SCHOOL = [*CLASS, named("Fjernaline Utgård", number=99, school_class="6A")]


def found(text: str, *others: Pupil, own: Pupil | None = None) -> list[str]:
    return [hit.text for hit in hits_in(text, others, own=own)]


def hits_in(text: str, others: Sequence[Pupil], *, own: Pupil | None = None, tied: Sequence[str] = ()) -> list[Hit]:
    return OtherNames(others, close=mates(others, tied), own=own).find(text)


def mates(others: Sequence[Pupil], tied: Sequence[str] = ()) -> Close:
    """Of a pupil of 4B."""
    return close_to(others, named("Own", number=0), MONDAY.date(), tied)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Kari og Ola lekte", ["Kari"]),
        ("Han er redd for Karis gjeng", ["Karis"]),
        ("KARI slo", ["KARI"]),
        ("kari slo", ["kari"]),
        ("Karianne er hun også, Karianna ikke", ["Karianne"]),
        ("Kari Anne Nordmann-Berg sa det", ["Kari Anne Nordmann-Berg"]),
        ("Berg og Nordmanns venner", ["Berg", "Nordmanns"]),
        ("K.A.N. har sagt det", ["K.A.N."]),
    ],
)
def test_a_classmate_is_found_by_every_name(text: str, hits: list[str]) -> None:
    assert found(text, named("Kari Anne Nordmann-Berg")) == hits


def test_of_another_class_only_the_full_name_is_found() -> None:
    other = named("Kari Nordmann", school_class="6A")
    assert found("Kari lekte", other) == []
    assert found("kari  nordmann lekte", other) == ["kari  nordmann"]


def test_both_halves_of_a_double_name_are_names() -> None:
    assert found("Anne og Marie", named("Anne-Marie Li")) == ["Anne", "Marie"]


def test_the_names_the_pupil_bears_too_are_not_anothers() -> None:
    sister = named("Kari Nordmann")
    assert found("Nordmann og Kari", sister, own=named("Ola Nordmann", number=2)) == ["Kari"]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Vi må finne ut av det", []),
        ("Finn ut hva som skjedde", []),
        ("Det var Finn som slo", ["Finn"]),
        ("Slutt. Finn noen", []),
        ("Han og Finns bror", ["Finns"]),
    ],
)
def test_a_name_that_is_a_word_too_is_a_name_only_with_a_capital_inside_a_sentence(text: str, hits: list[str]) -> None:
    assert found(text, named("Finn Li")) == hits


def test_a_name_of_the_pupils_own_class_may_be_the_pupils_own() -> None:
    own, other = named("Sara Moe", number=2), named("Sara Berg", number=3)
    assert found("Sara i 4B gråt", other, own=own) == []
    assert found("Sara Berg i 4B gråt", other, own=own) == ["Sara Berg"]
    assert found("Ulla i 4B gråt", named("Ulla Berg", number=3), own=own) == ["Ulla"]


@pytest.mark.parametrize("text", ["Bjørn slo meg", "Slutt. Even kom", "- Stein lo", "«Rose», sa de", "1. Liv gikk"])
def test_a_word_that_seldom_begins_a_sentence_is_a_name_there_too(text: str) -> None:
    others = [named(f"{first} Li", number=at) for at, first in enumerate(("Bjørn", "Even", "Stein", "Rose", "Liv"), 2)]
    assert len(found(text, *others)) == 1


def test_of_whom_the_case_has_to_do_with_a_name_counts_wherever_it_has_a_capital() -> None:
    per = named("Per Li")
    by_one_name = frozenset({per.id})
    close, tied = Close(by_one_name), Close(by_one_name, tied=by_one_name)
    assert [hit.text for hit in OtherNames([per], close=close).find("Per slo meg")] == []
    assert [hit.text for hit in OtherNames([per], close=tied).find("Per slo meg")] == ["Per"]
    assert OtherNames([per], close=tied).find("to per elev") == []


def test_a_pupil_with_one_name_only() -> None:
    assert found("Madonna lekte", named("Madonna")) == ["Madonna"]


def test_the_names_are_marked_and_those_answered_for_are_left_alone() -> None:
    text = "Kari slo, og Karis bror lo"
    hits = hits_in(text, [named("Kari Li")])
    assert marked(text, hits) == "⟦Kari⟧ slo, og ⟦Karis⟧ bror lo"
    assert [hit.text for hit in unconfirmed(hits, {"karis": "Broren er kjent"})] == ["Kari"]


words = st.text(alphabet="bcdfghjklmnpqrtvwxz ,.", max_size=30)


@given(words, words, st.sampled_from(["Kåre", "Ærling", "Zoë", "José"]), st.sampled_from(ENDINGS), st.booleans())
def test_any_classmate_is_found_in_any_text_at_the_right_place(
    before: str, after: str, name: str, ending: str, composed: bool
) -> None:
    text = f"{before} {name}{ending} {after}"
    text = unicodedata.normalize("NFC" if composed else "NFD", text)
    hits = hits_in(text, [named(f"{name} Nordmann")])
    whole = unicodedata.normalize("NFC", text)
    assert f"{name}{ending}" in [whole[hit.start : hit.end] for hit in hits]
    assert all(whole[hit.start : hit.end] == hit.text for hit in hits)


@given(st.text(alphabet="abcdefghijklmnoprstuvyæøå .,\n", max_size=200))
def test_text_without_the_name_has_no_hits(text: str) -> None:
    assert hits_in(text, [named("Xerxes Qvistgaard")]) == []


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        (
            "KARINES sekk, karine's, Karine’s, karinen og Karinens",
            ["KARINES", "karine's", "Karine’s", "karinen", "Karinens"],
        ),
        ("Jonas’ bok og Jonas' bok", ["Jonas’", "Jonas'"]),
        ("karine fuglesang og Fuglesang, Karine", ["karine fuglesang", "Fuglesang, Karine"]),
        ("Fuglesang Karines gjeng", ["Fuglesang Karines"]),
        ("Anne-Kari, Anne Kari, AnneKari, anne\u2011karis", ["Anne-Kari", "Anne Kari", "AnneKari", "anne\u2011karis"]),
        ("Bare Kari, med Bergli-gjengen", ["Kari", "Bergli-gjengen"]),
        ("Perle Nordmann og Perle\u00a0\nNordmann", ["Perle Nordmann", "Perle\u00a0\nNordmann"]),
        ("Ole Hagenby og Ole Kristian van der Hagenby", ["Ole Hagenby", "Ole Kristian van der Hagenby"]),
        ("Med Kristian", ["Kristian"]),
        ("Jonas Haugland og Jonas M Haugland", ["Jonas Haugland", "Jonas M Haugland"]),
        ("zoe, Zoé, O’Brien og Hassan", ["zoe", "Zoé", "O’Brien", "Hassan"]),
        ("_Karine_ Karine2", ["Karine", "Karine"]),
        ("Kar\u00adine og Karine\u200b!", ["Kar\u00adine", "Karine\u200b"]),
        ("Karinesen og Karinan", []),
        ("Aasheim og Asheim", ["Aasheim", "Asheim"]),
        ("van der og al", []),
        ("", []),
        ("\u0301\u200b", []),
    ],
)
def test_names_are_found_however_they_are_written(text: str, hits: list[str]) -> None:
    assert found(text, *SCHOOL) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Så kom K.F. og K. F. igjen", ["K.F.", "K. F."]),
        ("KF, KFs og K.F.s lek", ["KF", "KFs", "K.F.s"]),
        ("A.K.B., AKB, A.B. og JMH", ["A.K.B.", "AKB", "A.B.", "JMH"]),
        ("k.f. og kf og KFA og F.K.", []),
    ],
)
def test_initials_in_capitals_are_found(text: str, hits: list[str]) -> None:
    assert found(text, *SCHOOL) == hits


def test_abbreviations_and_words_in_capitals_are_not_initials() -> None:
    others = [named(name) for name in ("Tuva Vestby", "Oda Lysne", "Olga Grann")]
    assert found("TV OG OL, o.l. Men T.V. og O.G. dyttet.", *others) == ["T.V.", "O.G."]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Så gikk Bjørn ut, og BJØRN kom", ["Bjørn", "BJØRN"]),
        ("En bjørn i et bjørnehi", []),
        ("Bjørn slo!\n- Bjørn sover\n«Bjørn», sa de", ["Bjørn"] * 3),
        ("Spør f.eks. Bjørn", ["Bjørn"]),
        ("Det var hans sekk, sa Hans", ["Hans"]),
        ("De andre så det. Andre gikk. andré", ["andré"]),
        ("I timen med Tim", ["Tim"]),
        ("Med en annen Anne, og Annens", ["Anne", "Annens"]),
        ("bjørn åsheim", ["bjørn åsheim"]),
    ],
)
def test_a_word_that_a_name_looks_like_is_left_alone(text: str, hits: list[str]) -> None:
    assert found(text, *SCHOOL) == hits


@pytest.mark.parametrize(
    "name", ["Even", "Finn", "Gro", "Helga", "Iver", "Live", "Love", "Rune", "Sol", "Storm", "Tone"]
)
def test_a_first_name_that_is_a_word_is_not_pointed_out_in_small_letters(name: str) -> None:
    assert found(f"de så {name.lower()} og {name.lower()}en", named(f"{name} Qvistgaard")) == []
    assert found(f"de så {name}", named(f"{name} Qvistgaard")) == [name]


def test_a_noun_that_is_a_name_needs_no_more_than_a_capital() -> None:
    other = named("Rune Bakken")
    assert found("Rune slo. Bakken lo", other) == ["Rune", "Bakken"]
    assert found("en rune i bakken", other) == []


def test_others_of_the_school_are_found_by_their_full_name_only() -> None:
    assert found("Fjernaline Utgårds bror, fjernaline, Utgård, F.U. og FU", *SCHOOL) == ["Fjernaline Utgårds"]
    assert found("Utgård, Fjernaline", *SCHOOL) == ["Utgård, Fjernaline"]
    everyone = OtherNames(SCHOOL, close=NOBODY).find("Karine Fuglesang og Karine")
    assert [(hit.text, hit.who) for hit in everyone] == [("Karine Fuglesang", "p0")]


def test_a_name_of_one_word_is_a_full_name() -> None:
    others = [named("Mononym", school_class="6A"), named("Sol", school_class="6A"), named(" "), named("-")]
    assert found("Så kom Sol og mononym, og sol", *others) == ["Sol", "mononym"]


def test_names_that_overlap_become_one() -> None:
    others = [named("Karine Fuglesang", school_class="6A"), named("Fuglesang Moberget", school_class="6A")]
    hits = OtherNames(others, close=NOBODY).find("Med Karine Fuglesang Moberget der")
    assert [(hit.start, hit.end, hit.text) for hit in hits] == [(4, 29, "Karine Fuglesang Moberget")]


def test_a_name_answered_for_is_the_same_in_other_letters() -> None:
    hits = hits_in("Zoë, ZOË, zoe og Zoës", SCHOOL)
    assert [hit.text for hit in unconfirmed(hits, {"zoë": "Navnet på boka"})] == ["Zoës"]
    assert unconfirmed(hits, {}) == hits


_FORMS = (
    "Karine",
    "Anne-Kari",
    "Anne Kari",
    "Fuglesang",
    "André Nilsen",
    "Zoë",
    "Åsheim",
    "Fjernaline Utgård",
    "Hassan",
)
_noise = st.text(st.characters(codec="utf-8", exclude_characters="‘’'´`"), max_size=30)
_outside = st.text(st.sampled_from("ceuvwxy .,!?;:()«»\n0123456789ÆØ\u0301\u00ad"), max_size=40)


@given(
    st.sampled_from(_FORMS),
    st.sampled_from(("", "s", "'s", "’s", "en", "ens", "-en")),
    st.sampled_from([str, str.upper, str.lower]),
    st.sampled_from(["NFC", "NFD"]),
    st.tuples(_noise, _noise),
)
def test_a_name_with_any_ending_is_found_in_any_text(
    name: str, ending: str, case: type[str], form: Literal["NFC", "NFD"], around: tuple[str, str]
) -> None:
    word = unicodedata.normalize(form, case(name) + ending)
    text = f"{around[0]} {word} {around[1]}"
    start = len(composed(f"{around[0]} "))
    hits = hits_in(text, SCHOOL)
    assert any(hit.start <= start and start + len(composed(word)) <= hit.end for hit in hits)
    _in_place(text, hits)


@given(st.lists(st.sampled_from(_FORMS) | _outside, max_size=6))
def test_nothing_but_names_is_found(pieces: list[str]) -> None:
    text = " ".join(pieces)
    hits = hits_in(text, SCHOOL)
    _in_place(text, hits)
    outside = [piece for piece in pieces if piece not in _FORMS]
    assert hits_in(" ".join(outside), SCHOOL) == []
    left = marked(text, [replace(hit, text="") for hit in hits])
    assert not any(name in left for name in _FORMS)
    assert len(hits) <= len(pieces) - len(outside)


def _in_place(text: str, hits: list[Hit]) -> None:
    """Hits stand where they say, in order, apart."""
    whole = composed(text)
    assert all(whole[hit.start : hit.end] == hit.text for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    assert marked(text, hits).replace("⟦", "").replace("⟧", "") == whole.replace("⟦", "").replace("⟧", "")


def test_one_who_is_tied_to_the_case_is_found_by_one_name_from_any_class() -> None:
    other = named("Fjernaline Utgård", number=99, school_class="6A")
    assert [hit.text for hit in hits_in("Fjernaline sparket", [other], tied=["p99"])] == ["Fjernaline"]
    assert hits_in("Fjernaline sparket", [other]) == []


@pytest.mark.parametrize(
    ("text", "hit", "ending"),
    [
        ("Redd for Kanaribertgjengen", "Kanaribertgjengen", "gjengen"),
        ("Leker med kanaribertsgruppa", "kanaribertsgruppa", "sgruppa"),
        ("Kanaribertmoren ringte", "Kanaribertmoren", "moren"),
        ("Kanariberts venner", "Kanariberts", "s"),
    ],
)
def test_a_name_in_a_word_for_those_around_it_is_a_name(text: str, hit: str, ending: str) -> None:
    assert [(h.text, h.ending) for h in hits_in(text, [named("Kanaribert Nordmann")])] == [(hit, ending)]
    assert hits_in("Kanaribertine og Skolegjengen", [named("Kanaribert Nordmann")]) == []


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Peder B. slo", ["Peder B."]),
        ("Det var Peder B. Han lo", ["Peder B"]),
        ("Peder B og Peder K", ["Peder B", "Peder K"]),
        ("Pederen, lille-Peder, Pedern, Lillepeder", ["Pederen", "Peder", "Pedern", "peder"]),
        ("Pedermannen, Pederemann, Pedergutten og Peder-a", ["Pedermannen", "Pederemann", "Pedergutten", "Peder-a"]),
        ("Peder i 4B", ["Peder"]),
    ],
)
def test_initials_inflections_and_diminutives_go_with_the_name(text: str, hits: list[str]) -> None:
    assert found(text, named("Peder Berg")) == hits


def test_who_has_the_pupils_own_first_name_is_told_by_an_initial() -> None:
    own = named("Sara Aas", number=2)
    assert found("Sara gråt. Sara B. lo, Sara A. ikke", named("Sara Berg"), own=own) == ["Sara B."]


def test_another_name_with_an_ending_is_not_the_name() -> None:
    own = named("Martina Aas", number=2)
    assert found("Martina gråt, og Martins bror lo", named("Martin Berg"), own=own) == ["Martins"]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Sara i 6A, Sara fra 6a og Sara (6A)", ["Sara", "Sara", "Sara"]),
        ("Sara på 6. trinn og Sara i sjette klasse", ["Sara", "Sara"]),
        ("Ali og Sara fra 6A", ["Sara"]),
        ("Sara som går i 6 A", ["Sara"]),
        ("Sara i 6B, Sara på 5. trinn, Sara og en i fri", []),
        ("Sara lekte", []),
    ],
)
def test_one_of_another_grade_is_found_by_the_class_that_is_said(text: str, hits: list[str]) -> None:
    assert found(text, named("Sara Berg", school_class="6A"), named("Ulla Moe", school_class="6B", number=2)) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Aksel Aasland ringte", []),
        ("Aksel Aaslands klasse", []),
        ("Aksel ringte", ["Aksel"]),
        ("Aksel Aasland Berg lo", ["Aksel Aasland Berg"]),
    ],
)
def test_an_employees_full_name_is_not_a_pupils(text: str, hits: list[str]) -> None:
    others = [named("Aksel Moe"), named("Aksel Aasland Berg", number=2)]
    names = OtherNames(others, close=Close(frozenset({"p1"})), staff=[replace(person("teacher"), name="Aksel Aasland")])
    assert [hit.text for hit in names.find(text)] == hits


def test_a_full_name_is_not_another_with_an_ending() -> None:
    other, own = named("Nora Hage", school_class="6A"), named("Nora Hagen", number=2)
    assert found("Nora Hagen og Nora Hages bror", other, own=own) == ["Nora Hages"]
    names = OtherNames([other], close=NOBODY, staff=[replace(person("teacher"), name="Nora Hagen")])
    assert [hit.text for hit in names.find("Nora Hagens klasse, med Nora Hage")] == ["Nora Hage"]


def test_a_pupil_called_what_an_employee_is_stays_a_pupil() -> None:
    alike = [replace(person("teacher"), name="Aksel Aasland")]
    names = OtherNames([named("Aksel Aasland", school_class="6A")], close=NOBODY, staff=alike)
    assert [hit.who for hit in names.find("Aksel Aasland lo")] == ["p1"]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Med Kristofer og Kristoffor", ["Kristofer", "Kristoffor"]),
        ("med kristofer", ["kristofer"]),
        ("Vennen Kritsoffers sekk", ["Kritsoffers"]),
        ("Kristian og Kristin", []),
    ],
)
def test_a_name_with_a_letter_wrong_is_asked_about(text: str, hits: list[str]) -> None:
    other = named("Kristoffer Li")
    assert found(text, other) == hits
    assert {*found(text, named("Kristoffer Li", school_class="4A"))} <= {"Kristofer"}, "of the class alone"


def test_in_a_document_what_may_be_a_word_stands() -> None:
    names = OtherNames([named("Kristoffer Li")], close=mates([named("Kristoffer Li")]))
    assert names.hidden("kristofer og Kristofer") == "kristofer og [en annen elev]"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("محمد الحسن", "ضرب محمد ولدا, ومحمد"),
        ("Nguyen Thi Lan", "Lan Nguyen og Nguyen Lan, Lan"),
        ("Omar al-Hassan", "Omar, Hassan, al-Hassan, Al Hassan"),
        ("Sean O'Brien", "O’Brien og Sean"),
        ("José García López", "Jose Garcia, jose lopez og Lopez"),
        ("Łukasz Wójcik", "Łukasz Wojcik, Wójciks"),
    ],
)
def test_names_of_all_kinds_are_taken_out(name: str, text: str) -> None:
    left = OtherNames([named(name)], close=mates([named(name)])).hidden(text)
    assert not {*_words_of(name)} & {*_words_of(left)}, left


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+", fold(composed(text))[0])


RENAMED = replace(named("Roberta Solvang", number=1), earlier_names=("Kanariane Fuglesang", "Kanariane Lykkeby"))


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Roberta Solvang og Kanariane Fuglesang", ["Roberta Solvang", "Kanariane Fuglesang"]),
        ("med Kanarianes mor og Roberta", ["Kanarianes", "Roberta"]),
        ("hos Lykkeby, Kanariane", ["Lykkeby, Kanariane"]),
        ("da KF slo", ["KF"]),
        ("med Kanarianne i går", ["Kanarianne"]),
    ],
)
def test_a_pupil_is_known_by_the_names_of_before(text: str, hits: list[str]) -> None:
    assert found(text, RENAMED) == hits
    assert {hit.who for hit in hits_in(text, [RENAMED])} == {RENAMED.id}


def test_one_of_another_grade_is_known_by_the_names_of_before_with_the_class() -> None:
    other = replace(RENAMED, school_class="6A", grade=6)
    assert found("Kanariane i 6A slo", other) == ["Kanariane"]
    assert found("Kanariane Fuglesang slo", other) == ["Kanariane Fuglesang"]
    assert found("Kanariane slo", other) == []


def test_the_names_of_before_are_the_pupils_own() -> None:
    other = named("Kanariane Fuglesang", number=2)
    own = replace(RENAMED, id=PupilId("own"))
    assert found("Kanariane Lykkeby, Kanariane, Lykkeby og Fuglesangs", other, own=own) == []
    mate = named("Kanarine Bergli", number=3)
    assert found("Kanariane og Kanarine", mate, own=own) == ["Kanarine"], "spelt as it should be"


SPELT = (
    "Håkon Bjørnsæter",
    "Haakon Aakre",
    "José Ødegård",
    "Annemarie Lie",
    "Anne Marie Moe",
    "Kåre Dahl",
    "Sean O'Brien",
)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Haakon, Hakon, Håkons og HAAKON", ["Haakon", "Hakon", "Håkons", "HAAKON"]),
        ("Bjoernsaeter, Björnsäter og Bjørnsæter", ["Bjoernsaeter", "Björnsäter", "Bjørnsæter"]),
        ("Åkre, Aakre og Oedegaards", ["Åkre", "Aakre", "Oedegaards"]),
        ("Jose, Jose\u0301 og José", ["Jose", "José", "José"]),
        ("Anne-Marie, Anne Marie, AnneMarie, annemaries", ["Anne-Marie", "Anne Marie", "AnneMarie", "annemaries"]),
        ("Kaare. kare", ["Kaare"]),
        ("OBrien, O Brien, O’Brien og Brien", ["OBrien", "O Brien", "O’Brien", "Brien"]),
        ("SeanO'Brien, kare_dahl, kåredahl@skolen.example", ["SeanO'Brien", "dahl", "kåredahl"]),
        (
            "Kåre\u00a0Dahl; Kåre\u200bDahl og Kåre\u200bslo, Kå\u200bre",
            ["Kåre\u00a0Dahl", "Kåre\u200bDahl", "Kåre", "Kå\u200bre"],
        ),
        ("Ｋåre og 𝐊åre", ["Ｋåre", "𝐊åre"]),
        ("jose ø. og Jose Ø.", ["jose ø.", "Jose Ø"]),
    ],
)
def test_a_name_is_found_as_others_spell_it(text: str, hits: list[str]) -> None:
    assert found(text, *(named(name, number=number) for number, name in enumerate(SPELT, 2))) == hits


def test_a_short_name_is_not_a_word_without_its_ring_or_stroke() -> None:
    others = [named("Vår Bø", number=2), named("Pål Ås", number=3)]
    assert found("Det var bo og pal, as og var", *others) == []
    assert found("med Vår, Boe og Paal", *others) == ["Vår", "Boe", "Paal"]


def test_two_names_in_one_are_the_pupils_own_however_they_are_parted() -> None:
    own, other = named("Annemarie Lie", number=2), named("Anne Marie Berg", school_class="6A")
    assert found("Anne-Marie, Anne Marie og Annemarie lo", other, own=own) == []
    assert found("Anne Marie Berg lo", other, own=own) == ["Anne Marie Berg"]


FAR = [named("Aleksander Berg", school_class="6A", number=2), named("Mathias Inge Torp", school_class="6A", number=3)]
FAR += [named("Kristine Vik", school_class="6B", number=4), named("Ida Tveit", number=5)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        (
            "Aleksander B. i 6A, Aleksander B fra 6A, aleksander b. i 6a",
            ["Aleksander B.", "Aleksander B", "aleksander b."],
        ),
        ("Aleksander B., Mathias T. og Kari K. i 6A", ["Aleksander B.", "Mathias T."]),
        ("torp i klasse 6A, Aleksander i parallellklassen 6A", ["torp", "Aleksander"]),
        ("Alex i 6A, Aleks (6A), aleks i 6a, Sander fra 6A", ["Alex", "Aleks", "aleks", "Sander"]),
        ("Matti i 6A, Mats i 6A, Stine i 6B og Aleksnader i 6A", ["Matti", "Stine", "Aleksnader"]),
        ("A.B. i 6A, AB fra 6A, A B (6A), MIT i 6A", ["A.B.", "AB", "A B", "MIT"]),
        ("ab i 6A, A.B. i 6B, AB lo, AB på 5. trinn", []),
        ("IT (4B) og IT på 4. trinn, IT I 4B", ["IT"]),
        ("6A-eleven Aleksander, «6A: Aleksander og Mathias»", ["Aleksander", "Aleksander", "Mathias"]),
        ("Aleksander slo. Han går i 6A. Det var\nAleksander", ["Aleksander"]),
        ("Kontaktlærer Aleksander snakket med 6A", []),
        ("Alle i 6A, matte i 6A, alex, Alex på 6. trinn, al i 6A", []),
        ("Aleksander lekte, langt " + "borte " * 12 + "fra 6A", []),
    ],
)
def test_one_of_another_grade_is_told_by_the_class_however_the_name_is_shortened(text: str, hits: list[str]) -> None:
    assert found(text, *FAR) == hits


def test_a_pet_name_that_may_be_the_pupils_own_is_nobody_elses() -> None:
    own, other = named("Alexandra Vik", number=2), named("Aleksander Berg", number=3)
    assert found("Alex i 4B", other, own=own) == []
    assert found("Alex i 4B", other, own=named("Ola Vik", number=2)) == ["Alex"]


def test_initials_that_are_a_word_are_a_pupils_after_the_word_pupil_or_with_dots() -> None:
    others = [named("Emil Nilsen", number=2), named("Ida Tveit", number=3)]
    assert found("Eleven EN og IT lo; elevene EN og IT, E.N. og I.T.", *others) == ["EN", "IT"] * 2 + ["E.N.", "I.T."]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("E. Nilsen og E. A. Nilsen", ["E. Nilsen", "E. A. Nilsen"]),
        ("Emmil, Muhammed og Mohamad", ["Emmil", "Muhammed", "Mohamad"]),
        ("«emiiil!» ropte de, emmil", ["emiiil"]),
        ("Per lo. Da kom Per", ["Per", "Per"]),
        ("Per lo.", []),
        ("JP, J-P og J.P.D.", ["JP", "J-P", "J.P.D."]),
        ("Emil fra B-klassen på 4. trinn, EN fra klassen (4B)", ["Emil", "EN"]),
        ("Eleven «EN»", ["EN"]),
    ],
)
def test_what_adults_write_of_a_classmate_is_found(text: str, hits: list[str]) -> None:
    names = ("Emil Nilsen", "Mohammad Ali", "Per Lie", "Jens-Petter Dahl")
    assert found(text, *(named(name, number=number) for number, name in enumerate(names, 2))) == hits
