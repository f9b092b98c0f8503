"""All handlers, in one router."""

from bot import commands
from bot.handlers import (
    activity_plans,
    alerts,
    away,
    baseline,
    case_forms,
    cases,
    channels,
    closing,
    documents,
    evaluations,
    lists,
    logs,
    measures,
    own_alerts,
    plan_versions,
    steps,
    week,
    year,
)
from bot.router import Router

MODULES = (
    activity_plans,
    alerts,
    away,
    baseline,
    case_forms,
    cases,
    channels,
    closing,
    documents,
    commands,
    evaluations,
    lists,
    logs,
    measures,
    own_alerts,
    plan_versions,
    steps,
    week,
    year,
)


def all_handlers() -> Router:
    """A router that knows every button; raises `RuntimeError` when a button has no handler or no form."""
    router = Router()
    for module in MODULES:
        router.include(module.router)
    if missing := router.missing():
        raise RuntimeError(f"no handler for {sorted(missing)}")
    return router
