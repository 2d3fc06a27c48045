"""Takes a layer off ``import`` that Qt for Python has put over Python's own.

It reads the source of every module that is imported, to see whether it may switch Qt's
``__feature__`` on, and keeps all the lines: 25 MiB and a seventh of the start. We switch none on.
"""

import builtins

import PySide6.QtWidgets

_WANTED = PySide6.QtWidgets  # loaded first: what Qt replaces is replaced by now


def import_plainly() -> None:
    """Import without that layer from now on; nothing changes where Qt left ``import`` alone."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
