"""A backup is put back whole, and found to stand as it was written; what is not ours, or not whole, puts in nothing."""

import gzip
import json
import stat
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pyrage import encrypt, x25519
from sqlalchemy import select
from sqlmodel import SQLModel

from domain.event import EventKind
from domain.ids import CaseId, PersonId
from storage.audit.verify import Fault, Finding
from storage.backup import files
from storage.backup.files import NoKey
from storage.backup.restore import NotEmpty, NotWhole, Restored, restore
from storage.backup.rows import NoBackup
from storage.database import Database
from storage.engine.crypto import KeyRing, Undecipherable
from storage.engine.rows import Erased
from storage.keys import of_case
from tests.kit.damage import changing, rows_in, take
from tests.kit.people.cast import case
from tests.kit.school import MONDAY, SCHOOL, TODAY
from tests.storage.conftest import Begin, happened

CASE, LINE = CaseId("case1"), PersonId("line")
OWNER = x25519.Identity.generate()


def made(used: Database, folder: Path, minutes: int = 0) -> list[Path]:
    return files.make(used, folder, [OWNER.to_public()], MONDAY + timedelta(minutes=minutes))


def put_back(into: Database, paths: list[Path], **how: bool) -> Restored:
    with ExitStack() as stack:
        main, keys = [stack.enter_context(files.opened(path, [OWNER])) for path in paths]
        return restore(into, (main, keys), MONDAY, **how)


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    passing = {"probes", "paused", "asked"}
    with database.reading.connect() as connection:
        return {
            one.name: [tuple(row) for row in connection.execute(select(one).order_by(*one.primary_key))]
            for one in SQLModel.metadata.sorted_tables
            if one.name not in passing
        }


def verified(database: Database) -> list[Finding]:
    with database.begin_reading() as unit:
        return unit.verify(SCHOOL)


def test_all_of_it_comes_back_and_goes_on(used: Database, empty: Database, tmp_path: Path) -> None:
    paths = made(used, tmp_path / "kopier")
    done = put_back(empty, paths)
    assert everything(empty) == everything(used)
    assert (done.rows, done.other_keys, done.findings) == (sum(map(len, everything(used).values())), 0, [])
    with empty.begin() as unit:
        tx = unit.school(SCHOOL)
        assert tx.cases.get(CASE, LINE, TODAY) == case()
        tx.cases.open(case(3), happened(EventKind.CASE_RECEIVED, case="case3"))
    assert verified(empty) == []


def test_what_waited_waits_until_somebody_says_go(used: Database, empty: Database, tmp_path: Path) -> None:
    put_back(empty, made(used, tmp_path))
    later = MONDAY + timedelta(minutes=9)
    with empty.begin() as unit:
        assert not unit.queue.waits(later)
        assert unit.queue.claim(later, 9) == []
        assert unit.queue.paused() == MONDAY
        assert unit.queue.go_on(later) == 2
        assert unit.queue.paused() is None
        assert unit.queue.waits(later)
        assert len(unit.queue.claim(later, 9)) == 2


def test_what_waited_then_can_be_left_unsent(used: Database, empty: Database, tmp_path: Path) -> None:
    put_back(empty, made(used, tmp_path))
    with empty.begin() as unit:
        assert unit.queue.go_on(MONDAY, drop=True) == 2
        assert unit.queue.counts() == {"moot": 2}


def test_the_files_are_private_and_say_nothing(used: Database, tmp_path: Path) -> None:
    for path in made(used, tmp_path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert SCHOOL.encode() not in path.read_bytes()
    assert not list(tmp_path.glob("*.part"))
    with pytest.raises(NoBackup), files.opened(path, [x25519.Identity.generate()]):
        pass


def test_the_keys_are_not_in_the_file_of_the_database(used: Database, tmp_path: Path) -> None:
    with files.opened(made(used, tmp_path)[0], [OWNER]) as lines:
        named = {json.loads(line).get("table") for line in lines()}
    assert "cases" in named
    assert "keys" not in named


def test_a_file_that_cannot_be_written_leaves_nothing_behind(used: Database, tmp_path: Path) -> None:
    folder = tmp_path / "kopier"
    made(used, folder)
    taken = folder / f"skolemiljo-database-{MONDAY:%Y%m%dT%H%M%SZ}.part"
    taken.mkdir()
    with pytest.raises(FileExistsError):
        made(used, folder)
    assert len(list(folder.iterdir())) == 3


def test_one_that_cannot_be_put_in_its_place_leaves_nothing_behind(used: Database, tmp_path: Path) -> None:
    folder = tmp_path / "kopier"
    (folder / f"skolemiljo-database-{MONDAY:%Y%m%dT%H%M%SZ}.age").mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        made(used, folder)
    assert len(list(folder.iterdir())) == 1


def test_newer_keys_open_all_but_what_has_been_deleted_since(
    used: Database, school: Begin, empty: Database, tmp_path: Path
) -> None:
    main = made(used, tmp_path)[0]
    with school() as tx:
        tx.keys.delete(SCHOOL, [of_case(CASE)])
        tx.cases.open(case(3))
    done = put_back(empty, [main, made(used, tmp_path, minutes=5)[1]])
    assert (done.other_keys, done.findings) == (2, []), "the one that was deleted, and that of a case of later"
    with empty.begin_reading() as unit:
        cases = unit.school(SCHOOL).cases
        assert cases.unguarded(CaseId("case2")) == case(2)
        with pytest.raises(Erased):
            cases.unguarded(CASE)
    assert verified(empty) == []


def test_older_keys_lack_what_has_come_since(used: Database, school: Begin, empty: Database, tmp_path: Path) -> None:
    keys = made(used, tmp_path)[1]
    with school() as tx:
        tx.cases.open(case(3))
    with pytest.raises(NotWhole) as refused:
        put_back(empty, [made(used, tmp_path, minutes=5)[0], keys])
    assert refused.value.findings == [Finding(Fault.REMOVED, "keys", of_case("case3"))]


def test_one_in_which_something_was_changed_is_put_back_only_when_it_is_asked_for(
    used: Database, empty: Database, url: str, tmp_path: Path
) -> None:
    with changing(url, "case_members") as connection:
        row = rows_in(connection, "case_members")[0]
        take(connection, url, "case_members", {"id": row["id"]})
    paths = made(used, tmp_path)
    with pytest.raises(NotWhole):
        put_back(empty, paths)
    assert everything(empty)["schools"] == []
    assert len(put_back(empty, paths, although=True).findings) == 1
    assert everything(empty)["cases"] == everything(used)["cases"]


def test_nothing_is_put_where_there_is_something(used: Database, empty: Database, tmp_path: Path) -> None:
    paths = made(used, tmp_path)
    with pytest.raises(NotEmpty):
        put_back(used, paths)
    with empty.begin() as unit:
        unit.installation()
    with pytest.raises(NotEmpty):
        put_back(empty, paths)


def test_a_master_key_that_does_not_fit_puts_in_nothing(used: Database, another_url: str, tmp_path: Path) -> None:
    other = Database(another_url, KeyRing([bytes(range(32, 64))]))
    with pytest.raises(Undecipherable):
        put_back(other, made(used, tmp_path))
    assert everything(other)["schools"] == []
    other.dispose()


Spoil = Callable[[list[bytes]], list[bytes]]


def otherwise(path: Path, spoil: Spoil) -> Path:
    """As somebody without the keys of the database writes it, who may encrypt as everybody may."""
    with files.opened(path, [OWNER]) as lines:
        spoilt = b"".join(spoil(list(lines())))
    forged = path.with_name(f"forged-{path.name}")
    forged.write_bytes(x25519_sealed(gzip.compress(spoilt)))
    return forged


def x25519_sealed(body: bytes) -> bytes:
    sealed: bytes = encrypt(body, [OWNER.to_public()])
    return sealed


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: lines[:-1],
        lambda lines: lines[:3] + lines[4:],
        lambda lines: lines + lines[-1:],
        lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
        lambda _lines: [],
        lambda _lines: [b"[]\n"],
        lambda _lines: [b"not json\n", b"\n"],
    ],
)
@pytest.mark.parametrize("which", [0, 1])
def test_what_is_not_whole_or_not_ours_puts_in_nothing(
    used: Database, empty: Database, tmp_path: Path, which: int, spoil: Spoil
) -> None:
    paths = made(used, tmp_path)
    paths[which] = otherwise(paths[which], spoil)
    with pytest.raises(NoBackup):
        put_back(empty, paths)
    assert everything(empty)["schools"] == []


def test_the_files_taken_for_each_other_put_in_nothing(used: Database, empty: Database, tmp_path: Path) -> None:
    with pytest.raises(NoBackup):
        put_back(empty, made(used, tmp_path)[::-1])


def test_keys_without_the_installations_open_nothing(used: Database, empty: Database, tmp_path: Path) -> None:
    paths = made(used, tmp_path)
    paths[1] = otherwise(paths[1], lambda lines: [line for line in lines if b'"installation"' not in line])
    with pytest.raises(NoBackup):
        put_back(empty, paths)
    paths[1] = otherwise(paths[1], lambda lines: [lines[0], b'{"table": "keys", "row": {"id": {"at": "x"}}}\n'])
    with pytest.raises(NoBackup):
        put_back(empty, paths)


def test_a_file_that_was_cut_or_has_another_bit_is_none(used: Database, tmp_path: Path) -> None:
    path = made(used, tmp_path)[0]
    whole = path.read_bytes()
    for body in (whole[:-40], whole[:-40] + bytes([whole[-40] ^ 1]) + whole[-39:], b"", whole[:10]):
        path.write_bytes(body)
        with pytest.raises(NoBackup), files.opened(path, [OWNER]):
            pass
    path.write_bytes(x25519_sealed(b"not packed"))
    with files.opened(path, [OWNER]) as lines, pytest.raises(NoBackup):
        list(lines())
    path.write_bytes(x25519_sealed(gzip.compress(b"a line\n" * 99)[:-9]))
    with files.opened(path, [OWNER]) as lines, pytest.raises(NoBackup):
        list(lines())


def test_keys_of_a_month_ago_are_not_kept(used: Database, tmp_path: Path) -> None:
    main, keys = made(used, tmp_path)
    (tmp_path / "skolemiljo-keys-mine.age").touch()
    assert files.old_keys(tmp_path, MONDAY + timedelta(days=30)) == []
    assert files.old_keys(tmp_path, MONDAY + timedelta(days=31)) == [keys]
    assert main.exists()


def test_keys_of_age_are_told_from_other_words(tmp_path: Path) -> None:
    file = tmp_path / "key.txt"
    file.write_text(f"# created today\n\n{OWNER}\n")
    assert [str(one) for one in files.private_keys(file)] == [str(OWNER)]
    assert [str(one) for one in files.public_keys([f" {OWNER.to_public()} "])] == [str(OWNER.to_public())]
    for words in ("# nothing\n", "something\n"):
        file.write_text(words)
        with pytest.raises(NoKey):
            files.private_keys(file)
    with pytest.raises(NoKey):
        files.public_keys(["age1"])
