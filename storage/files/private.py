"""What the bot writes is for its own user only: folders 0700 and files 0600, whatever the umask of the machine."""

import os
from contextlib import suppress
from pathlib import Path
from typing import IO

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
