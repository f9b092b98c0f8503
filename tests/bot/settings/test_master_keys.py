"""The master keys come from one of three places, or the bot says why not; never what it was given."""

import base64
import sys
from pathlib import Path
from time import monotonic

import pytest

from bot.settings.master_keys import master_keys, open_to_others
from bot.settings.settings import Settings, UnsafeStart
from storage.engine.crypto import KeyRing
from tests.bot.settings.conftest import KEY, Load

OTHER = base64.b64encode(b"o" * 32).decode()
ONE_WAY = "ENCRYPTION_KEYS kan bare gis på én måte: selv, med _FILE eller med _COMMAND."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (path := tmp_path / "keys").write_text(f"{KEY},\n{OTHER}\n")
    return path


def opens(ring: KeyRing) -> bool:
    """What either key has sealed; the first seals."""
    sealed = KeyRing([b"o" * 32]).wrap("skole", b"data")
    return ring.unwrap("skole", sealed) == b"data" and ring.primary == KeyRing.parse(KEY).primary


def python(code: str) -> str:
    """A command that runs this."""
    return f"{sys.executable} -c '{code}'"


def refused(settings: Settings, patience: int = 30) -> tuple[str, ...]:
    with pytest.raises(UnsafeStart) as caught:
        master_keys(settings, patience)
    assert caught.value.__cause__ is None
    assert "hemmelig" not in str(caught.value)
    return caught.value.lines


def test_each_place_gives_the_same_keys(load: Load, file: Path) -> None:
    command = python(f'print("{KEY}, {OTHER}")')
    for change in (
        {"ENCRYPTION_KEYS": f"{KEY},{OTHER}"},
        {"ENCRYPTION_KEYS": None, "ENCRYPTION_KEYS_FILE": str(file)},
        {"ENCRYPTION_KEYS": None, "ENCRYPTION_KEYS_COMMAND": command},
    ):
        settings = load(**change)
        assert opens(master_keys(settings))
        assert KEY not in repr(settings)


def test_a_secret_is_read_through_its_link(load: Load, file: Path) -> None:
    """As Kubernetes puts it there."""
    (link := file.with_name("mounted")).symlink_to(file)
    assert opens(master_keys(load(ENCRYPTION_KEYS=None, ENCRYPTION_KEYS_FILE=str(link))))


def test_two_places_are_one_too_many(load: Load, file: Path) -> None:
    """Nobody can say which was meant."""
    here, command = str(file), "vault read hemmelig"
    assert load.faults(ENCRYPTION_KEYS_FILE=here) == (ONE_WAY,)
    assert load.faults(ENCRYPTION_KEYS_COMMAND=command) == (ONE_WAY,)
    assert load.faults(ENCRYPTION_KEYS=None, ENCRYPTION_KEYS_FILE=here, ENCRYPTION_KEYS_COMMAND=command) == (ONE_WAY,)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"ENCRYPTION_KEYS_FILE": "/finnes/ikke"}, "ENCRYPTION_KEYS_FILE peker på en fil som ikke finnes."),
        (
            {"ENCRYPTION_KEYS_COMMAND": "hemmelig 'hemmelig"},
            "ENCRYPTION_KEYS_COMMAND må være en kommando der hvert anførselstegn er lukket.",
        ),
        (
            {"ENCRYPTION_KEYS_COMMAND": "'  '"},
            "ENCRYPTION_KEYS mangler. Den, ENCRYPTION_KEYS_FILE eller ENCRYPTION_KEYS_COMMAND trengs.",
        ),
    ],
)
def test_a_place_that_is_none_is_one_line(load: Load, change: dict[str, str], line: str) -> None:
    assert load.faults(ENCRYPTION_KEYS=None, **change) == (line,)


@pytest.mark.parametrize(
    "content", [b"", b"hemmelig", b"\xff\xfe", KEY[:-4].encode(), f"{KEY},".encode(), b"A" * 20_000]
)
def test_a_file_without_keys_is_refused(load: Load, file: Path, content: bytes) -> None:
    settings = load(ENCRYPTION_KEYS=None, ENCRYPTION_KEYS_FILE=str(file))
    file.write_bytes(content)
    assert refused(settings) == ("ENCRYPTION_KEYS_FILE må gi base64 av 32 byte, flere skilt med komma.",)
    file.unlink()
    assert refused(settings) == ("ENCRYPTION_KEYS_FILE kan ikke leses.",)


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("/finnes/ikke hemmelig", "finnes ikke, eller kan ikke kjøres."),
        (python('print("hemmelig")'), "må gi base64 av 32 byte, flere skilt med komma."),
        (python("pass"), "må gi base64 av 32 byte, flere skilt med komma."),
        (python(f'print("{KEY}"); raise SystemExit("hemmelig")'), "endte med feil (1)."),
    ],
    ids=["none", "words", "nothing", "error"],
)
def test_a_command_that_gives_no_keys_is_refused(
    load: Load, capfd: pytest.CaptureFixture[str], command: str, wrong: str
) -> None:
    assert refused(load(ENCRYPTION_KEYS=None, ENCRYPTION_KEYS_COMMAND=command)) == (f"ENCRYPTION_KEYS_COMMAND {wrong}",)
    assert "".join(capfd.readouterr()) == ""


def test_no_shell_reads_the_command(load: Load, tmp_path: Path) -> None:
    command = python("import sys; print(sys.argv[-1])") + f" $HOME > {tmp_path / 'made'}; {KEY}"
    ring = master_keys(load(ENCRYPTION_KEYS=None, ENCRYPTION_KEYS_COMMAND=command))
    assert ring.primary == KeyRing.parse(KEY).primary
    assert not (tmp_path / "made").exists()


def test_a_command_that_never_answers_is_left(load: Load) -> None:
    slow = python(f'import time; print("{KEY}", flush=True); time.sleep(60)')
    settings, began = load(ENCRYPTION_KEYS=None, ENCRYPTION_KEYS_COMMAND=slow), monotonic()
    assert refused(settings, 1) == ("ENCRYPTION_KEYS_COMMAND svarte ikke innen 1 sekunder.",)
    assert monotonic() - began < 20


@pytest.mark.parametrize(
    ("mode", "told"), [(0o400, False), (0o600, False), (0o440, False), (0o444, True), (0o602, True)]
)
def test_a_file_for_everyone_is_told_of(file: Path, mode: int, told: bool) -> None:
    file.chmod(mode)
    assert open_to_others(file) is told
