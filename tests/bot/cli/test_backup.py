"""A backup as an operator makes it, tries it and comes back from it."""

from pathlib import Path

import pytest
from pyrage import x25519

from tests.bot.cli.test_commands import OTHER_KEY, ROOT, says
from tests.kit.databases import KEY_TEXT


@pytest.fixture
def used(environment: dict[str, str]) -> dict[str, str]:
    says(environment, "migrate")
    says(environment, "import-people", str(ROOT / "demo" / "people"))
    return environment


@pytest.fixture
def owner(tmp_path: Path) -> tuple[str, Path]:
    """The public key, and the file of the private one."""
    identity = x25519.Identity.generate()
    file = tmp_path / "eier.txt"
    file.write_text(f"{identity}\n", encoding="utf-8")
    return str(identity.to_public()), file


def kept(used: dict[str, str], folder: Path, to: str) -> tuple[str, str]:
    says(used, "backup", str(folder), "--til", to)
    main, keys = sorted(folder.iterdir())
    return str(main), str(keys)


def test_a_backup_is_tried_and_sends_nothing_before_it_is_told(
    used: dict[str, str], owner: tuple[str, Path], tmp_path: Path
) -> None:
    to, private = owner
    paths = kept(used, tmp_path / "kopier", to)
    other = used | {"DATABASE_URL": f"sqlite:///{tmp_path}/ny/skolemiljo.db"}
    told = says(other, "restore", *paths, "--privat", str(private))
    assert "Lagt inn:" in told
    assert "Boten sender ingenting før du har skrevet" in told
    assert "Alt står som det ble skrevet." in says(other, "audit", "verify")
    assert "Elever: 0 nye, 0 endret, 0 sluttet" in says(other, "import-people", str(ROOT / "demo" / "people"))
    assert "Boten sender igjen." in says(other, "resume")
    assert "Ingenting holdes tilbake." in "".join(says(other, "resume", code=2))
    assert "Det er noe i databasen fra før." in "".join(
        says(other, "restore", *paths, "--privat", str(private), code=2)
    )


def test_what_waited_can_be_left_unsent(used: dict[str, str], owner: tuple[str, Path], tmp_path: Path) -> None:
    paths = kept(used, tmp_path / "kopier", owner[0])
    other = used | {"DATABASE_URL": f"sqlite:///{tmp_path}/ny.db"}
    says(other, "restore", *paths, "--privat", str(owner[1]))
    assert "0 gamle meldinger sendes aldri." in says(other, "resume", "--uten-de-gamle")


def test_a_leaked_key_opens_nothing_of_the_database_made_anew(
    used: dict[str, str], owner: tuple[str, Path], tmp_path: Path
) -> None:
    paths = kept(used, tmp_path / "kopier", owner[0])
    other = used | {"DATABASE_URL": f"sqlite:///{tmp_path}/ny.db", "ENCRYPTION_KEYS": f"{OTHER_KEY},{KEY_TEXT}"}
    assert "Lagt inn:" in says(other, "restore", *paths, "--privat", str(owner[1]), "--nye-nøkler")
    alone = other | {"ENCRYPTION_KEYS": OTHER_KEY}
    assert "Alt står som det ble skrevet." in says(alone, "audit", "verify")
    assert "Elever: 0 nye, 0 endret, 0 sluttet" in says(alone, "import-people", str(ROOT / "demo" / "people"))


def test_keys_that_do_not_fit_are_told_of(used: dict[str, str], owner: tuple[str, Path], tmp_path: Path) -> None:
    paths = kept(used, tmp_path / "kopier", owner[0])
    other = used | {"DATABASE_URL": f"sqlite:///{tmp_path}/ny.db"}
    mine = ("--privat", str(owner[1]))
    words = tmp_path / "words.txt"
    words.write_text("age\n", encoding="utf-8")
    for run, told in (
        (("backup", str(tmp_path), "--til", "age"), "--til må være en offentlig nøkkel"),
        (("restore", *paths, "--privat", str(words)), "ingen fil med en privat nøkkel"),
        (("restore", *paths[::-1], *mine), "ikke en hel kopi"),
        (("restore", str(tmp_path / "none"), paths[1], *mine), "Kan ikke lese"),
        (("backup", str(words), "--til", owner[0]), "Kan ikke skrive"),
    ):
        assert told in "".join(says(used if run[0] == "backup" else other, *run, code=2))
    wrong = other | {"ENCRYPTION_KEYS": OTHER_KEY}
    assert "passer ikke til kopien" in "".join(says(wrong, "restore", *paths, *mine, code=2))


def test_of_nothing_there_is_no_copy(environment: dict[str, str], owner: tuple[str, Path], tmp_path: Path) -> None:
    says(environment, "migrate")
    assert "Databasen er tom" in "".join(says(environment, "backup", str(tmp_path), "--til", owner[0], code=2))
