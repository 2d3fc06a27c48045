"""Starts one thing and tells when it was painted, how much memory it took, how long it stalled.

``python -m windowdesk.tools.bench.start_probe bare|stack|login|desk [DATABASE]``. Heavy modules
are imported where they are wanted: which of them a start waits for is what is measured.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

_BEGUN = time.perf_counter()
_WAIT_SECONDS = 60
_TICK_MS = 2
_MIB = 1024.0


def main() -> None:
    """Run the probe that the first argument names."""
    _PROBES[sys.argv[1]](sys.argv[2] if len(sys.argv) > 2 else "")  # noqa: PLR2004  an argument


def _tell(**facts: float) -> None:
    print(json.dumps(facts))


def _memory() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return float(line.split()[1]) / _MIB
    return 0.0


def _since() -> float:
    return time.perf_counter() - _BEGUN


def _bare(_database: str) -> None:
    widgets = import_module("PySide6.QtWidgets")
    application = widgets.QApplication([])
    window = widgets.QWidget()
    _until_painted(application, window)
    _tell(painted=_since(), memory=_memory())


def _stack(database: str) -> None:
    """Start what people would use instead: a Qt table, SQLAlchemy, the driver."""
    widgets = import_module("PySide6.QtWidgets")
    alchemy = import_module("sqlalchemy")
    application = widgets.QApplication([])
    engine = alchemy.create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT number, item_name FROM case_ LIMIT 50").fetchall()
    table = widgets.QTableWidget(len(rows), 2)
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            table.setItem(place, column, widgets.QTableWidgetItem(text))
    _until_painted(application, table)
    _tell(ready=_since(), memory=_memory())


def _login(database: str) -> None:
    widgets = import_module("PySide6.QtWidgets")
    import_module("windowdesk.app.qt_imports").import_plainly()
    desktop = import_module("windowdesk.app.desktop")
    application = widgets.QApplication([])
    program = desktop.Desktop(application, _settings(database))
    program.login.show()
    _until_painted(application, program.login)
    _tell(painted=_since(), memory=_memory())
    program.close()


def _desk(database: str) -> None:
    """Log in as soon as the program lets one, wait for the first rows, then page and search."""
    widgets = import_module("PySide6.QtWidgets")
    import_module("windowdesk.app.qt_imports").import_plainly()
    desktop = import_module("windowdesk.app.desktop")
    environment = import_module("os").environ
    application = widgets.QApplication([])
    program = desktop.Desktop(application, _settings(database))
    program.open()
    _until_painted(application, program.login)
    _until(application, program._house.done)  # noqa: SLF001  as below
    session = program._log_in(  # noqa: SLF001  the probe stands in for the typing clerk
        environment["WINDOWDESK_PROBE_LOGIN"], environment["WINDOWDESK_PROBE_PASSWORD"], ""
    )
    program._on_logged_in(session)  # noqa: SLF001  as above
    window = program.desk.window
    _until(application, lambda: _has_rows(window.screen_in_front))
    ready = _since()
    stall = _longest_stall(application, window)
    _tell(ready=ready, memory=_memory(), stall=stall)
    program.desk.stop()
    program.close()


def _settings(database: str) -> Any:
    settings = import_module("windowdesk.settings").Settings
    return settings(data=Path(database).parent, database=database, window="")


def _has_rows(screen: Any) -> bool:
    lists = screen.findChildren(import_module("windowdesk.ui.row_list").RowList)
    return any(one.model() is not None and one.model().rowCount() for one in lists)


def _longest_stall(application: Any, window: Any) -> float:
    """Page down and search; return the longest time between two rounds of the event loop."""
    test, core = import_module("PySide6.QtTest").QTest, import_module("PySide6.QtCore").Qt
    longest = 0.0
    for text in ("", "段", "李明", "00012"):
        if text:
            window.visit("search").look_for(text)
        for _ in range(20):
            test.keyClick(application.focusWidget() or window, core.Key.Key_PageDown)
            last = time.perf_counter()
            for _ in range(10):
                application.processEvents()
                now = time.perf_counter()
                longest, last = max(longest, now - last), now
    return longest


def _until_painted(application: Any, window: Any) -> None:
    watch = import_module("windowdesk.tools.bench.paint_watch").PaintWatch(window)
    window.show()
    _until(application, lambda: watch.painted)


def _until(application: Any, done: Callable[[], bool]) -> None:
    """Let the loop run as in the program: asleep between events, so that threads may work."""
    core = import_module("PySide6.QtCore")
    tick = core.QTimer(application, interval=_TICK_MS)
    tick.start()
    end = time.perf_counter() + _WAIT_SECONDS
    while not done():
        if time.perf_counter() > end:
            raise TimeoutError(f"nothing came within {_WAIT_SECONDS} s")
        application.processEvents(core.QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    tick.stop()


_PROBES = {"bare": _bare, "stack": _stack, "login": _login, "desk": _desk}

if __name__ == "__main__":
    main()
