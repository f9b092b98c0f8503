"""What each button does: 3–8 lines in one transaction. A noun a room."""

import importlib
import pkgutil

from bot.router import Router, router


def load() -> Router:
    """The router, once every module below has been imported.

    Raises `RuntimeError` when a button has no handler or no form.
    """
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        importlib.import_module(module.name)
    if missing := router.missing():
        raise RuntimeError(f"no handler for {sorted(missing)}")
    return router
