"""What a template asks for: facts that somebody types before the paper can be issued."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from windowdesk.domain.errors import DomainError
from windowdesk.domain.local_time import paper_date, read_day
from windowdesk.domain.money import paper_money, read_money
from windowdesk.services.wording import particular, statement

BETWEEN = "、"


class AskKind(StrEnum):
    """How a fact is typed: ``ticks`` are several of the options, joined by 、."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    TICKS = "ticks"
    MONEY = "money"


@dataclass(frozen=True)
class AskedFact:
    """One fact to be typed.

    ``options`` are what a choice or ticks can be; ``defaults`` are facts, the first of them that
    is known is there already.
    """

    fact: str
    label: str
    kind: AskKind
    required: bool = False
    options: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()

    def default(self, known: Mapping[str, str]) -> str:
        """Return what is there before anybody types, '' for nothing."""
        found = next((known[name] for name in self.defaults if known.get(name)), "")
        return found if not self.options or self._is_option(found) else ""

    def read(self, typed: str) -> str:
        """Return what was typed as it stands on the paper; DomainError at the fact."""
        text = typed.strip()
        if not text:
            if self.required:
                raise DomainError(self.lack, self.fact)
            return ""
        match self.kind:
            case AskKind.TEXT:
                return statement(text, self.fact)
            case AskKind.DAY:
                return self._day(text)
            case AskKind.MONEY:
                return paper_money(read_money(text, self.fact))
            case AskKind.CHOICE | AskKind.TICKS:
                return self._chosen(text)
            case AskKind.LINE:
                return particular(text, self.fact)

    @property
    def lack(self) -> str:
        """What is said where nothing was typed."""
        verb = "选" if self.options else "写"
        return f"还没{verb}{self.label}。{verb}好再出。"

    def _day(self, text: str) -> str:
        try:
            return paper_date(read_day(text))
        except DomainError as error:
            raise DomainError(f"{self.label}：{error.text}", self.fact) from error

    def _chosen(self, text: str) -> str:
        if self._is_option(text):
            chosen = text.split(BETWEEN)
            return BETWEEN.join(option for option in self.options if option in chosen)
        raise DomainError(f"{self.label}只能选：{BETWEEN.join(self.options)}。", self.fact)

    def _is_option(self, text: str) -> bool:
        parts = text.split(BETWEEN) if self.kind is AskKind.TICKS else [text]
        return all(part in self.options for part in parts)
