"""The bot gets its master keys from a file or a command as well; whatever is wrong with them is a line, and no key."""

import sys
from pathlib import Path

import pytest

from tests.bot.cli.test_commands import OTHER_KEY, ROOT, a_process, says
from tests.kit.databases import KEY_TEXT

OPEN = "Obs: ENCRYPTION_KEYS_FILE kan leses eller endres av alle på maskinen. Kjør: chmod 400"


@pytest.fixture
def without(environment: dict[str, str]) -> dict[str, str]:
    """What an operator sets, but for the keys that a database was made with."""
    says(environment, "migrate")
    says(environment, "import-people", str(ROOT / "demo" / "people"))
    return environment | {"ENCRYPTION_KEYS": ""}


def test_the_keys_come_from_a_file(without: dict[str, str], tmp_path: Path) -> None:
    (file := tmp_path / "keys").write_text(f"{KEY_TEXT}\n")
    where = without | {"ENCRYPTION_KEYS_FILE": str(file)}
    for mode, told in ((0o400, []), (0o644, [OPEN])):
        file.chmod(mode)
        assert a_process(where, tmp_path, "audit", "verify") == (0, told)
    file.chmod(0o600)
    file.write_text(f"{OTHER_KEY},{KEY_TEXT}")
    assert a_process(where, tmp_path, "keys", "rotate") == (0, [])
    file.write_text(OTHER_KEY)
    assert a_process(where, tmp_path, "audit", "verify") == (0, [])


def test_the_keys_come_from_a_command(without: dict[str, str], tmp_path: Path) -> None:
    (script := tmp_path / "vault.py").write_text(f"import sys; sys.stderr.write('hemmelig'); print('{KEY_TEXT}')")
    where = without | {"ENCRYPTION_KEYS_COMMAND": f"'{sys.executable}' '{script}'"}
    assert a_process(where, tmp_path, "audit", "verify") == (0, [])


def test_what_is_wrong_with_the_keys_is_a_line(without: dict[str, str], tmp_path: Path) -> None:
    (file := tmp_path / "keys").write_text("hemmelig")
    file.chmod(0o600)
    in_file = {"ENCRYPTION_KEYS_FILE": str(file)}
    for change, line in (
        ({}, "ENCRYPTION_KEYS mangler. Den, ENCRYPTION_KEYS_FILE eller ENCRYPTION_KEYS_COMMAND trengs."),
        (in_file, "ENCRYPTION_KEYS_FILE må gi base64 av 32 byte, flere skilt med komma."),
        ({"ENCRYPTION_KEYS_COMMAND": f"cat {file}"}, "ENCRYPTION_KEYS_COMMAND må gi base64 av 32 byte, "),
        ({"ENCRYPTION_KEYS_COMMAND": "false hemmelig"}, "ENCRYPTION_KEYS_COMMAND endte med feil (1)."),
        (in_file | {"ENCRYPTION_KEYS": KEY_TEXT}, "ENCRYPTION_KEYS kan bare gis på én måte: "),
        ({"ENCRYPTION_KEYS_COMMAND": f"echo {OTHER_KEY}"}, "ENCRYPTION_KEYS passer ikke til databasen. "),
    ):
        code, told = a_process(without | change, tmp_path, "serve")
        assert (code, told[-1].startswith(line)) == (2, True), told
        assert not any(secret in "".join(told) for secret in ("hemmelig", KEY_TEXT, OTHER_KEY))
