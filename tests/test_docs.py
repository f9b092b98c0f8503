"""The documents point at what is there."""

import ast
import re
from pathlib import Path

import pytest

from domain.text.lix import FOR_A_CHILD, lix

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    *(str(p.relative_to(ROOT)) for p in ROOT.glob("docs/**/*.md")),
]
MADE = {"dist", "mutants", "var"}
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()} - MADE
"""What commands make may be there or not."""
PLACE = re.compile(r"`([\w./-]+\.py): ([\w.]+)`")
QUOTED = re.compile(r"`([\w.-]+/[\w./-]*)`")
LINK = re.compile(r"\]\((?!http)([^)#]+)\)")


def defined(path: Path) -> set[str]:
    """The functions and classes of a module, and the methods of its classes."""
    found = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            functions = [one for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
            found |= {f"{node.name}.{one.name}" for one in functions}
    return found


def test_every_step_of_a_journey_is_a_function_there_is() -> None:
    places = PLACE.findall((ROOT / "docs/architecture.md").read_text("utf-8"))
    assert len(places) > 20
    missing = [f"{path}: {name}" for path, name in places if name not in defined(ROOT / path)]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_a_document_names_is_there(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    linked = [(ROOT / document).parent / path for path in LINK.findall(text)]
    quoted = [ROOT / path for path in QUOTED.findall(text) if path.split("/")[0] in FOLDERS]
    assert [str(path) for path in (*linked, *quoted) if not path.exists()] == []


TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
LEFT = re.compile(r"(?:Accepted|Not built) \((?:municipality|school|us)\)")
FLOW = re.compile(r"^## \d+\. (.+)$((?:\n(?!## ).*)*)", re.MULTILINE)
ROW = re.compile(r"^\| ([STRIDE]) \| (.+) \| (.+) \|$", re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_a_document_names_is_there(document: str) -> None:
    named = TEST.findall((ROOT / document).read_text("utf-8"))
    assert [f"{path}::{name}" for path, name in named if name not in defined(ROOT / path)] == []


def test_each_threat_of_each_flow_is_met_by_a_test_or_left_to_someone() -> None:
    flows = FLOW.findall((ROOT / "docs/threat-model.md").read_text("utf-8"))
    assert len(flows) > 10
    for flow, text in flows:
        rows = ROW.findall(text)
        assert {kind for kind, _, _ in rows} == set("STRIDE"), flow
        assert len(rows) == len(re.findall(r"^\| \w ", text, re.MULTILINE)), flow
        assert [threat for _, threat, met in rows if not (TEST.search(met) or LEFT.search(met))] == []


def test_what_an_archive_system_must_do_is_tested_or_said_not_to_be_built() -> None:
    rows = re.findall(
        r"^\| ([a-g]) \| .+ \| (.+) \| (.+) \|$", (ROOT / "docs/privacy.md").read_text("utf-8"), re.MULTILINE
    )
    assert [letter for letter, _, _ in rows] == list("abcdefg")
    assert [letter for letter, today, test in rows if not (TEST.search(test) or "not built" in today)] == []


def test_a_pupil_can_read_what_is_stored() -> None:
    _, pupil, guardian = (ROOT / "docs/bruk/hva-lagres-om-meg.md").read_text("utf-8").split("\n## Til deg")
    assert lix(re.sub(r"[*#-]", "", pupil)) <= FOR_A_CHILD
    assert lix(re.sub(r"[*#|-]", "", guardian)) <= FOR_A_CHILD + 10
