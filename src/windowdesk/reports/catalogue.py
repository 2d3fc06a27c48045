"""The two ports of papers: templates from the content folder, and the renderer of papers."""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from threading import Lock

from windowdesk.assets import Assets
from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.reports.compose import Paper, compose
from windowdesk.reports.docx import draw_docx
from windowdesk.reports.fonts import Fonts, code_point
from windowdesk.reports.pdf import Sheet, draw_pdf
from windowdesk.reports.template import Template
from windowdesk.reports.template_loader import load_template
from windowdesk.services.paper_port import PaperTemplate, RenderOrder

# Raised with every change that moves a mark on paper; part of the digest of each document.
RENDERER_VERSION = "2"
_SUFFIX = ".toml"


class TomlTemplateCatalogue:
    """Templates in ``reports/<code>.toml``: the centre's own if it has one, else ours."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets

    def get(self, code: str) -> PaperTemplate:
        """Return the template ``code``; EnvironmentProblem if it is missing or faulty."""
        file = code + _SUFFIX
        try:
            text = self._assets.path("reports", file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise EnvironmentProblem(
                f"读不出文书模板 {file}。这种文书暂不能出；把文件放回 reports 文件夹，存成 UTF-8。"
            ) from problem
        template = load_template(file, text)
        if template.code != code:
            raise EnvironmentProblem(
                f"文书模板 {file}：code 写的是“{template.code}”，"
                f'要与文件名相同，写 code = "{code}"。'
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
        )

    def codes(self) -> tuple[str, ...]:
        """Return the codes of all papers, sorted."""
        names = self._assets.names("reports", "*" + _SUFFIX)
        return tuple(sorted(name.removesuffix(_SUFFIX) for name in names))


class PaperRenderer:
    """Draws papers as PDF and DOCX; ``font_settings`` maps a role to a font file.

    ``cache_dir`` keeps the small fonts made from large ones. Safe to call from several threads:
    one paper is drawn at a time.
    """

    def __init__(self, cache_dir: Path, font_settings: Mapping[str, str] | None = None) -> None:
        self._fonts = Fonts(cache_dir, font_settings or {})
        self._templates: dict[str, Template] = {}
        self._lock = Lock()

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hex over renderer version and the fonts in use."""
        return hashlib.sha256(f"{RENDERER_VERSION}\n{self._fonts.digest()}".encode()).hexdigest()

    def check(self, order: RenderOrder) -> None:
        """Raise DomainError if the paper lacks a fact or holds a character that no font has."""
        with self._lock:
            self._paper(order)
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
            return draw_pdf(self._paper(order), _sheet(order), self._fonts)

    def docx(self, order: RenderOrder) -> bytes:
        """Return a working copy of the same paper."""
        with self._lock:
            return draw_docx(self._paper(order), _sheet(order), self._fonts)

    def lacking(self, text: str) -> tuple[str, ...]:
        """Return the characters of ``text`` that no font for paper has, in order, once each."""
        return self._fonts.lacking(text)

    def _paper(self, order: RenderOrder) -> Paper:
        template = self._templates.get(order.template_text)
        if template is None:
            template = load_template("（办件所附）", order.template_text)
            self._templates[order.template_text] = template
        return compose(template, order.facts, order.number)


def _sheet(order: RenderOrder) -> Sheet:
    return Sheet(order.case_digits, order.issued_at, order.window, order.watermark)
