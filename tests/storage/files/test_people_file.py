"""The people files as an administrator meets them: what is read, and every line said when something is wrong."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.ids import PersonId, PupilId, SchoolId
from domain.people.person import Person, Pupil, Role
from storage.files.people_file import PeopleFile, PeopleFileErrors, read_people
from tests.kit.people.identity_numbers import identity_numbers
from tests.kit.people.people_files import (
    GUIDS,
    PUPIL_HEADING,
    PUPILS,
    STAFF,
    STAFF_HEADING,
    lines,
    refusal_of,
    write_people,
)

SYNTHETIC = "01819012365"
SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def said(folder: Path) -> list[str]:
    return refusal_of(lambda: read_people(folder), PeopleFileErrors)


def staff_row(**change: str) -> str:
    """A row that a test changes one column of."""
    return _changed(STAFF_HEADING, f"{GUIDS[3]};ny@skole.test;Ansatt Ny;lærer;;;", change)


def pupil_row(**change: str) -> str:
    return _changed(PUPIL_HEADING, "E3;Kanarise Fuglemoen;4;4B;ja;Base 4;nei", change)


def _changed(heading: str, row: str, change: dict[str, str]) -> str:
    return ";".join((dict(zip(heading.split(";"), row.split(";"), strict=True)) | change).values())


def test_the_rows_are_the_fields_of_the_domain(tmp_path: Path) -> None:
    file = read_people(write_people(tmp_path))
    school = SchoolId("rosenholm")
    staff = [Person(id=PersonId("p"), school_id=school, **row.model_dump(exclude_none=True)) for row in file.staff]
    pupils = [Pupil(id=PupilId("p"), school_id=school, **row.model_dump()) for row in file.pupils]
    assert staff[1].roles == {Role.CONTACT_TEACHER, Role.TEACHER}
    assert staff[1].grades == {4}
    assert staff[1].classes == {"4B"}
    assert staff[2].bases == {"Base 4"}
    assert staff[2].upn == "base@skole.test"
    assert (pupils[0].external_id, pupils[0].school_class, pupils[0].at_aks) == ("E1", "4B", True)
    assert (pupils[1].base, pupils[1].protected_address) == (None, True)


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("Sosiallærer", {Role.SOCIAL_TEACHER}),
        (" ASSISTERENDE  rektor , lærer", {Role.DEPUTY, Role.TEACHER}),
        ("AKS-ansatt,aks_ansatt,", {Role.AKS_STAFF}),
        ("annen ansatt", {Role.OTHER}),
    ],
)
def test_case_and_spaces_of_a_role_are_forgiven(tmp_path: Path, cell: str, roles: set[Role]) -> None:
    assert read_people(write_people(tmp_path, [*STAFF, staff_row(roller=cell)])).staff[-1].roles == roles


@pytest.mark.parametrize("role", Role)
def test_every_role_can_be_written_with_spaces(tmp_path: Path, role: Role) -> None:
    row = staff_row(roller=role.replace("_", " "), trinn="4", klasser="4A", base="Base 4")
    assert read_people(write_people(tmp_path, [*STAFF, row])).staff[-1].roles == {role}


def test_ids_classes_and_spaces_are_brought_to_one_form(tmp_path: Path) -> None:
    staff = staff_row(entra_object_id=GUIDS[3].upper(), navn="Ansatt\u00a0  Ny ", trinn="4, 5", klasser="4 b, 5-1")
    file = read_people(write_people(tmp_path, [*STAFF, staff], [pupil_row(klasse="4b", aks="JA", base="Base  4")]))
    new = file.staff[-1]
    assert new.classes == {"4B", "5-1"}
    assert (new.entra_object_id, new.name) == (GUIDS[3], "Ansatt Ny")
    assert (file.pupils[0].school_class, file.pupils[0].aks, file.pupils[0].base) == ("4B", True, "Base 4")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_save_is_read(tmp_path: Path, encoding: str, ends: str) -> None:
    write_people(tmp_path)
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes().decode().replace("\n", ends).encode(encoding))
    assert read_people(tmp_path).staff[1].name == "Ansatt Lærer"


def test_letters_in_two_parts_become_one(tmp_path: Path) -> None:
    """As a Mac saves them."""
    write_people(tmp_path, [*STAFF, staff_row(navn=unicodedata.normalize("NFD", "Ansatt Ås"))])
    assert read_people(tmp_path).staff[-1].name == "Ansatt Ås"


def test_columns_may_change_places_and_empty_rows_and_cells_at_the_end_are_nothing(tmp_path: Path) -> None:
    write_people(tmp_path)
    swapped = "navn;Elev_ID ;trinn;klasse;aks;base;fortrolig_adresse;;"
    rows = ["Kanariane Fuglesang;E1;4;4B;ja;Base 4;nei;;", "", ";;;;;;", "Kanaribert Fuglevik;E2;6;6A;nei;;nei"]
    (tmp_path / "elever.csv").write_bytes(lines(swapped, rows))
    assert [row.external_id for row in read_people(tmp_path).pupils] == ["E1", "E2"]


def test_a_quoted_cell_may_hold_a_semicolon_and_not_a_line_break(tmp_path: Path) -> None:
    rows = [pupil_row(navn='"Kanarise; Fuglemoen"'), pupil_row(elev_id="E4", navn='"Kanarise\nFuglemoen"')]
    write_people(tmp_path, pupils=rows)
    assert said(tmp_path) == ["elever.csv, rad 3, navn: har linjeskift eller andre tegn som ikke kan vises"]


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("entra_object_id", "", "mangler"),
        (
            "entra_object_id",
            "8b0e9a51",
            "er ikke en objekt-ID fra Entra, slik: 8b0e9a51-… (32 tegn, fire bindestreker)",
        ),
        ("entra_object_id", GUIDS[0].upper(), "er den samme som i rad 2"),
        ("upn", "", "mangler"),
        ("upn", "Ansatt Ny", "er ikke et brukernavn, slik: fornavn.etternavn@skolen.no"),
        ("upn", "REKTOR@skole.test", "er den samme som i rad 2"),
        ("navn", " ", "mangler"),
        ("navn", "Ansatt\u200bNy", "har linjeskift eller andre tegn som ikke kan vises"),
        ("navn", "Ansatt\u2028Ny", "har linjeskift eller andre tegn som ikke kan vises"),
        ("navn", "N" * 121, "er for lang (høyst 120 tegn)"),
        ("roller", "", "mangler"),
        ("trinn", "0", "må være et tall fra 1 til 10"),
        ("trinn", "4,11", "må være et tall fra 1 til 10"),
        ("trinn", "5–7", "må være et tall fra 1 til 10"),
        ("klasser", "B4", "må være trinn og bokstav, slik: 4B"),
        ("klasser", "4", "må være trinn og bokstav, slik: 4B"),
        ("klasser", "11A", "klassen 11A hører ikke til trinnet i raden"),
        ("base", "4B", "navnet på en base kan ikke begynne med et tall"),
    ],
)
def test_what_is_wrong_with_a_cell_of_the_staff(tmp_path: Path, column: str, cell: str, message: str) -> None:
    write_people(tmp_path, [*STAFF, staff_row(**{column: cell})])
    assert said(tmp_path) == [f"ansatte.csv, rad 5, {column}: {message}"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"roller": "kontaktlærer"}, "klasser: rollen må ha en klasse"),
        ({"roller": "trinnleder"}, "trinn: rollen må ha minst ett trinn"),
        ({"roller": "baseleder"}, "base: rollen må ha en base"),
        ({"trinn": "3", "klasser": "3A,4B"}, "klasser: klassen 4B hører ikke til trinnet i raden"),
    ],
)
def test_what_does_not_go_together_on_the_staff(tmp_path: Path, change: dict[str, str], message: str) -> None:
    write_people(tmp_path, [*STAFF, staff_row(**change)])
    assert said(tmp_path) == [f"ansatte.csv, rad 5, {message}"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"elev_id": ""}, "elev_id: mangler"),
        ({"elev_id": "E1"}, "elev_id: er den samme som i rad 2"),
        ({"navn": ""}, "navn: mangler"),
        ({"trinn": ""}, "trinn: mangler"),
        ({"trinn": "fire"}, "trinn: må være et tall fra 1 til 10"),
        ({"klasse": ""}, "klasse: mangler"),
        ({"klasse": "6A"}, "klasse: klassen 6A hører ikke til trinnet i raden"),
        ({"aks": ""}, "aks: må være ja eller nei"),
        ({"aks": "kanskje"}, "aks: må være ja eller nei"),
        ({"base": ""}, "base: en elev på AKS må ha en base"),
        ({"fortrolig_adresse": ""}, "fortrolig_adresse: må være ja eller nei"),
    ],
)
def test_what_is_wrong_with_a_pupil(tmp_path: Path, change: dict[str, str], message: str) -> None:
    write_people(tmp_path, pupils=[*PUPILS, pupil_row(**change)])
    assert said(tmp_path) == [f"elever.csv, rad 4, {message}"]


def test_an_unknown_role_is_told_with_those_there_are(tmp_path: Path) -> None:
    write_people(tmp_path, [*STAFF, staff_row(roller="lærer,vaktmester")])
    [line] = said(tmp_path)
    assert line.startswith(
        "ansatte.csv, rad 5, roller: ukjent rolle «vaktmester». Rollene er: rektor, assisterende rektor"
    )
    write_people(tmp_path, [*STAFF, staff_row(roller="lærer2")])
    assert "ukjent rolle. Rollene er: " in said(tmp_path)[0]


def test_all_that_is_wrong_with_both_files_is_told_at_once_in_order(tmp_path: Path) -> None:
    """As the spreadsheet numbers the rows: an empty row counts."""
    staff = [*STAFF, "", staff_row(trinn="x", klasser="y"), staff_row(upn="to@skole.test", roller="trinnleder")]
    write_people(tmp_path, staff, [*PUPILS, pupil_row(aks="x"), "E5;for få"])
    assert said(tmp_path) == [
        "ansatte.csv, rad 6, trinn: må være et tall fra 1 til 10",
        "ansatte.csv, rad 6, klasser: må være trinn og bokstav, slik: 4B",
        "ansatte.csv, rad 7, trinn: rollen må ha minst ett trinn",
        "ansatte.csv, rad 7, entra_object_id: er den samme som i rad 6",
        "elever.csv, rad 4, aks: må være ja eller nei",
        "elever.csv, rad 5: har 2 felter, men skal ha 7",
    ]


def test_a_school_has_a_principal(tmp_path: Path) -> None:
    write_people(tmp_path, STAFF[1:])
    assert said(tmp_path) == ["ansatte.csv, roller: ingen har rollen rektor"]


EXPECTED = f"Den skal være: {PUPIL_HEADING}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "filen er tom"),
        (b"\xef\xbb\xbf;;\r\n", "filen er tom"),
        (PUPIL_HEADING.encode() + b"\n", "filen har ingen rader under overskriften"),
        (PUPIL_HEADING.encode("utf-16"), "er ikke en CSV-fil. Lagre regnearket som «CSV UTF-8 (semikolondelt)»"),
        (
            f"{PUPIL_HEADING}\nE1;Fuglås".encode() + b"\xe5\n",
            "er ødelagt: noe er UTF-8 og noe ikke. Lagre regnearket på nytt",
        ),
        (b"\x81\x8d", "er ikke en CSV-fil. Lagre regnearket som «CSV UTF-8 (semikolondelt)»"),
        (lines(PUPIL_HEADING, ["E1;x;4;4B;nei;;nei;mer;"]), "rad 2: har 9 felter, men skal ha 7"),
        (lines(PUPIL_HEADING, [PUPILS[0], '"E2;']), "rad 3: et anførselstegn mangler eller står feil"),
        (
            lines(PUPIL_HEADING.replace("base", "basen"), PUPILS),
            f"rad 1: overskriften stemmer ikke. Mangler: base. Ukjent: «basen». {EXPECTED}",
        ),
        (lines(PUPIL_HEADING + ";aks", PUPILS), f"rad 1: overskriften stemmer ikke. Ukjent: «aks». {EXPECTED}"),
        (
            lines(PUPIL_HEADING.replace("aks;", ""), PUPILS),
            f"rad 1: overskriften stemmer ikke. Mangler: aks. {EXPECTED}",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, message: str) -> None:
    write_people(tmp_path)
    (tmp_path / "elever.csv").write_bytes(content)
    [line] = said(tmp_path)
    assert line.startswith(("elever.csv: " if not message.startswith("rad") else "elever.csv, ") + message)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_file_that_is_cut_off_is_refused_or_has_only_whole_rows(tmp_path: Path, encoding: str, ends: str) -> None:
    """In the middle of a row, a quote, a letter or a line break. Whether too many are missing then, the import asks."""
    rows = [pupil_row(elev_id="E1", base="Base Å"), pupil_row(elev_id="E2", navn='"Fuglås, Kanari"', base="Base Åsen")]
    columns = (2, 3, 4, 6, 0, 1, 5)
    turned = [";".join(row.split(";")[at] for at in columns) for row in (PUPIL_HEADING, *rows)]
    whole = "".join(f"{line}{ends}" for line in turned).encode(encoding)
    write_people(tmp_path)
    bases = []
    for size in range(len(whole) + 1):
        (tmp_path / "elever.csv").write_bytes(whole[:size])
        told = said(tmp_path)
        bases += [] if told else [tuple(row.base for row in read_people(tmp_path).pupils)]
        assert told or whole[:size].decode(encoding).endswith(("\n", "\r"))
        assert not told or told[0].startswith("elever.csv")
    assert {*bases} == {("Base Å",), ("Base Å", "Base Åsen")}


def test_a_last_cell_that_is_cut_is_not_taken_for_another(tmp_path: Path) -> None:
    staff = staff_row(roller="baseleder", base="Base 12")
    write_people(tmp_path)
    (tmp_path / "ansatte.csv").write_bytes(lines(STAFF_HEADING, [*STAFF, staff])[:-2])
    why = "slutter midt i en rad. Er hele filen med? Etter siste rad skal det være et linjeskift"
    assert said(tmp_path) == [f"ansatte.csv: {why}"]


@pytest.mark.parametrize("cell", ["=1+1", "+47", "-", "–", "@SUM(A1)", "\t=1+1", "\r=1", " =1", "＝1", "Fugl, =1"])
def test_nothing_that_a_spreadsheet_would_work_out_is_taken_in(tmp_path: Path, cell: str) -> None:
    """«-» is no formula, but nobody's base is called that either."""
    formula = "begynner som en formel, med =, +, - eller @. Står det bare en strek, la feltet være tomt"
    for heading, row in ((STAFF_HEADING, staff_row), (PUPIL_HEADING, pupil_row)):
        for column in heading.split(";"):
            written = row(**{column: f'"{cell}"'})
            staff = [*STAFF, *([written] if row is staff_row else [])]
            write_people(tmp_path, staff, PUPILS if row is staff_row else [*PUPILS, written])
            assert [line for line in said(tmp_path) if line.endswith(f"{column}: {formula}")], column


def test_what_is_far_too_large_for_a_list_is_not_read(tmp_path: Path) -> None:
    write_people(tmp_path)
    (tmp_path / "elever.csv").write_bytes(lines(PUPIL_HEADING, PUPILS * 80_000))
    assert said(tmp_path) == ["elever.csv: er for stor til å være en liste over folk"]


def test_pupils_where_the_heading_should_be_are_not_repeated(tmp_path: Path) -> None:
    write_people(tmp_path)
    (tmp_path / "elever.csv").write_bytes(lines(f"{SYNTHETIC};;{'N' * 31};4;4B;ja", PUPILS))
    [line] = said(tmp_path)
    assert "Ukjent: kolonne 1, kolonne 2, kolonne 3, kolonne 4, kolonne 5, «ja»." in line


def test_files_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "elever.csv").mkdir()
    why = "finner ikke filen, eller får ikke lest den"
    assert said(tmp_path) == [f"ansatte.csv: {why}", f"elever.csv: {why}"]


REFUSED = "ser ut som et fødselsnummer. Det skal ikke stå i filen. Bruk skolens egen id"


@SAME_FOLDER
@given(identity_numbers(), st.sampled_from(["", " ", "-"]), st.data())
def test_an_identity_number_is_refused_in_any_column_and_never_repeated(
    tmp_path: Path, number: str, gap: str, data: st.DataObject
) -> None:
    cell = f"{number[:6]}{gap}{number[6:]}"
    column = data.draw(st.sampled_from([*STAFF_HEADING.split(";"), *PUPIL_HEADING.split(";")]))
    staff = [*STAFF, staff_row(**{column: cell} if column in STAFF_HEADING.split(";") else {})]
    write_people(tmp_path, staff, [*PUPILS, pupil_row(**{column: cell} if column in PUPIL_HEADING.split(";") else {})])
    told = said(tmp_path)
    assert told
    assert all(line.endswith(f"{column}: {REFUSED}") for line in told)
    assert number[6:] not in "".join(told)


@SAME_FOLDER
@given(st.binary(max_size=300), st.lists(st.text(alphabet='4B;",\n\x00ja Ø\u200b', max_size=40), max_size=4))
def test_whatever_the_file_is_the_answer_is_people_or_what_is_wrong(
    tmp_path: Path, raw: bytes, rows: list[str]
) -> None:
    write_people(tmp_path)
    for content in (raw, lines(PUPIL_HEADING, rows)):
        (tmp_path / "elever.csv").write_bytes(content)
        assert all(line.startswith("elever.csv") for line in said(tmp_path))


names = st.text(st.characters(categories=["L"]), min_size=1, max_size=40)


@st.composite
def pupils(draw: st.DrawFn) -> str:
    grade = draw(st.integers(1, 10))
    cells = (names, st.just(f"{grade};{grade}A"), st.sampled_from(["ja;Base 1", "nei;", "Nei;Base 2"]))
    return ";".join([*map(draw, cells), draw(st.sampled_from(["ja", "nei", "JA"]))])


@SAME_FOLDER
@given(st.lists(pupils(), min_size=1, max_size=6))
def test_every_right_row_is_read_in_order(tmp_path: Path, rows: list[str]) -> None:
    file: PeopleFile = read_people(write_people(tmp_path, pupils=[f"E{n};{row}" for n, row in enumerate(rows)]))
    written = [unicodedata.normalize("NFC", row.split(";")[0]) for row in rows]
    assert [(row.external_id, row.name) for row in file.pupils] == [(f"E{n}", name) for n, name in enumerate(written)]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Fuglås, Kanari Sol", "Kanari Sol Fuglås"),
        ("van der Fugl,Kanari", "Kanari van der Fugl"),
        ("Kanari Fuglås", "Kanari Fuglås"),
    ],
)
def test_a_name_with_the_family_name_first_is_turned(tmp_path: Path, cell: str, name: str) -> None:
    file = read_people(write_people(tmp_path, [*STAFF, staff_row(navn=cell)], [pupil_row(navn=cell)]))
    assert (file.staff[-1].name, file.pupils[0].name) == (name, name)


@pytest.mark.parametrize("cell", ["Fuglås, Kanari, Sol", "Kanari Fuglås, lærer", ", Kanari", "Fuglås,"])
def test_any_other_comma_in_a_name_is_refused(tmp_path: Path, cell: str) -> None:
    write_people(tmp_path, pupils=[pupil_row(navn=cell)])
    assert said(tmp_path) == ["elever.csv, rad 2, navn: skal være fornavn og etternavn, uten komma"]


def test_a_file_may_say_who_is_next_of_kin(tmp_path: Path) -> None:
    write_people(tmp_path)
    assert read_people(tmp_path).staff[0].kin is None, "it says nothing"
    rows = [f"{row};{kin}" for row, kin in zip(STAFF, ("", "E1", "E1, E2"), strict=True)]
    (tmp_path / "ansatte.csv").write_bytes(lines(f"{STAFF_HEADING};Pårørende", rows))
    assert [row.kin for row in read_people(tmp_path).staff] == [frozenset(), {"E1"}, {"E1", "E2"}]
