"""The log of what nobody expected, without anybody's number in it."""

import logging
import re
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

_LOG_BYTES = 1_000_000
_LONG_NUMBER = re.compile(r"\d{11,17}[\dXx]?")
_log = logging.getLogger("windowdesk")


class _Masking(logging.Formatter):
    """Masks numbers in every line, whoever wrote it."""

    def format(self, record: logging.LogRecord) -> str:
        return without_numbers(super().format(record))


def log_to_file(data: Path) -> RotatingFileHandler:
    """Write the log of the program to the data folder from now on."""
    path = log_file(data)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8")
    handler.setFormatter(_Masking("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    return handler


def log_file(data: Path) -> Path:
    """Return where the log lies."""
    return data / "log" / "windowdesk.log"


def log_bug(data: Path, error: BaseException) -> None:
    """Write one error to the log of a program that ends with it."""
    handler = log_to_file(data)
    try:
        _log.error("%s", "".join(traceback.format_exception(error)))
    finally:
        _log.removeHandler(handler)
        handler.close()


def log_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write an error to the log that is open."""
    _log.error("%s", "".join(traceback.format_exception(kind, error, trace)))


def without_numbers(text: str) -> str:
    """Return a report with every number masked that could be somebody's."""
    return _LONG_NUMBER.sub(lambda found: f"{found[0][:3]}…{found[0][-2:]}", text)
