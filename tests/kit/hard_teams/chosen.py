"""Which conversations are held under hard Teams too: none, a tenth or all, the same ones for the same seed."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

import pytest

from tests.kit.hard_teams.hard_client import HardClient
from tests.kit.hard_teams.hard_connector import HardConnector
from tests.kit.teams.client import Teams

CONVERSATIONS = Path(__file__).parents[2] / "conversations"
ONE_IN = {"none": 0, "tenth": 10, "all": 1}


@dataclass(frozen=True, slots=True)
class HardTeams(Teams):
    """One seed is one bad day, of the connector and of every client."""

    seed: str

    def connector(self) -> HardConnector:
        return HardConnector(seed=self.seed)

    def client(self) -> HardClient:
        return HardClient(Random(self.seed))


def add_options(parser: pytest.Parser) -> None:
    parser.addoption(
        "--hard-teams", choices=[*ONE_IN], default="tenth", help="How many conversations are held hard too"
    )
    parser.addoption("--hard-seed", type=int, default=1, help="Another seed is another tenth, and other bad days")


def in_words(config: pytest.Config) -> str:
    return f"hard Teams: {config.getoption('hard_teams')}, --hard-seed={config.getoption('hard_seed')}"


def may_be_hard(test: pytest.Item | pytest.Function) -> bool:
    return test.path.is_relative_to(CONVERSATIONS) and test.get_closest_marker("easy_teams") is None


def ways(metafunc: pytest.Metafunc) -> list[Literal["easy", "hard"]]:
    """How a test is run."""
    one_in, seed = ONE_IN[metafunc.config.getoption("hard_teams")], metafunc.config.getoption("hard_seed")
    lot = int.from_bytes(hashlib.sha256(f"{seed} {metafunc.definition.nodeid}".encode()).digest())
    drawn = lot % one_in == 0 if one_in else False
    always = one_in and metafunc.definition.get_closest_marker("hard_teams")
    hard = (drawn or always) and may_be_hard(metafunc.definition)
    return ["easy", "hard"] if hard else ["easy"]


def teams_of(request: pytest.FixtureRequest) -> Teams:
    """As `ways` says."""
    seed = f"{request.config.getoption('hard_seed')} {request.node.nodeid}"
    return HardTeams(seed) if request.param == "hard" else Teams()
