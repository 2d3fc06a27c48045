"""Stock phrases for opinions, from the content folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from windowdesk.assets import Assets
from windowdesk.domain.case import Application, Case
from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.domain.material_gaps import material_gaps
from windowdesk.services.content_files import read_toml
from windowdesk.services.content_table import ContentTable

_FILE = "phrases.toml"


class OpinionKind(StrEnum):
    """What an opinion is written for."""

    PROPOSE = "propose"
    APPROVE = "approve"
    DENY = "deny"
    RETURN = "return"
    NOT_REQUIRED = "not_required"
    NOT_COMPETENT = "not_competent"
    REFUSE = "refuse"
    FAULT = "fault"
    LATE = "late"
    WITHDRAW = "withdraw"
    REVERSE = "reverse"
    END = "end"


@dataclass(frozen=True)
class Phrase:
    """A stock phrase: ``title`` stands on a button, ``text`` goes into the box.

    ``items`` are the names of the items that it is for; () is all.
    """

    title: str
    text: str
    items: tuple[str, ...] = ()

    def for_case(self, case: Case) -> str:
        """Return the text with applicant, item and materials filled in."""
        return self.for_application(case.application)

    def for_application(self, application: Application) -> str:
        """Return the same for what is not a case yet."""
        settled = not material_gaps(application.item, application.materials)
        return (
            self.text.replace("{申请人}", application.applicant.name)
            .replace("{事项}", application.item.name)
            .replace("{材料}", "齐全" if settled else "未齐")
        )


@dataclass(frozen=True)
class PhraseBook:
    """All stock phrases of the desk."""

    phrases: Mapping[OpinionKind, tuple[Phrase, ...]]

    def offered(self, kind: OpinionKind, item_name: str) -> tuple[Phrase, ...]:
        """Return the phrases for an item, those of that item alone first."""
        fitting = [p for p in self.phrases.get(kind, ()) if not p.items or item_name in p.items]
        return tuple(sorted(fitting, key=lambda phrase: not phrase.items))


def load_phrases(assets: Assets) -> PhraseBook:
    """Read phrases.toml; EnvironmentProblem names the place of a mistake."""
    path = assets.path("resources", _FILE)
    plain = read_toml(path)
    kinds = {kind.value for kind in OpinionKind}
    if unknown := plain.keys() - kinds:
        raise EnvironmentProblem(
            f"{path} 里不认得“{min(unknown)}”。能写的是：{'、'.join(sorted(kinds))}。"
        )
    return PhraseBook(
        MappingProxyType(
            {kind: tuple(_phrases(path, plain.get(kind.value, []))) for kind in OpinionKind}
        )
    )


def _phrases(path: Path, many: object) -> list[Phrase]:
    if not isinstance(many, list):
        raise EnvironmentProblem(f"{path} 的常用意见要写成 [[approve]] 这样的一条一条。")
    read = []
    for one in many:
        table = ContentTable(path, one)
        phrase = Phrase(table.text("title"), table.text("text"), table.texts("items"))
        if not phrase.title or not phrase.text:
            raise EnvironmentProblem(f"{path} 有一条常用意见缺 title 或 text。补上再用。")
        read.append(phrase)
    return read
