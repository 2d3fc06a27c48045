"""A row of fields that Enter goes through one after the other."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from windowdesk.ui.fields import Field


class FieldRing(QObject):
    """Enter goes to the next field that is shown; after the last one ``finished`` is emitted."""

    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._fields: list[Field] = []

    def set_fields(self, fields: list[Field]) -> None:
        """Take other fields, in the order of the talk."""
        for field in fields:
            if field not in self._fields:
                field.enter_goes_on = False
                field.entered.connect(self._follower(field))
        self._fields = list(fields)

    def shown(self) -> list[Field]:
        """Return the fields that are shown."""
        return [field for field in self._fields if not field.isHidden()]

    def _follower(self, field: Field) -> Callable[[], None]:
        def follow() -> None:
            self._go_on_from(field)

        return follow

    def _go_on_from(self, field: Field) -> None:
        shown = self.shown()
        place = shown.index(field) + 1 if field in shown else len(shown)
        if place < len(shown):
            shown[place].take_focus()
        else:
            self.finished.emit()
