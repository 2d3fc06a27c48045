"""After Qt is loaded, no source text is read and kept by its way of importing."""

import subprocess
import sys

_PROGRAM = """
import linecache
from windowdesk.app.qt_imports import import_plainly
import_plainly()
import windowdesk.app.compose
print([name for name in linecache.cache if name.endswith("compose.py")])
"""


def test_modules_that_come_after_qt_are_not_read_as_text() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["[]"]
