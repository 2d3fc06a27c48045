"""Times two ways of doing one thing in turns, so that what disturbs one disturbs the other."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

_WARM = 3
_MS = 1000.0


@dataclass(frozen=True)
class Budget:
    """A limit of the budget table: ``least`` or ``most``, of a ratio unless ``unit`` says else."""

    limit: float
    at_least: bool = False
    unit: str = "×"

    def holds(self, value: float) -> bool:
        """Tell whether a measured value keeps the budget."""
        return value >= self.limit if self.at_least else value <= self.limit

    @property
    def text(self) -> str:
        """The limit as the table shows it."""
        return f"{'≥' if self.at_least else '≤'} {self.limit:g} {self.unit}"


@dataclass(frozen=True)
class Line:
    """One line of the bench: medians and 95th percentiles in milliseconds.

    ``value`` is what the budget is about. ``noise`` is how much slower or faster the second half
    of the raw times was than the first, as a share. ``raw_ms`` is None where the limit is absolute.
    """

    act: str
    ms: float
    p95_ms: float
    raw_ms: float | None
    value: float
    budget: Budget
    noise: float = 0.0
    note: str = ""

    @property
    def keeps(self) -> bool:
        """Tell whether the budget is kept."""
        return self.budget.holds(self.value)


@dataclass(frozen=True)
class Times:
    """Seconds of single runs of two ways, taken in turns."""

    ours: Sequence[float]
    raw: Sequence[float]

    @property
    def noise(self) -> float:
        """How the raw way changed from the first half to the second."""
        half = len(self.raw) // 2
        return median(self.raw[half:]) / median(self.raw[:half]) - 1 if half else 0.0


def in_turns(
    ours: Callable[[], object], raw: Callable[[], object], rounds: int, warm: int = _WARM
) -> Times:
    """Run both ``rounds`` times in turns; the first ``warm`` runs of each do not count."""
    for _ in range(warm):
        ours()
        raw()
    taken: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    for _ in range(rounds):
        for times, work in zip(taken, (ours, raw), strict=True):
            begun = time.perf_counter()
            work()
            times.append(time.perf_counter() - begun)
    return Times(*taken)


def seconds_of(work: Callable[[], object], rounds: int, warm: int = _WARM) -> list[float]:
    """Return the seconds of single runs."""
    for _ in range(warm):
        work()
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return taken


def at_most(act: str, times: Times, most: float, note: str = "") -> Line:
    """Return a line whose budget is how many times slower than raw it may be."""
    return _line(act, times, median(times.ours) / median(times.raw), Budget(most), note)


def at_least(act: str, times: Times, least: float, note: str = "") -> Line:
    """Return a line whose budget is which share of the raw speed it must reach."""
    share = median(times.raw) / median(times.ours)
    return _line(act, times, share, Budget(least, at_least=True, unit="裸跑"), note)


def absolute(act: str, seconds: Sequence[float], most: float, unit: str, note: str = "") -> Line:
    """Return a line with an absolute limit; ``unit`` is ms, µs or s."""
    scale = {"s": 1.0, "ms": 1e3, "µs": 1e6}[unit]
    value = median(seconds) * scale
    return Line(
        act,
        median(seconds) * _MS,
        _p95(seconds) * _MS,
        None,
        value,
        Budget(most, unit=unit),
        note=note,
    )


def _line(act: str, times: Times, value: float, budget: Budget, note: str) -> Line:
    return Line(
        act,
        median(times.ours) * _MS,
        _p95(times.ours) * _MS,
        median(times.raw) * _MS,
        value,
        budget,
        times.noise,
        note,
    )


def _p95(seconds: Sequence[float]) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
