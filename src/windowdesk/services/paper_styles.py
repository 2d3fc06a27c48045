"""How papers are called in a province: a choice that is made once, when a centre is set up."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class PaperStyle:
    """A set of titles. ``code`` is what the centre keeps (``Centre.paper_style``), '' the usual.

    ``titles`` leads from a usual title to the one of this style, in every paper that names it;
    ``words`` from a kind of paper to further words of that paper alone.
    """

    code: str
    name: str
    titles: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]

    def title(self, usual: str) -> str:
        """Return what a paper with this usual title is called."""
        return self.titles.get(usual, usual)

    def words_of(self, kind: str) -> Mapping[str, str]:
        """Return everything that is called otherwise on a kind of paper."""
        return {**self.titles, **self.words.get(kind, _NONE)}


# Named after the province that the shipped titles follow (云南省行政许可法律文书参考格式).
USUAL_STYLE = PaperStyle("", "云南（凭证、通知书、决定书）", _NONE, MappingProxyType({}))
