import contextlib
import json
import re
import runpy
from datetime import date
from pathlib import Path
from time import process_time

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import RULES, Month
from storage.files.plan_report import check_report
from storage.files.school_plan_file import SCHEMA, PlanErrors, plan_schema, read_school_plan
from tests.kit.people.people_files import write_people
from tests.kit.school import PLAN

TEXT = PLAN.read_text("utf-8")
TODAY = date(2026, 11, 23)


def problems(folder: Path, text: str) -> tuple[str, ...]:
    """What is wrong with a plan file of this text."""
    (folder / "plan.yaml").write_text(text, "utf-8")
    with pytest.raises(PlanErrors) as refused:
        read_school_plan(folder / "plan.yaml")
    return refused.value.problems


def test_a_byte_order_mark_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(TEXT, "utf-8-sig")
    assert read_school_plan(tmp_path / "plan.yaml") == read_school_plan(PLAN)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("label: Gang}", "labl: Gang}", "pick_lists → places → 2 → label: mangler"),
        ("label: Gang}", "labl: Gang}", "pick_lists → places → 2 → labl: ukjent felt – mente du «label»?"),
        ("law:", "qqqqq:", "qqqqq: ukjent felt"),
        ("id: gang,", "id: GANG!,", "pick_lists → places → 2 → id: «GANG!» har tegn som ikke kan brukes her"),
        ("label: Gang}", 'label: ""}', "pick_lists → places → 2 → label: er tom"),
        ("label: Gang}", f"label: {'a' * 201}}}", "pick_lists → places → 2 → label: er for lang (høyst 200 tegn)"),
        ("number: 5,", "number: fem,", "deadlines → start_meeting → number: må være et helt tall"),
        ("number: 5,", "number: 0,", "deadlines → start_meeting → number: må være minst 1"),
        ("number: 5,", "number: 99,", "deadlines → start_meeting → number: kan være høyst 60"),
        (
            "unit: virkedager",
            "unit: uka",
            "deadlines → start_meeting → unit: må være en av virkedager, skoledager, kalenderdager eller uker",
        ),
        (
            "first_school_day: 2026-08-17",
            "first_school_day: 17. august",
            "calendar → first_school_day: må være en dato, slik: 2026-08-17",
        ),
        (
            "first: 2026-09-28, last: 2026-10-02",
            "first: 2026-10-02, last: 2026-09-28",
            "calendar → school_free → 2: siste dag er før første dag",
        ),
        ("assumed: true", "assumed: kanskje", "calendar → school_free → 1 → assumed: må være true eller false"),
        (
            "leadership: [rektor, assisterende_rektor, trinnleder]",
            "leadership: rektor",
            "routing → leadership: må være en liste",
        ),
        (
            "leadership: [rektor, assisterende_rektor, trinnleder]",
            "leadership: []",
            "routing → leadership: må ha minst 1",
        ),
        (
            "months: [august]",
            "months: [juli]",
            f"year → 2 → rule → måned → months → 1: må være en av {', '.join([*Month][:-1])} eller juni",
        ),
        (
            "kind: uke, weeks: [37]",
            "kind: uke, week: [37]",
            "year → 14 → rule → uke → week: ukjent felt – mente du «weeks»?",
        ),
        (
            "kind: planleggingsdager",
            "kind: start",
            f"year → 1 → rule: kind må være en av {', '.join(RULES)}",
        ),
        ("kind: planleggingsdager", "weeks: 0", "year → 1 → rule: kind mangler"),
        ("rule: {kind: planleggingsdager}", "rule: i august", "year → 1 → rule: må være felt med navn og verdi"),
        (
            "dates: [1. november]",
            "dates: [31. november]",
            "year → 18 → rule → innen → dates → 1: må være en dag i skoleåret, slik: 1. november",
        ),
        ("weeks: [37]", "weeks: [54]", "year → 14 → rule → uke → weeks → 1: kan være høyst 53"),
        ("    owners: [rektor, assisterende_rektor]\n    evidence", "    evidence", "year → 1 → owners: mangler"),
        (
            "EQS\n      notice: Neste steg i saken\n",
            "EQS\n",
            "procedure → steps → 9: eqs_vold: mangler «notice», et nøytralt navn som kan stå i meldinger",
        ),
        (
            "EQS\n      notice: Neste steg i saken\n",
            "EQS\n      notice:\n",
            "procedure → steps → 9: eqs_vold: mangler «notice», et nøytralt navn som kan stå i meldinger",
        ),
        (
            "EQS\n      notice: Neste steg i saken\n",
            "EQS\n      notice: Registrer vold i EQS\n",
            "steps → 9: eqs_vold: «Registrer vold i EQS» sier for mye til å stå i meldinger («eqs»)",
        ),
        (
            "notice: Kall inn til møte\n",
            f"notice: {'a' * 37}\n",
            "procedure → steps → 15 → notice: er for lang (høyst 36 tegn)",
        ),
        (
            "weekday: fredag",
            "weekday: lørdag",
            "weekday: må være en av mandag, tirsdag, onsdag, torsdag eller fredag",
        ),
    ],
)
def test_what_is_wrong_is_said_in_words_with_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in TEXT
    assert [line for line in problems(tmp_path, TEXT.replace(old, new, 1)) if line.endswith(says)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", "linje 3: «a» står to ganger"),
        ("? [a, b]\n: 1\n", "linje 1: en nøkkel må være tekst"),
        ("a: [1, 2\nb: }\n", "linje 2: ikke gyldig YAML. Se etter innrykk, kolon og anførselstegn, her og like over"),
        ("a: \x01\n", "filen har tegn som ikke hører hjemme i tekst"),
        ("", "filen: må være felt med navn og verdi"),
        ("# ingenting", "filen: må være felt med navn og verdi"),
        ("a: 1\n---\nb: 2\n", "linje 2: her begynner en ny fil («---»). En planfil er én"),
        ("bare tekst", "filen: må være felt med navn og verdi"),
    ],
)
def test_what_is_not_a_plan_at_all_is_said_in_words(tmp_path: Path, text: str, says: str) -> None:
    assert problems(tmp_path, text) == (says,)


def lengths(depth: int) -> str:
    """A billion words, in a few lines."""
    return "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, depth))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[" * 400_000, "linje 1: mer enn 20 nivåer inni hverandre"),
        ("- " * 200_000, "linje 1: mer enn 20 nivåer inni hverandre"),
        ("".join(f"{' ' * n}a:\n" for n in range(900)), "linje 21: mer enn 20 nivåer inni hverandre"),
        (lengths(30), "linje 2: «*» viser til noe annet i filen. Skriv det ut i stedet"),
        ("&a [*a]", "linje 1: «*» viser til noe annet i filen. Skriv det ut i stedet"),
    ],
    ids=["brackets", "dashes", "indents", "laughs", "itself"],
)
def test_what_would_grow_without_end_is_refused_at_once(tmp_path: Path, text: str, says: str) -> None:
    began = process_time()
    assert problems(tmp_path, text) == (says,)
    assert process_time() - began < 1


def test_a_file_far_too_large_is_refused_whatever_it_says(tmp_path: Path) -> None:
    assert problems(tmp_path, "# " + "x" * 500_000) == (
        f"{tmp_path / 'plan.yaml'}: filen er for stor til å være en planfil",
    )


def test_a_file_with_nothing_but_faults_tells_the_first_of_them_for_short(tmp_path: Path) -> None:
    told = problems(tmp_path, f"version: {'!' * 5000}\n" + "".join(f"fields{n}: x\n" for n in range(10_000)))
    assert len(told) == 101
    assert max(map(len, told)) < 150
    assert re.fullmatch(r"… og 9\d\d\d feil til", told[-1])


def test_a_file_that_is_not_there_or_not_utf_8_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("school: Sørli".encode("cp1252"))
    for name, says in (("latin.yaml", "må være lagret som UTF-8"), ("none.yaml", "finnes ikke")):
        with pytest.raises(PlanErrors, match=says):
            read_school_plan(tmp_path / name)


paths = st.recursive(st.text("abcæ_:1- ", max_size=8), lambda inner: st.lists(inner, max_size=2), max_leaves=4)


@given(st.dictionaries(st.sampled_from([*SchoolPlan.model_fields, "annet"]), paths))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_whatever_is_written_is_answered_in_words(tmp_path: Path, data: dict[str, object]) -> None:
    said = problems(tmp_path, yaml.safe_dump(data, allow_unicode=True))
    assert said
    assert not [line for line in said if "er ugyldig" in line or "Input should" in line or "{" in line]


def test_the_schema_beside_the_plan_is_current_and_the_plan_follows_it() -> None:
    assert SCHEMA.read_text("utf-8") == plan_schema()
    schema = json.loads(plan_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(read_school_plan(PLAN).model_dump(mode="json"), schema)
    assert schema["properties"]["version"]["description"].startswith("Nytt navn")


def test_the_schema_is_written_by_its_module(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    with contextlib.chdir(tmp_path), pytest.warns(RuntimeWarning, match=r"school_plan_file"):
        runpy.run_module("storage.files.school_plan_file", run_name="__main__")
    assert (tmp_path / SCHEMA).read_text("utf-8") == plan_schema()


def test_a_report_of_the_schools_plan() -> None:
    report = check_report(PLAN, TODAY)
    assert report.problems == ()
    assert any("varsel sendt 23.11.2026 kl. 10.00" in line for line in report.lines)
    assert [line for line in report.warnings if line.startswith("linje ") and "antatt" in line]
    assert "fyll inn: telefon til Grunnskoledirektøren" in report.warnings
    assert any(line.startswith("    30.10.2026 Utviklingssamtale 1 innen 1. november – kon") for line in report.lines)
    assert "antatt, se over: årshjulet, Rosenholmdagen (rosenholmdagen): rektor, assisterende rektor" in report.warnings


def test_a_report_of_a_broken_plan_is_its_problems(tmp_path: Path) -> None:
    report = check_report(tmp_path / "none.yaml", TODAY)
    assert len(report.problems) == 1
    assert (report.warnings, report.lines) == ((), ())


def test_a_name_in_messages_that_only_some_cases_have_is_a_problem(tmp_path: Path) -> None:
    own = TEXT.replace("EQS\n      notice: Neste steg i saken\n", "EQS\n      notice: Registrer i annet system\n")
    (tmp_path / "plan.yaml").write_text(own, "utf-8")
    (problem,) = check_report(tmp_path / "plan.yaml", TODAY).problems
    assert problem.startswith("procedure: eqs_vold: «Registrer i annet system» må stå også på et steg")


def test_a_branch_that_never_ends_is_a_problem(tmp_path: Path) -> None:
    *start, last = PLAN.read_text("utf-8").split("does: avslutt\n")
    endless = "does: avslutt\n".join(start) + "does: utføre\n" + last
    (tmp_path / "plan.yaml").write_text(endless, "utf-8")
    report = check_report(tmp_path / "plan.yaml", date(2026, 11, 23))
    assert report.problems == ("procedure: Ikke behov for tiltak: kommer ikke til slutten",)


def test_whether_the_old_form_is_still_to_be_sent_must_be_said_but_a_plan_of_before_is_read(tmp_path: Path) -> None:
    before, _, rest = TEXT.partition("  portal:\n")
    without = before + rest.partition("\n\n")[2]
    (tmp_path / "plan.yaml").write_text(without, "utf-8")
    assert read_school_plan(tmp_path / "plan.yaml").alert.portal is None
    (problem,) = check_report(tmp_path / "plan.yaml", TODAY).problems
    assert problem.startswith("alert.portal: mangler.")


def test_a_plan_is_held_against_the_people_of_the_school(tmp_path: Path) -> None:
    report = check_report(PLAN, TODAY, write_people(tmp_path))
    assert "routing: ingen ansatt er sosiallærer" in report.warnings
    write_people(tmp_path, ["x;y;;;;;"])
    with pytest.raises(PlanErrors, match=r"ansatte\.csv"):
        check_report(PLAN, TODAY, tmp_path)
