"""The numbers of an act that opens several cases, taken so that two desks never wait in a circle.

Every line that the act will need is locked by one ordered statement, as every other act does it.
What is needed twice of a line is taken after that, when nobody else can hold it.
"""

from collections.abc import Mapping, Sequence

from windowdesk.services.ports import NumberLines


class ReservedNumbers:
    """Number lines of one unit of work, one serial of each line taken at once."""

    def __init__(self, lines: NumberLines, wanted: Sequence[str]) -> None:
        self._lines = lines
        self._left = dict(lines.take(sorted(set(wanted))))

    def take(self, lines: Sequence[str]) -> Mapping[str, int]:
        """Give what was reserved first, then further serials of the same lines."""
        given = {line: self._left.pop(line) for line in lines if line in self._left}
        more = [line for line in lines if line not in given]
        return {**given, **(self._lines.take(more) if more else {})}

    def start_at(self, line: str, serial: int) -> None:
        """Let an unused line begin at ``serial``; see the port."""
        self._lines.start_at(line, serial)

    @property
    def unused(self) -> tuple[str, ...]:
        """Lines of which a serial was reserved and not given."""
        return tuple(self._left)
