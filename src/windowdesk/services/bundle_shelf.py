"""Finds the bundles of a centre: those that are shipped, and its own over them."""

from pathlib import Path

from windowdesk.assets import Assets
from windowdesk.domain.bundle import Bundle
from windowdesk.services.bundle_file import BundleFaulty, load_bundle

FOLDER = "bundles"


class BundleShelf:
    """Reads bundles once; a file that is faulty is passed over and told by ``faulty``."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._read: tuple[Bundle, ...] | None = None
        self._faulty: tuple[BundleFaulty, ...] = ()

    def all(self) -> tuple[Bundle, ...]:
        """Return every bundle that can be read, by name."""
        if self._read is None:
            self._read = self._load()
        return self._read

    def get(self, code: str) -> Bundle | None:
        """Return a bundle by its code, None where there is none."""
        return next((one for one in self.all() if one.code == code), None)

    @property
    def faulty(self) -> tuple[BundleFaulty, ...]:
        """What could not be read."""
        self.all()
        return self._faulty

    def paths(self) -> tuple[Path, ...]:
        """Return where the files lie."""
        return tuple(
            self._assets.path("resources", name)
            for name in self._assets.names("resources", f"{FOLDER}/*.toml")
        )

    def _load(self) -> tuple[Bundle, ...]:
        read, faulty = [], []
        for path in self.paths():
            try:
                read.append(load_bundle(path))
            except BundleFaulty as error:
                faulty.append(error)
        self._faulty = tuple(faulty)
        return tuple(sorted(read, key=lambda one: one.name))
