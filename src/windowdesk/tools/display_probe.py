"""Opens a window for a moment. Run as a process of its own: Qt aborts where it finds no display."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget


def probe() -> int:
    """Return 0 when a window could be shown on a real display."""
    application = QApplication(sys.argv[:1])
    window = QWidget()
    window.show()
    QTimer.singleShot(0, application.quit)
    application.exec()
    return int(application.platformName() in {"offscreen", "minimal"})


if __name__ == "__main__":
    sys.exit(probe())
