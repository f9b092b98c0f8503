"""The bot as it is served, on a SQLite file, with the connector and the issuer of the bench."""

import logging
import sys

import structlog

from bot.app import Parts, create_app, run_app, utc_now
from bot.settings import Settings
from bot.teams.credentials import Anonymous
from bot.teams.edge import Edge
from services.load_school_plans import read_school_plans
from storage.database import Database
from storage.engine.crypto import KeyRing
from tests.kit.databases import KEY, KEY_TEXT
from tests.kit.school import PLAN
from tests.kit.teams.activities import APP_ID, BOT_ID, TENANT


def main(port: int, metadata_url: str, database_url: str, scheduler: str) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    settings = Settings.of(
        {
            "microsoft_app_id": APP_ID,
            "microsoft_app_tenant_id": TENANT,
            "microsoft_app_password": "secret",
            "encryption_keys": KEY_TEXT,
            "database_url": database_url,
            "public_url": "https://skolemiljo.test",
            "scheduler": scheduler != "off",
            "plan_file": PLAN,
        }
    )
    parts = Parts(
        settings=settings,
        database=Database(database_url, KeyRing([KEY])),
        school_plans=read_school_plans(PLAN),
        edge=Edge(metadata_url=metadata_url, hosts=frozenset({"127.0.0.1"}), scheme="http"),
        tokens=Anonymous(),
        bot_id=BOT_ID,
        tenant_id=TENANT,
        clock=utc_now,
        paced=scheduler != "unlimited",
    )
    run_app(create_app(parts), "127.0.0.1", port)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:5])
