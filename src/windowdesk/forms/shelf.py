"""Finds the forms of a centre: those that are shipped, and its own over them."""

from pathlib import Path

from windowdesk.assets import Assets
from windowdesk.forms.form import GENERAL_FORM, FormSpec
from windowdesk.forms.loader import load_form


class FormShelf:
    """Finds and reads forms; an item without a form of its own takes the general one."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._read: dict[str, FormSpec] = {}

    def get(self, code: str) -> FormSpec:
        """Return the form ``code``; EnvironmentProblem naming file and fault if it is unusable."""
        wanted = code or GENERAL_FORM
        if wanted not in self._read:
            self._read[wanted] = load_form(self.path(wanted))
        return self._read[wanted]

    def path(self, code: str) -> Path:
        """Return where the file of a form lies."""
        return self._assets.path("forms", f"{code}.toml")

    def codes(self) -> tuple[str, ...]:
        """Return the codes of all forms."""
        return tuple(name.removesuffix(".toml") for name in self._assets.names("forms", "*.toml"))
