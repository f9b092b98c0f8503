"""Where the master keys come from: the environment, a file (a secret of Docker or Kubernetes), or a command. Nothing of
what is read is ever shown.
"""

import stat
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bot.settings.settings import Settings, UnsafeStart
from domain.text.messages import _
from storage.engine.crypto import KeyRing

PATIENCE = 30
"""Seconds that a command has."""
LONGEST = 10_000
"""Characters: far more than any ring of keys."""


def master_keys(settings: Settings, patience: int = PATIENCE) -> KeyRing:
    """Raises `UnsafeStart` when nobody gives them, or what is given are no keys."""
    name, text = "ENCRYPTION_KEYS", settings.encryption_keys.get_secret_value()
    if settings.encryption_keys_file:
        name, text = f"{name}_FILE", _written(settings.encryption_keys_file)
    elif settings.encryption_keys_command:
        name, text = f"{name}_COMMAND", _told(settings.encryption_keys_command, patience)
    try:
        return KeyRing.parse(text)
    except ValueError:
        raise _unsafe(_("{name} må gi base64 av 32 byte, flere skilt med komma.", name=name)) from None


def open_to_others(path: Path) -> bool:
    """Whether users who are neither the file's own nor of its group may read or write it."""
    return bool(path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH))


def _written(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST).decode("ascii", "replace")
    except OSError:
        raise _unsafe(_("ENCRYPTION_KEYS_FILE kan ikke leses.")) from None


def _told(command: Sequence[str], patience: int) -> str:
    """What it prints. What it complains of is thrown away: it may hold what it was given."""
    try:
        ended = subprocess.run(  # noqa: S603  (on purpose)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            check=False,
        )
    except OSError:
        raise _unsafe(_("ENCRYPTION_KEYS_COMMAND finnes ikke, eller kan ikke kjøres.")) from None
    except subprocess.TimeoutExpired:
        raise _unsafe(_("ENCRYPTION_KEYS_COMMAND svarte ikke innen {patience} sekunder.", patience=patience)) from None
    if ended.returncode:
        raise _unsafe(_("ENCRYPTION_KEYS_COMMAND endte med feil ({code}).", code=ended.returncode))
    return ended.stdout[:LONGEST].decode("ascii", "replace")


def _unsafe(line: str) -> UnsafeStart:
    return UnsafeStart((line,))
