"""All handlers, in one router."""

from bot import commands
from bot.handlers import alerts, case_forms, cases, closing, lists, logs, own_alerts, steps
from bot.router import Router


def all_handlers() -> Router:
    """A router that knows every button; raises `RuntimeError` when a button has no handler or no form."""
    router = Router()
    for module in (alerts, case_forms, cases, closing, commands, lists, logs, own_alerts, steps):
        router.include(module.router)
    if missing := router.missing():
        raise RuntimeError(f"no handler for {sorted(missing)}")
    return router
