"""docs/benchmarks.md, whole: what is measured and how, the table, and where the CPU time goes."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.figures import HEADINGS, Figure

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
Shares = Sequence[tuple[str, float]]
_TEXT = """\
# Under load and in bad times

Written by `make bench`; do not edit it. Read the ratios: the milliseconds are this machine's, with whatever else it was
doing. Each row has several rounds, and is held to its aim by the median.

{machine}

## How it is measured

- **Beside the SDKs.** The stock echo is botbuilder's own sample, with the signed token checked, and its own token for
  the connector given ready-made. The echo of the Microsoft 365 Agents SDK is its sample without a login: **nobody's
  token is checked there**, and none is sent to the connector, so it does less than a bot in service. Ours checks the
  token, keeps what it is told in the database, and answers with a card. All run at the same time, each in a process
  of its own; a round asks one after the other, eight people at once. Counted is the CPU time of the bot's process,
  not that of the client, the connector or a PostgreSQL server. `alert sent` is the last press of an alert: the case,
  the alert, its events and its notices are committed before it is answered. The school has {staff} of staff.
- **Presses under load.** Sixteen teachers send alerts at once, while messages to 200 others wait in the outbox and go
  out as fast as Teams' limits let them, to a connector that refuses what breaks the limits. Client, connector,
  database and bot share the machine's cores. Each round has a new database and a new process; memory is of that
  process after its load, beside a process that has imported all of the bot and has done nothing.
- **Beside half-open connections.** The same alerts, with nothing in the outbox, while 1,200 connections from sixty
  other addresses have begun a request and never end it; who is sent away comes again at once.
- **A notice behind digests.** From the press of the reporter until the principal's notice is at the connector, one
  alert after the other, so that each is a round.
- **A digest.** CPU time where the delivery reads and renders, and of the whole way to a connector that answers at
  once.
- **The morning's sweep.** Every sweep once at 07:30 on one school day after the other; each school has a plan file
  and staff of its own. A third of its cases nobody has taken yet, a third is half-way through the procedure. A
  statement that is run with many rows counts as one.
- **A pack.** «Dokumentasjon i skolemiljøsaken» of a case with so many entries in its log, in a school of 450 pupils
  whose names are looked for: read, composed, masked and set as PDF/A. Each round is a process of its own; memory is
  what it holds after five of them, beside before the first.
- **Start to ready.** From the start of the process to 200 from `/readyz`, with the scheduler on.

## Results

{table}
{profiles}
"""
_PROFILES = """
## Where the CPU time goes

From cProfile in every thread, on the thread's own clock. It makes many small calls look dearer than they are: read it
for what to look at. `ours:` is the project's code by room; `C:` a function that is not written in Python.

"""


def page(
    machine: Iterable[tuple[str, str]], figures: Sequence[Figure], profiles: Mapping[str, Shares], staff: int
) -> str:
    """The text of the page."""
    return _TEXT.format(
        machine=_table(("", ""), machine, "| --- | --- |"),
        table=_table(
            HEADINGS, [figure.cells for figure in figures], "| --- | --- | ---: | ---: | ---: | ---: | --- | --- |"
        ),
        profiles=_PROFILES + "\n\n".join(_profile(*one) for one in profiles.items()) if profiles else "",
        staff=staff,
    )


def _profile(name: str, shares: Shares) -> str:
    rows = [(f"`{package}`", f"{share:.0%}") for package, share in shares]
    return f"### {name[0].upper()}{name[1:]}\n\n" + _table(("package", "share"), rows, "| --- | ---: |")


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], line: str) -> str:
    lines = [headings, *rows]
    shown = [f"| {' | '.join(cells)} |" for cells in lines]
    return "\n".join([shown[0], line, *shown[1:]])
