"""Orders for free sheets: the samples of the registry, changed where a test says so."""

from collections.abc import Mapping
from datetime import datetime

from tests.reports.orders import CATALOGUE
from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.services.paper_port import RenderOrder
from windowdesk.services.sheet_facts import SHEETS

NO_CASE = "990322103002026112000000"


def sheet_order(
    code: str,
    texts: Mapping[str, str] | None = None,
    rows: Mapping[str, tuple[Row, ...]] | None = None,
    watermark: str | None = None,
) -> RenderOrder:
    """Return an order for the free sheet ``code``."""
    sample = SHEETS[code].sample()
    return RenderOrder(
        template_text=CATALOGUE.sheet(code).text,
        facts=PaperFacts.of({**sample.texts, **(texts or {})}, {**sample.rows, **(rows or {})}),
        number="",
        case_digits=NO_CASE,
        issued_at=datetime(2026, 11, 20, 10, 42),  # noqa: DTZ001  local time, as on the foot line
        window="02号窗口",
        watermark=watermark,
        sheet=code,
    )


def many(code: str, name: str, count: int) -> Mapping[str, tuple[Row, ...]]:
    """Return ``count`` rows of a list of the sheet."""
    sample = SHEETS[code].sample().rows[name]
    return {name: tuple(sample[n % len(sample)] for n in range(count))}
