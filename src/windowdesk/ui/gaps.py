"""Finds what keeps the gaps of a layout from a file, so that a screen can fold them."""

from PySide6.QtWidgets import QWidget

from windowdesk.ui.layout_file import LayoutMismatch
from windowdesk.ui.measures import LayoutMeasure


def measure_of(widget: QWidget) -> LayoutMeasure:
    """Return the measure of the layout of ``widget``; LayoutMismatch if the file gave none."""
    layout = widget.layout()
    found = layout.findChild(LayoutMeasure) if layout is not None else None
    if not isinstance(found, LayoutMeasure):
        raise LayoutMismatch(f"{widget.objectName()} has no measured layout")
    return found
