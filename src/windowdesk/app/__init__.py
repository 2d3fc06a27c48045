"""Composition root: the only place that knows which adapter stands behind which port."""

from importlib import import_module
from types import ModuleType


def lazy(module: str) -> ModuleType:
    """Import a heavy part of the program late, as a whole.

    The login window opens before storage, paper and fonts are there; commands that need none of
    them start without them.
    """
    return import_module(f"windowdesk.{module}")
