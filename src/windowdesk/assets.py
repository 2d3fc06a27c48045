"""Where content lies: the one module that knows.

Content stands beside ``src`` in a checkout and under ``_assets`` in an installed wheel. A centre
may lay a folder of its own over it; what that folder lacks is taken from the shipped content.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

Folder = Literal["ui", "forms", "reports", "resources"]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent
# An editable install leaves a stale copy of the content in site-packages. It is never read: the
# checkout is recognised by its own pyproject.toml, found from this file and from nothing else.
_SHIPPED = _CHECKOUT if (_CHECKOUT / "pyproject.toml").is_file() else _PACKAGE / "_assets"


class Assets:
    """Finds content files; ``overlay`` is the centre's own folder, if it has one."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._overlay = overlay

    def path(self, folder: Folder, name: str) -> Path:
        """Return the file ``name`` of ``folder``: the centre's own if it has one, else ours."""
        if self._overlay is not None:
            own = self._overlay / folder / name
            if own.exists():
                return own
        return _SHIPPED / folder / name

    def names(self, folder: Folder, pattern: str) -> tuple[str, ...]:
        """Return the names below ``folder`` that match ``pattern``, from both places, sorted."""
        found = set(self._matches(_SHIPPED / folder, pattern))
        if self._overlay is not None:
            found.update(self._matches(self._overlay / folder, pattern))
        return tuple(sorted(found))

    def changed_by_centre(self) -> tuple[str, ...]:
        """Return the content files that the centre's own folder replaces or adds."""
        if self._overlay is None or not self._overlay.is_dir():
            return ()
        return tuple(sorted(self._matches(self._overlay, "**/*")))

    @staticmethod
    def _matches(root: Path, pattern: str) -> Iterator[str]:
        return (p.relative_to(root).as_posix() for p in root.glob(pattern) if p.is_file())
