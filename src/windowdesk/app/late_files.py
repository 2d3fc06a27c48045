"""Files of spreadsheet programs, whose libraries are imported when the first is opened."""

from collections.abc import Sequence
from pathlib import Path

from windowdesk.app import lazy
from windowdesk.services.spreadsheet_port import Sheet


class LateSpreadsheets:
    """Stands in for persistence.spreadsheet_files until it is needed."""

    def read(self, path: Path) -> tuple[Sheet, ...]:
        """Return the sheets of a file or folder."""
        sheets: tuple[Sheet, ...] = self._files().read(path)
        return sheets

    def write(self, path: Path, sheets: Sequence[Sheet]) -> None:
        """Write sheets into a workbook or a folder."""
        self._files().write(path, sheets)

    @staticmethod
    def _files() -> "LateSpreadsheets":
        files: LateSpreadsheets = lazy("persistence.spreadsheet_files").SpreadsheetFiles()
        return files
