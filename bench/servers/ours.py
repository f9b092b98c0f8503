"""The bot as it is served, with the connector and the issuer of the bench, on a school day."""

import json
import logging
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import structlog

from bench.profiles import Profile
from bot import handlers
from bot.app import Parts, create_app, utc_now
from bot.cli.terminal import migrated_database
from bot.teams.credentials import Anonymous
from bot.teams.edge import Edge
from bot.turns.limits import FOR_PEOPLE, NO_LIMITS
from bot.web.server import run_app
from scheduler.messages.registry import messages
from scheduler.sweeps.registry import sweeps
from services.load_school_plans import load_school_plans
from tests.kit.school import PLAN, settings_of
from tests.kit.teams.activities import BOT_ID, TENANT


@dataclass(frozen=True, slots=True)
class Served:
    """`begins`: the bot's clock when it starts. `profile`: a file for where its CPU time went."""

    metadata_url: str
    database_url: str
    begins: str
    scheduler: bool = False
    paced: bool = True
    limited: bool = False
    plans: str = str(PLAN)
    profile: str = ""

    @property
    def text(self) -> str:
        return json.dumps(asdict(self))


def main(port: int, served: Served) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    app = create_app(parts(served))
    if not served.profile:
        return run_app(app, "127.0.0.1", port)
    load_everything()
    with Profile() as profile:
        run_app(app, "127.0.0.1", port)
    return profile.write(Path(served.profile))


def parts(served: Served) -> Parts:
    settings = settings_of(served.database_url, plan_file=Path(served.plans), scheduler=served.scheduler)
    ahead = datetime.fromisoformat(served.begins) - utc_now()
    database = migrated_database(settings)
    return Parts(
        settings=settings,
        database=database,
        school_plans=load_school_plans(settings.plan_file, database, utc_now()),
        edge=Edge(metadata_url=served.metadata_url, hosts=frozenset({"127.0.0.1"}), scheme="http"),
        tokens=Anonymous(),
        bot_id=BOT_ID,
        tenant_id=TENANT,
        clock=lambda: utc_now() + ahead,
        paced=served.paced,
        rates=FOR_PEOPLE if served.limited else NO_LIMITS,
    )


def load_everything() -> None:
    """Import what is otherwise imported when it is first asked for."""
    handlers.load()
    messages()
    sweeps()


if __name__ == "__main__":
    main(int(sys.argv[1]), Served(**json.loads(sys.argv[2])))
