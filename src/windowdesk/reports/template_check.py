"""Tries templates before they are used: each is read, filled with its samples and drawn.

A template that reads well may still ask for a row higher than a page; a centre must learn that
when it changes the file, not with a visitor at the window.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from windowdesk.assets import Assets
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.reports.catalogue import SHEETS_FOLDER, STYLES_FOLDER, TomlTemplateCatalogue
from windowdesk.reports.style_file import load_style
from windowdesk.reports.template_loader import load_sheet, load_template
from windowdesk.services.facts import sample_facts
from windowdesk.services.paper_port import Renderer, RenderOrder
from windowdesk.services.sheet_facts import SHEETS

_DIGITS = "990322103002026112000000"
_ISSUED = datetime(2026, 11, 20, 10, 42)  # noqa: DTZ001  local time, as on the foot line


@dataclass(frozen=True)
class TemplateProblem:
    """What is wrong with a file, and what to write instead."""

    file: str
    text: str


class TemplateCheck:
    """Tries the templates of papers and free sheets; nothing is ever changed."""

    def __init__(self, assets: Assets, renderer: Renderer) -> None:
        self._assets = assets
        self._renderer = renderer

    def everything(self) -> tuple[TemplateProblem, ...]:
        """Return what is wrong with all templates, under every set of titles."""
        return tuple(self._everything())

    def files(self, paths: Iterable[Path]) -> tuple[TemplateProblem, ...]:
        """Return what is wrong with some files: papers, or what lies in ``sheets``, ``styles``."""
        return tuple(problem for path in paths for problem in self._file(path))

    def _everything(self) -> Iterator[TemplateProblem]:
        """Try the texts as they are used: each under every style that can be read."""
        catalogue = TomlTemplateCatalogue(self._assets)
        names = self._assets.names("reports", f"{STYLES_FOLDER}/*.toml")
        faulty = [one for name in names for one in self._file(self._assets.path("reports", name))]
        yield from faulty
        if faulty:
            return
        for style in catalogue.styles():
            for code in catalogue.codes():
                yield from self._told(code, partial(self._try_paper, catalogue, code, style.code))
            for code in SHEETS:
                yield from self._told(code, partial(self._try_sheet, catalogue, code, style.code))

    def _file(self, path: Path) -> Iterator[TemplateProblem]:
        yield from self._told(path.name, partial(self._try_file, path))

    @staticmethod
    def _told(file: str, attempt: Callable[[], object]) -> Iterator[TemplateProblem]:
        try:
            attempt()
        except (DomainError, EnvironmentProblem) as problem:
            yield TemplateProblem(file, problem.text)

    def _try_paper(self, catalogue: TomlTemplateCatalogue, code: str, style: str) -> None:
        self._draw(catalogue.get(code, style).text)

    def _try_sheet(self, catalogue: TomlTemplateCatalogue, code: str, style: str) -> None:
        self._draw(catalogue.sheet(code, style).text, code)

    def _try_file(self, path: Path) -> None:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise EnvironmentProblem(
                f"{path.name} 读不出。看看文件在不在，存成 UTF-8。"
            ) from problem
        if path.parent.name == STYLES_FOLDER:
            load_style(path.name, path.stem, text)
        elif path.parent.name == SHEETS_FOLDER:
            self._try_sheet_file(path, text)
        else:
            load_template(path.name, text)
            self._draw(text)

    def _try_sheet_file(self, path: Path, text: str) -> None:
        kind = SHEETS.get(path.stem)
        if kind is None:
            known = "、".join(SHEETS)
            raise EnvironmentProblem(f"没有叫 {path.stem} 的单子，文件名只能是：{known}。")
        load_sheet(path.name, text, kind)
        self._draw(text, kind.code)

    def _draw(self, text: str, sheet: str = "") -> None:
        facts = SHEETS[sheet].sample() if sheet else sample_facts()
        order = RenderOrder(
            template_text=text,
            facts=facts,
            number="" if sheet else facts.texts["number"],
            case_digits=_DIGITS,
            issued_at=_ISSUED,
            window="02号窗口",
            sheet=sheet,
        )
        self._renderer.pdf(order)
