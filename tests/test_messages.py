"""Every text a person sees is a message that Babel finds, with values for its names, worded when it is shown."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from inspect import signature
from pathlib import Path
from string import Formatter
from types import UnionType

import pytest
from babel.messages.extract import extract_from_dir

from domain.errors import DomainError
from domain.text.messages import NAMED

ROOT = Path(__file__).parents[1]
FOLDERS = ("bot", "cards", "documents", "domain", "scheduler", "services", "storage")
WORDED_NOW = {"_", "n_"}
PLAIN = ast.Constant | ast.Name | ast.Attribute
TEXTS: dict[str, tuple[int, ...]] = {
    "_": (0,),
    "n_": (0, 1),
    "N_": (0,),
    "NotFound": (0,),
    "Refused": (0,),
    "UsedUp": (0,),
    "Forbidden": (0,),
    "Stranger": (0,),
    "NotOffered": (0,),
    "OldCard": (0,),
    "Invalid": (1,),
    "InvalidEach": (1,),
    "Unsure": (1,),
    "Doubtful": (1,),
    "Ask": (0,),
}
"""Which of the arguments of each are texts."""
KEYWORDS = {name: None if places == (0,) else tuple(at + 1 for at in places) for name, places in TEXTS.items()}
BESIDE = {"Unsure": {"sure"}, "Refused": {"alert_id"}}
"""What is given with a message and is no value of it."""
NAMED_LATER = {"N_", "Ask"}
"""These take no values where the text stands."""
LOST = "is not found by Babel: does a message stand in a call that stands in another message's call? Word it first"
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True)
class Place:
    """Where in its file a call stands. `kept_by` is a function whose answers are cached."""

    at_import: bool = True
    in_f_string: bool = False
    kept_by: str = ""


@dataclass(frozen=True)
class Message:
    """A call that holds a message, by the name of what is called."""

    name: str
    call: ast.Call
    file: str
    place: Place

    @property
    def texts(self) -> list[ast.expr]:
        return [self.call.args[at] for at in TEXTS[self.name] if at < len(self.call.args)]

    @property
    def templates(self) -> list[str]:
        return [text.value for text in self.texts if isinstance(text, ast.Constant) and isinstance(text.value, str)]

    def fault(self, said: str) -> str:
        shown = ", ".join(map(ast.unparse, self.texts))
        return f"{self.file}:{self.call.lineno}: {self.name}({shown}) {said}"


@cache
def all_messages() -> tuple[Message, ...]:
    files = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))
    return tuple(one for file in files for one in messages(file.read_text("utf-8"), str(file.relative_to(ROOT))))


def messages(code: str, file: str) -> list[Message]:
    found: list[Message] = []
    waiting: list[tuple[ast.AST, Place]] = [(ast.parse(code), Place())]
    while waiting:
        node, place = waiting.pop()
        if isinstance(node, ast.Call) and (name := called(node)) in TEXTS:
            found.append(Message(name, node, file, place))
        waiting += parts(node, replace(place, in_f_string=True) if isinstance(node, ast.JoinedStr) else place)
    return sorted(found, key=lambda message: message.call.lineno)


def parts(node: ast.AST, place: Place) -> Iterator[tuple[ast.AST, Place]]:
    """The body of a function runs later; its decorators and defaults run where it stands."""
    body: list[ast.AST] = []
    if isinstance(node, Function):
        body += [node.body] if isinstance(node, ast.Lambda) else node.body
    later = replace(place, at_import=False, kept_by=place.kept_by or keeper(node)) if body else place
    for part in ast.iter_child_nodes(node):
        yield part, later if part in body else place


def called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def keeper(node: ast.AST) -> str:
    """The function's name if its answers are cached."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return ""
    decorators = {ast.unparse(one).partition("(")[0].rpartition(".")[2] for one in node.decorator_list}
    return node.name if decorators & {"cache", "lru_cache"} else ""


def unextracted(message: Message) -> Iterator[str]:
    """A message is a literal, or the name of one that `N_` marks elsewhere; a question may get its label at run time.

    Babel reads nothing inside an f-string (before Python 3.12).
    """
    taken: type[ast.expr] | UnionType = {"N_": ast.Constant, "Ask": ast.expr}.get(message.name, PLAIN)
    if not all(isinstance(text, taken) and not isinstance(text, ast.JoinedStr) for text in message.texts):
        yield message.fault("is no literal: give a template and its values")
    if message.place.in_f_string:
        yield message.fault("stands in an f-string, where Babel does not find it: word it first")


def misnamed(message: Message) -> Iterator[str]:
    """What a template names is given with it, and nothing else."""
    try:
        named = {field for template in message.templates for field in fields(template)}
    except ValueError as error:
        yield message.fault(f"cannot be filled: {error}")
        return
    given = {keyword.arg or "" for keyword in message.call.keywords} - BESIDE.get(message.name, set())
    if message.name in NAMED_LATER or not message.templates or "" in given:
        return
    if missing := named - given - NAMED.keys() - ({"count"} if message.name == "n_" else set()):
        yield message.fault(f"is not given {', '.join(sorted(missing))}")
    if unnamed := given - named:
        yield message.fault(f"does not name {', '.join(sorted(unnamed))}")


def fields(template: str) -> Iterator[str]:
    """The names in it. Raises `ValueError` for a brace that stands alone, and for what is no plain name."""
    for _text, field, spec, conversion in Formatter().parse(template):
        if field is None:
            continue
        if spec or conversion or not field.isidentifier():
            raise ValueError(f"{{{field}}} is not a plain name")
        yield field


def worded_too_soon(message: Message) -> Iterator[str]:
    """What is worded at import, or in a function whose answers are cached, stays in one language for everyone."""
    if message.name in WORDED_NOW and message.place.at_import:
        yield message.fault("is worded at import: mark it with N_")
    if message.name in WORDED_NOW and message.place.kept_by:
        yield message.fault(f"is worded in {message.place.kept_by}, whose answers are cached: mark it with N_")


def unmarked_hint(message: Message) -> Iterator[str]:
    """Babel reads no text by its name: a question's hint is marked where it stands."""
    for keyword in message.call.keywords:
        if message.name == "Ask" and keyword.arg == "hint" and isinstance(keyword.value, ast.Constant):
            yield message.fault("has a hint without N_")


Check = Callable[[Message], Iterator[str]]
CHECKS: tuple[Check, ...] = (unextracted, misnamed, worded_too_soon, unmarked_hint)


@pytest.mark.parametrize("check", CHECKS)
def test_every_message_can_be_translated(check: Check) -> None:
    faults = [fault for message in all_messages() for fault in check(message)]
    assert not faults, "\n" + "\n".join(faults)


def test_every_error_that_holds_a_message_is_known_by_name() -> None:
    kinds = DomainError.__subclasses__()
    for kind in kinds:
        kinds += kind.__subclasses__()
    assert {kind.__name__ for kind in kinds if "template" in signature(kind).parameters} <= TEXTS.keys()


def test_babel_finds_every_message() -> None:
    found = {(file, one) for folder in FOLDERS for file, one in extracted(folder)}
    written = {(one.file, template): one for one in all_messages() for template in one.templates if template}
    lost = [one.fault(LOST) for message, one in written.items() if message not in found]
    assert written
    assert not lost, "\n" + "\n".join(lost)


def extracted(folder: str) -> Iterator[tuple[str, str]]:
    """Each text by its file, as `pybabel extract` finds it."""
    rules = [("**.py", "python")]
    for file, _line, said, _comments, _context in extract_from_dir(ROOT / folder, rules, keywords=KEYWORDS):
        for text in [said] if isinstance(said, str) else said:
            yield f"{folder}/{file}", text


UNTRUE = (
    "står aldri med navn",
    "Ingenting er gått tapt",
    "gjort plikten",
    "får aldri se saken",
    "skolens egen database",
    "venter på deg i dag",
    "godt nytt",
    "Evaluering av aktivitetsplan",
    "Eleven er hørt",
    "under ett minutt",
)


def test_no_text_claims_what_the_bot_cannot_know_or_keep() -> None:
    found = {text for folder in FOLDERS for _file, text in extracted(folder)}
    found.add((ROOT / "plans" / "rosenholm.yaml").read_text("utf-8"))
    found.add((ROOT / "manifest" / "manifest.json").read_text("utf-8"))
    assert not [(claim, text[:80]) for text in found for claim in UNTRUE if claim in text]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (1, "def f(a): return _(f'Sak {a}')"),
        (2, "def f(a):\n raise Refused('Sak ' + a)"),
        (1, "def f(a): Invalid('field', A if a else B)"),
        (1, "def f(a): n_('{count} sak', f'{a} saker', 2)"),
        (1, "def f(a): f'{a}: {_(\"Sak\")}'"),
        (1, "A = N_(B)"),
        (1, "A = Ask(f'Sak {b}')"),
        (1, "def f(a): return _('Sak {reference}')"),
        (1, "def f(a): return _('Sak', reference=a)"),
        (2, "def f(a):\n raise Invalid('field', 'Til {day}')"),
        (1, "def f(a): n_('{count} sak', '{count} saker i {year}', a)"),
        (1, "def f(a): _('Sak {0}', a=a)"),
        (1, "def f(a): _('Sak {day:%d}', day=a)"),
        (1, "A = N_('Sak }')"),
        (1, "A = {'a': _('Sak')}"),
        (2, "class A:\n    b: str = n_('sak', 'saker', 1)"),
        (1, "def f(a=_('Sak')): ..."),
        (1, "def f(*, a=_('Sak')): ..."),
        (1, "@on(summary=_('Sak'))\ndef f(): ..."),
        (1, "A = lambda a=_('Sak'): a"),
        (3, "@cache\ndef f():\n    return _('Sak')"),
        (3, "@functools.lru_cache(maxsize=1)\ndef f():\n    return _('Sak')"),
    ],
)
def test_what_cannot_be_is_found_where_it_stands(line: int, code: str) -> None:
    faults = faults_in(code)
    assert faults
    assert all(fault.startswith(f"a.py:{line}: ") for fault in faults)


def test_the_rest_is_let_be() -> None:
    assert not faults_in("""
A = N_("Sak {reference}")
later = lambda: _("Sak")
def f(a, **rest):
    _("Sak {reference}, {{i klammer}}", reference=a)
    _(A)
    n_("én sak", "{count} saker", a)
    _("Sak {reference}", **rest)
    Ask(LABELS[a])
    raise Invalid("field", "Til {day}", day=a)
""")


def faults_in(code: str) -> list[str]:
    return [fault for message in messages(code, "a.py") for check in CHECKS for fault in check(message)]
