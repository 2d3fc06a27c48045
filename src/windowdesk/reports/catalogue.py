"""The two ports of papers: templates from the content folder, and the renderer of papers."""

import hashlib
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from threading import Lock

from windowdesk.assets import Assets
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.reports.compose import check, compose
from windowdesk.reports.demands import Demands, demands_of
from windowdesk.reports.docx import draw_docx
from windowdesk.reports.file_workshop import FileWorkshop
from windowdesk.reports.fonts import ROLE_LABEL, Fonts, Role, code_point
from windowdesk.reports.parts import Paper
from windowdesk.reports.pdf import Sheet, draw_pdf
from windowdesk.reports.pdf_roll import draw_roll
from windowdesk.reports.style_file import in_style, load_style
from windowdesk.reports.template import PaperKind, Template
from windowdesk.reports.template_loader import load_sheet, load_template
from windowdesk.services.attachment_port import Workshop
from windowdesk.services.paper_port import PaperTemplate, RenderOrder
from windowdesk.services.paper_styles import USUAL_STYLE, PaperStyle
from windowdesk.services.sheet_facts import SHEETS

# Raised with every change that moves a mark on paper; part of the digest of each document.
RENDERER_VERSION = "4"
_SUFFIX = ".toml"
SHEETS_FOLDER, STYLES_FOLDER = "sheets", "styles"


class TomlTemplateCatalogue:
    """Templates in ``reports/<code>.toml``: the centre's own if it has one, else ours.

    Free sheets lie in ``reports/sheets``, other titles for all of them in ``reports/styles``.
    """

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        # A template is read at every act, so that a changed file holds at once, and checked once.
        self._checked: dict[tuple[str, str], PaperTemplate] = {}

    def get(self, code: str, style: str = "") -> PaperTemplate:
        """Return the template ``code`` with the titles of ``style``.

        EnvironmentProblem if one of them is missing or faulty.
        """
        file = code + _SUFFIX
        return self._described(file, code, self._text(file, code, style), load_template)

    def sheet(self, code: str, style: str = "") -> PaperTemplate:
        """Return the template of a free sheet; EnvironmentProblem if it is missing or faulty."""
        file = f"{SHEETS_FOLDER}/{code}{_SUFFIX}"
        load = partial(load_sheet, kind=SHEETS[code])
        return self._described(file, code, self._text(file, code, style), load)

    def codes(self) -> tuple[str, ...]:
        """Return the codes of all papers, sorted."""
        return self._codes("")

    def styles(self) -> tuple[PaperStyle, ...]:
        """Return all sets of titles, the usual one first."""
        others = (self._style(code) for code in self._codes(f"{STYLES_FOLDER}/"))
        return (USUAL_STYLE, *others)

    def _codes(self, folder: str) -> tuple[str, ...]:
        names = self._assets.names("reports", f"{folder}*{_SUFFIX}")
        return tuple(sorted(name.removeprefix(folder).removesuffix(_SUFFIX) for name in names))

    def _style(self, code: str) -> PaperStyle:
        if not code:
            return USUAL_STYLE
        file = f"{STYLES_FOLDER}/{code}{_SUFFIX}"
        return load_style(file, code, self._read(file))

    def _text(self, file: str, code: str, style: str) -> str:
        return in_style(self._read(file), self._style(style), code)

    def _read(self, file: str) -> str:
        try:
            return self._assets.path("reports", file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise EnvironmentProblem(
                f"读不出文书模板 {file}。这种文书暂不能出；把文件放回 reports 文件夹，存成 UTF-8。"
            ) from problem

    def _described(
        self, file: str, code: str, text: str, load: Callable[[str, str], Template]
    ) -> PaperTemplate:
        known = self._checked.get((file, text))
        if known is None:
            known = self._checked[file, text] = _describe(file, code, text, load(file, text))
        return known


def _describe(file: str, code: str, text: str, template: Template) -> PaperTemplate:
    if template.code != code:
        raise EnvironmentProblem(
            f'文书模板 {file}：code 写的是“{template.code}”，要与文件名相同，写 code = "{code}"。'
        )
    return PaperTemplate(
        code=code,
        kind_code=template.kind_code,
        title=template.title,
        version=template.version,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        number_pattern=template.number,
        copies=template.copies,
        seal=template.seal,
        names=demands_of(template).names,
        asks=template.asks,
    )


class PaperRenderer:
    """Draws papers as PDF and DOCX; ``font_settings`` maps a role to a font file.

    ``cache_dir`` keeps the small fonts made from large ones. Safe to call from several threads:
    one paper is drawn at a time.
    """

    def __init__(self, cache_dir: Path, font_settings: Mapping[str, str] | None = None) -> None:
        self._fonts = Fonts(cache_dir, font_settings or {})
        self._templates: dict[str, Template] = {}
        self._demands: dict[str, Demands] = {}
        self._lock = Lock()
        self.workshop: Workshop = FileWorkshop(self._fonts, self._lock)

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hex over renderer version and the fonts in use."""
        return hashlib.sha256(f"{RENDERER_VERSION}\n{self._fonts.digest()}".encode()).hexdigest()

    def check(self, order: RenderOrder) -> None:
        """Raise DomainError if the paper lacks a fact or holds a character that no font has."""
        with self._lock:
            template = self._template(order)
            demands = self._demands.get(order.template_text)
            if demands is None:
                demands = self._demands[order.template_text] = demands_of(template)
            check(template, demands, order.facts, order.number)
        rows = (text for many in order.facts.rows.values() for row in many for text in row.values())
        missing = self.lacking("".join((*order.facts.texts.values(), *rows)))
        if missing:
            raise DomainError(
                f"“{missing[0]}”（{code_point(missing[0])}）没有字体能打出来。"
                "请管理员装上有这个字的字体，再办。"
            )

    def pdf(self, order: RenderOrder) -> bytes:
        """Return the paper of record, all copies one after the other.

        DomainError names the first character that no font has, a fact that is lacking, or a part
        that is too long; EnvironmentProblem if the template cannot be set.
        """
        with self._lock:
            paper = self._paper(order)
            draw = draw_roll if paper.kind is PaperKind.SLIP else draw_pdf
            return draw(paper, _sheet(order), self._fonts)

    def docx(self, order: RenderOrder) -> bytes:
        """Return a working copy of the same paper."""
        with self._lock:
            return draw_docx(self._paper(order), _sheet(order), self._fonts)

    def faces(self) -> tuple[tuple[str, str], ...]:
        """Return for every use of type its name and the first font of its chain."""
        return tuple((ROLE_LABEL[role], self._fonts.family(role)) for role in Role)

    def lacking(self, text: str) -> tuple[str, ...]:
        """Return the characters of ``text`` that no font for paper has, in order, once each."""
        return self._fonts.lacking(text)

    def _paper(self, order: RenderOrder) -> Paper:
        return compose(self._template(order), order.facts, order.number)

    def _template(self, order: RenderOrder) -> Template:
        template = self._templates.get(order.template_text)
        if template is None:
            template = _loaded(order)
            self._templates[order.template_text] = template
        return template


def _loaded(order: RenderOrder) -> Template:
    if order.sheet:
        return load_sheet(f"{SHEETS_FOLDER}/{order.sheet}{_SUFFIX}", order.template_text,
                          SHEETS[order.sheet])  # fmt: skip
    return load_template("（办件所附）", order.template_text)


def _sheet(order: RenderOrder) -> Sheet:
    return Sheet(order.case_digits, order.issued_at, order.window, order.watermark, order.code)
