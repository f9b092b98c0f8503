import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from tests.kit.databases import KEY_TEXT
from tests.kit.teams.activities import APP_ID

ROOT = Path(__file__).parents[3]
OTHER_KEY = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="


def says(environment: dict[str, str], *words: str, code: int = 0) -> str:
    """What the command prints; it must end with `code`."""
    result = CliRunner().invoke(app, list(words), env=environment)
    assert result.exit_code == code, result.output
    return result.output


def a_process(environment: dict[str, str], folder: Path, *words: str) -> tuple[int, list[str]]:
    """The command in a process of its own, in `folder`: how it ended, and the lines it complained with."""
    command = [sys.executable, "-m", "bot", *words]
    where = os.environ | environment | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=folder, env=where, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603  (our own words)
    return ended.returncode, ended.stderr.splitlines()


def test_it_refuses_to_start_unsafe_and_says_why(environment: dict[str, str]) -> None:
    told = says(environment | {"MICROSOFT_APP_ID": "", "ENCRYPTION_KEYS": "short"}, "serve", code=2)
    assert "MICROSOFT_APP_ID mangler." in told
    assert "ENCRYPTION_KEYS må være base64 av 32 byte" in told
    assert "short" not in told


def test_it_refuses_an_old_database_and_a_key_that_does_not_fit(environment: dict[str, str]) -> None:
    assert "python -m bot migrate" in says(environment, "serve", code=2)
    says(environment, "migrate")
    says(environment, "import-people", str(ROOT / "demo" / "people"))
    told = says(environment | {"ENCRYPTION_KEYS": OTHER_KEY}, "serve", code=2)
    assert "ENCRYPTION_KEYS passer ikke til databasen" in told


def test_it_refuses_a_plan_that_cannot_be_read(environment: dict[str, str], tmp_path: Path) -> None:
    broken = tmp_path / "plan.yaml"
    text = Path(environment["PLAN_FILE"]).read_text("utf-8")
    broken.write_text(text.replace("label: Mobbing", "lable: Mobbing"), "utf-8")
    says(environment, "migrate")
    for told in (
        says(environment | {"PLAN_FILE": str(broken)}, "serve", code=2),
        says(environment, "check-plan", str(broken), code=2),
    ):
        assert "pick_lists → kinds → 1 → label: mangler" in told


def test_a_plan_changed_under_the_same_version_is_refused(environment: dict[str, str], tmp_path: Path) -> None:
    says(environment, "migrate")
    says(environment, "import-people", str(ROOT / "demo" / "people"))
    changed = tmp_path / "plan.yaml"
    text = Path(environment["PLAN_FILE"]).read_text("utf-8")
    changed.write_text(text.replace("label: Mobbing", "label: Mobbing og plaging"), "utf-8")
    assert "nytt versjonsnavn" in says(environment | {"PLAN_FILE": str(changed)}, "serve", code=2)


def test_people_are_read_in_or_refused_whole(environment: dict[str, str], tmp_path: Path) -> None:
    says(environment, "migrate")
    assert "Elever: 450 nye" in says(environment, "import-people", str(ROOT / "demo" / "people"))
    assert "Elever: 0 nye, 0 endret, 0 sluttet" in says(environment, "import-people", str(ROOT / "demo" / "people"))
    assert "Ingenting er lest inn" in says(environment, "import-people", str(tmp_path), code=2)


def test_keys_are_rotated(environment: dict[str, str]) -> None:
    says(environment, "migrate")
    says(environment, "import-people", str(ROOT / "demo" / "people"))
    both = environment | {"ENCRYPTION_KEYS": f"{OTHER_KEY},{KEY_TEXT}"}
    assert says(both, "keys", "rotate").startswith("2 ")  # the installation's and the school's
    assert says(both, "keys", "rotate").startswith("0 ")
    only_new = environment | {"ENCRYPTION_KEYS": OTHER_KEY}
    assert "0 nye" in says(only_new, "import-people", str(ROOT / "demo" / "people"))


def test_the_teams_app_is_written_with_the_ids(environment: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "dist" / "app.zip"
    says(environment, "package", str(target))
    with zipfile.ZipFile(target) as package:
        assert APP_ID in package.read("manifest.json").decode()
    assert [path.stat().st_mode & 0o777 for path in (target.parent, target)] == [0o700, 0o600]


def test_the_first_migration_makes_the_folder_of_the_default_database(
    environment: dict[str, str], tmp_path: Path
) -> None:
    default = environment | {"DATABASE_URL": ""}
    assert a_process(default, tmp_path, "migrate") == (0, [])
    assert (tmp_path / "var" / "skolemiljo.db").is_file()


def test_serve_tells_of_a_port_in_use(environment: dict[str, str], tmp_path: Path) -> None:
    says(environment, "migrate")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, lines = a_process(environment | {"PORT": port}, tmp_path, "serve")
    assert code == 2
    assert lines == [f"Port {port} er opptatt. Stopp programmet som bruker den, eller velg en annen med PORT."]


@pytest.mark.parametrize("host", ["192.0.2.1", "finnes-ikke.invalid"])
def test_serve_tells_of_an_address_that_is_not_here(environment: dict[str, str], tmp_path: Path, host: str) -> None:
    says(environment, "migrate")
    code, lines = a_process(environment | {"HOST": host}, tmp_path, "serve")
    assert code == 2
    assert lines[-1] == f"Boten kan ikke lytte på {host}, port 3978. Se HOST og PORT."
    assert not any("Traceback" in line for line in lines)


@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_a_database_that_is_down_is_a_line(environment: dict[str, str], tmp_path: Path, command: str) -> None:
    down = environment | {"DATABASE_URL": "postgresql+psycopg://bot:hemmelig@127.0.0.1:1/school"}
    code, lines = a_process(down, tmp_path, command)
    assert (code, lines) == (2, ["Databasen svarer ikke. Se at den kjører, og at DATABASE_URL er riktig."])


@pytest.mark.parametrize(
    "address", ["mysql://bot:hemmelig@h/school", "hemmelig", "postgresql+psycopg://bot:x@h:hemmelig/school"]
)
def test_an_address_of_no_database_is_a_line(environment: dict[str, str], address: str) -> None:
    told = says(environment | {"DATABASE_URL": address}, "migrate", code=2)
    assert told.startswith("DATABASE_URL må være sqlite:///FIL eller postgresql+psycopg://")
    assert told.count("\n") == 1
    assert "hemmelig" not in told


def test_a_database_in_a_folder_that_cannot_be_is_a_line(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    address = f"sqlite:///{tmp_path / 'file' / 'var' / 'school.db'}"
    told = says(environment | {"DATABASE_URL": address}, "migrate", code=2)
    assert told == "Mappen til databasen kan ikke lages: Not a directory. Se DATABASE_URL.\n"


def test_a_folder_of_plans_is_read(environment: dict[str, str], tmp_path: Path) -> None:
    (folder := tmp_path / "plans").mkdir()
    says(environment, "migrate")
    several = environment | {"PLAN_FILE": str(folder)}
    assert "ingen planfiler her" in says(several, "import-people", str(ROOT / "demo" / "people"), code=2)
    (folder / "rosenholm.yaml").write_text(Path(environment["PLAN_FILE"]).read_text("utf-8"), "utf-8")
    assert "Elever: 450 nye" in says(several, "import-people", str(ROOT / "demo" / "people"))


def test_a_teams_app_that_cannot_be_written_is_a_line(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for target in (tmp_path, tmp_path / "file" / "app.zip", tmp_path / "file" / "dist" / "app.zip"):
        told = says(environment, "package", str(target), code=2)
        assert told.startswith(f"Kan ikke skrive {target}: ")
        assert told.count("\n") == 1


@pytest.mark.parametrize("version", ["1", "1.2", "1.2.3.4", "v1.2.3", "1.02.3", "1.2.3-beta", "", "١.٢.٣", "1.2.3\n"])
def test_a_version_teams_would_not_take_is_a_line(environment: dict[str, str], tmp_path: Path, version: str) -> None:
    told = says(environment, "package", str(tmp_path / "app.zip"), "--version", version, code=2)
    assert told == "--version må være tre tall med punktum mellom, som 1.2.0.\n"
    assert not (tmp_path / "app.zip").exists()


def test_a_plan_is_held_against_the_people_of_the_school(environment: dict[str, str], tmp_path: Path) -> None:
    plan, people = environment["PLAN_FILE"], ROOT / "demo" / "people"
    assert "ingen ansatt er" not in says(environment, "check-plan", plan, "--folk", str(people))
    for file in people.iterdir():
        text = file.read_text("utf-8")
        (tmp_path / file.name).write_text(text.replace("baseleder", "aks_ansatt"), "utf-8")
    assert "routing: ingen ansatt er baseleder" in says(environment, "check-plan", plan, "--folk", str(tmp_path))
    assert "ansatte.csv" in says(environment, "check-plan", plan, "--folk", str(tmp_path / "none"), code=2)
    assert "en mappe med flere" in says(environment, "check-plan", str(ROOT / "plans"), "--folk", str(people), code=2)
