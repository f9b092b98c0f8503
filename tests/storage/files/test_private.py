"""What the bot writes is its own user's, whatever the umask."""

import os
import stat
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from domain.errors import Refused
from storage.database import Database
from storage.engine import migrate
from storage.engine.crypto import KeyRing
from storage.files.private import make_file, make_folder, open_file, private_folder
from tests.kit.databases import KEY

OPEN = 0o755


@pytest.fixture(autouse=True)
def _open_to_all() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_folders_are_made_private_and_those_that_are_there_are_left_alone(tmp_path: Path) -> None:
    (there := tmp_path / "there").mkdir()
    there.chmod(OPEN)
    make_folder(there / "new" / "below")
    make_folder(there)
    assert [mode(path) for path in (there, there / "new", there / "new" / "below")] == ["0o755", "0o700", "0o700"]


def test_a_file_where_the_folder_should_be_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / "file" / "far" / "below"):
        with pytest.raises(OSError, match=r"File exists|Not a directory"):
            make_folder(path)


def test_a_file_is_made_private_and_its_content_is_never_lost(tmp_path: Path) -> None:
    make_file(path := tmp_path / "file")
    assert mode(path) == "0o600"
    path.write_text("content", "utf-8")
    make_file(path)
    assert path.read_text("utf-8") == "content"


def test_what_is_written_over_is_private_too(tmp_path: Path) -> None:
    (path := tmp_path / "file").write_text("something longer", "utf-8")
    path.chmod(OPEN)
    with open_file(path) as file:
        file.write(b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", "0o600")


def test_a_folder_that_is_held_gets_the_file_whatever_takes_its_place(tmp_path: Path) -> None:
    with private_folder(tmp_path / "new" / "below") as there:
        (tmp_path / "new" / "below").rename(tmp_path / "moved")
        (tmp_path / "new" / "below").symlink_to("/nowhere")
        there.write("file", b"content")
    path = tmp_path / "moved" / "file"
    assert (path.read_bytes(), mode(path), mode(path.parent)) == (b"content", "0o600", "0o700")


def test_a_link_is_no_private_folder_and_nothing_is_written_through_one(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder")
    (tmp_path / "folder" / "below").mkdir()
    for folder in ("link", "link/below", "link/new"):
        with pytest.raises(Refused, match="link er en lenke"), private_folder(tmp_path / folder):
            pass
    assert not (tmp_path / "folder" / "new").exists()
    (tmp_path / "folder" / "below").rmdir()
    with pytest.raises(Refused, match="er en lenke"), private_folder(tmp_path / "link"):
        pass
    (tmp_path / "folder" / "file").symlink_to(tmp_path / "elsewhere")
    with private_folder(tmp_path / "folder") as there, pytest.raises(Refused, match="er ikke en vanlig fil"):
        there.write("file", b"content")
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["file"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_not_written_over(tmp_path: Path) -> None:
    (path := tmp_path / "file").write_text("theirs", "utf-8")
    os.chown(path, 12345, 12345)
    with private_folder(tmp_path) as there, pytest.raises(Refused, match="som er din"):
        there.write("file", b"content")
    assert path.read_text("utf-8") == "theirs"


def test_a_sqlite_database_and_what_lies_beside_it_is_private(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/var/school.db", KeyRing([KEY]))
    database.reach(create=True)
    migrate.upgrade(database.engine)
    with database.begin() as unit:
        unit.schools.all()
        modes = {path.name: mode(path) for path in (tmp_path / "var").iterdir()}
    database.dispose()
    assert modes == dict.fromkeys(("school.db", "school.db-wal", "school.db-shm"), "0o600")
    assert mode(tmp_path / "var") == "0o700"


def test_a_database_in_memory_leaves_no_file(tmp_path: Path) -> None:
    with chdir(tmp_path):
        database = Database("sqlite:///:memory:", KeyRing([KEY]))
        database.reach(create=True)
        database.dispose()
    assert list(tmp_path.iterdir()) == []


def test_in_a_private_folder_a_file_of_ones_own_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    with private_folder(tmp_path / "ut") as folder:
        folder.check("ny.pdf")
        folder.write("ny.pdf", b"first")
        folder.check("ny.pdf")
        path = folder.write("ny.pdf", b"second")
        with pytest.raises(TypeError):
            folder.write("ny.pdf", "no bytes")  # type: ignore[arg-type]  # on purpose
    assert path.read_bytes() == b"second"
    assert [one.name for one in path.parent.iterdir()] == ["ny.pdf"], "nothing half written is left"
