"""Administrative divisions: county, town, village, by the codes of the statistics bureau."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Village:
    """A village or community; ``code`` has 12 digits."""

    code: str
    name: str


@dataclass(frozen=True)
class Town:
    """A town or street office; ``code`` has 9 digits."""

    code: str
    name: str
    villages: tuple[Village, ...]


@dataclass(frozen=True)
class County:
    """A county or district; ``code`` has 6 digits."""

    code: str
    name: str
    towns: tuple[Town, ...]


@dataclass(frozen=True)
class Divisions:
    """All divisions that addresses are chosen from."""

    counties: tuple[County, ...]

    def town(self, code: str) -> Town | None:
        """Return the town with the nine-digit ``code``, or None."""
        return next((t for c in self.counties for t in c.towns if t.code == code), None)

    def village(self, code: str) -> Village | None:
        """Return the village with the twelve-digit ``code``, or None."""
        town = self.town(code[:9])
        return next((v for v in town.villages if v.code == code), None) if town else None

    def path_of(self, code: str) -> str:
        """Return the names from the county down to a county, town or village; "" if unknown."""
        for county in self.counties:
            if county.code == code[:6]:
                return "".join(_names(county, code))
        return ""


def _names(county: County, code: str) -> Iterable[str]:
    yield county.name
    for town in county.towns:
        if town.code == code[:9]:
            yield town.name
            yield from (village.name for village in town.villages if village.code == code)
