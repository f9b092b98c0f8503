"""The limits of style, and the figures: how long modules, functions and handlers are, and how many files a room has."""

import ast
import statistics
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

MODULE_MAX = 250
FUNCTION_MAX = 30
HANDLER_MAX = 8
ROOM_MAX = 8
LISTED = ("git", "ls-files", "-co", "--exclude-standard", "*.py")
NOT_NAMES = {
    "terms",
    "tied",
    "working",
    "adoption",
    "two_writers",
    "standings",
    "opening",
    "answers",
    "material",
    "came",
}
NOT_NAMES |= {"common", "utils", "helpers", "misc"}
"""What no module is called: they say nothing of what is in it."""
Function = ast.FunctionDef | ast.AsyncFunctionDef
Texts = Mapping[Path, str]


def lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())


def functions(path: Path, text: str) -> Iterator[tuple[int, str, Function]]:
    """How long each is (blank lines aside), where it stands, and itself."""
    source = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function):
            yield lines("\n".join(source[node.lineno - 1 : node.end_lineno])), f"{path}: {node.name}", node


def too_long(texts: Texts) -> Iterator[str]:
    for path, text in texts.items():
        if (length := lines(text)) > MODULE_MAX:
            yield f"too long ({length}): {path}"
        source = text.splitlines()
        for length, name, node in functions(path, text):
            if length > FUNCTION_MAX:
                yield f"too long ({length}): {name}"
            body = lines("\n".join(source[node.body[0].lineno - 1 : node.end_lineno]))
            if _handles(node) and body > HANDLER_MAX:
                yield f"a handler of {body} lines: {name}"


def _handles(node: Function) -> bool:
    """Whether it is what a button, a form or a word does."""
    calls = [one.func for one in node.decorator_list if isinstance(one, ast.Call)]
    routed = [one for one in calls if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)]
    words = [one for one in calls if isinstance(one, ast.Name) and one.id == "word"]
    return bool(words) or any(isinstance(one.value, ast.Name) and one.value.id == "router" for one in routed)


def badly_named(texts: Texts) -> Iterator[str]:
    """Modules that say nothing, and two classes of one name."""
    yield from (f"no name for a module: {path}" for path in texts if path.stem in NOT_NAMES)
    where = defaultdict(list)
    for path, text in texts.items():
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where[node.name].append(str(path))
    yield from (f"two classes called {name}: {', '.join(paths)}" for name, paths in where.items() if len(paths) > 1)


def full(texts: Texts) -> Iterator[str]:
    rooms = Counter(path.parent for path in texts if path.stem != "__init__")
    yield from (f"{number} files in one room: {room}" for room, number in rooms.items() if number > ROOM_MAX)


def figures(texts: Texts, tests: int) -> str:
    modules = [lines(text) for text in texts.values() if text.strip()]
    long = [length for path, text in texts.items() for length, *_ in functions(path, text)]
    rooms = Counter(path.parent for path in texts if path.stem != "__init__").values()
    return (
        f"{len(modules)} modules in {len(rooms)} rooms of {statistics.median(rooms):.0f} ({max(rooms)} at most); "
        f"lines of modules {statistics.median(modules):.0f} ({max(modules)}), functions {statistics.median(long):.0f} "
        f"({max(long)}); tests {100 * tests // (tests + sum(modules))} % of all lines\n"
    )


def main() -> int:
    """0 when all are within the limits."""
    listed = subprocess.run(LISTED, capture_output=True, check=True).stdout.split()  # noqa: S603  (our own words)
    texts = {path: path.read_text("utf-8") for name in listed if (path := Path(name.decode())).exists()}
    product = {
        path: text for path, text in texts.items() if path.parts[0] != "tests" and "migrations" not in path.parts
    }
    tests = sum(lines(text) for path, text in texts.items() if path.parts[0] == "tests")
    sys.stdout.write(figures(product, tests))
    found = [*too_long(product), *badly_named(product), *full(product)]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
