"""Asking for one file of this machine; nothing waits while the dialog is open."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

_ALL = "所有文件 (*)"


def ask_file(
    over: QWidget, title: str, kinds: str, suffixes: Sequence[str], take: Callable[[Path], None]
) -> None:
    """Let the clerk choose a file; ``take`` gets where it lies. ``kinds`` names the suffixes."""
    dialog = QFileDialog(over, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    patterns = " ".join(f"*{suffix}" for suffix in suffixes)
    dialog.setNameFilters([f"{kinds} ({patterns})", _ALL])
    dialog.fileSelected.connect(lambda name: take(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
