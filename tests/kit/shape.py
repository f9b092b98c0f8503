"""The limits of style: no module over 250 lines, no function over 30 (blank lines aside). Prints the figures."""

import ast
import statistics
import subprocess
import sys
from pathlib import Path

MODULE_MAX = 250
FUNCTION_MAX = 30


def _lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())


def _functions(text: str) -> list[tuple[int, str]]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    source = text.splitlines()
    return [
        (_lines("\n".join(source[node.lineno - 1 : node.end_lineno])), node.name)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, kinds)
    ]


def main() -> int:
    """0 when all are within the limits."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.py"], capture_output=True, check=True)  # noqa: S607  (git)
    texts = {name: Path(name).read_text("utf-8") for name in listed.stdout.decode().split() if Path(name).exists()}
    source = {name: text for name, text in texts.items() if not name.startswith(("tests/", "storage/migrations/"))}
    functions = [(length, f"{file}: {name}") for file, text in source.items() for length, name in _functions(text)]
    modules = [(_lines(text), file) for file, text in source.items()]
    long = [f for f in functions if f[0] > FUNCTION_MAX] + [m for m in modules if m[0] > MODULE_MAX]
    tests = sum(_lines(text) for name, text in texts.items() if name.startswith("tests/"))
    total = tests + sum(length for length, _ in modules)
    sys.stdout.write(
        f"{len(modules)} modules, median {statistics.median(m for m, _ in modules):.0f} lines; functions median "
        f"{statistics.median(f for f, _ in functions):.0f}; tests {100 * tests // total} % of all lines\n"
    )
    sys.stdout.writelines(f"too long ({length}): {what}\n" for length, what in sorted(long, reverse=True))
    return bool(long)


if __name__ == "__main__":
    sys.exit(main())
