"""What the bot writes is for its own user only: folders 0700 and files 0600, whatever the umask of the machine."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from domain.errors import Refused

FOLDER = 0o700
FILE = 0o600


def make_folder(path: Path) -> None:
    """With those above it that are missing; what is there already stays as it is. Raises `OSError`."""
    if not path.parent.exists():
        make_folder(path.parent)
    path.mkdir(FOLDER, exist_ok=True)


def make_file(path: Path) -> None:
    """Empty; one that is there already stays as it is. Raises `OSError`."""
    with suppress(FileExistsError):
        path.touch(FILE, exist_ok=False)


def open_file(path: Path) -> IO[bytes]:
    """To be written from the start, and private also when it was there already. Raises `OSError`."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE)
    os.fchmod(number, FILE)
    return os.fdopen(number, "wb")


@contextmanager
def private_folder(path: Path) -> Iterator["PrivateFolder"]:
    """As `make_folder`, held open: what is put in its place meanwhile gets nothing. Raises `OSError`, and `Refused` for
    a link, also where it is one of those above that is.
    """
    whole = path.absolute()
    if link := next((one for one in (whole, *whole.parents) if one.is_symlink()), None):
        raise Refused("{path} er en lenke til en annen mappe. Skriv hvor mappen selv er.", path=link)
    make_folder(path)
    number = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield PrivateFolder(path, number)
    finally:
        os.close(number)


@dataclass(frozen=True, slots=True)
class PrivateFolder:
    path: Path
    _number: int

    def check(self, name: str) -> None:
        """Raises `Refused` when what has the name is no file of our own user."""
        try:
            found = os.stat(name, dir_fd=self._number, follow_symlinks=False)
        except FileNotFoundError:
            return
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
            raise Refused(
                "{path} er der fra før, og er ikke en vanlig fil som er din. Flytt den, eller velg en annen mappe.",
                path=self.path / name,
            )

    def write(self, name: str, body: bytes) -> Path:
        """All of it or nothing, instead of a file of that name that is our own. Raises as `check`, and `OSError`."""
        self.check(name)
        part = f".{secrets.token_hex(8)}.part"
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE, dir_fd=self._number)
        try:
            with os.fdopen(number, "wb") as file:
                os.fchmod(number, FILE)
                file.write(body)
            os.rename(part, name, src_dir_fd=self._number, dst_dir_fd=self._number)
        except BaseException:
            os.unlink(part, dir_fd=self._number)
            raise
        return self.path / name
