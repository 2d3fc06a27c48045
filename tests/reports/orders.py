"""Orders for papers: the samples of the registry, changed where a test says so."""

from collections.abc import Mapping
from datetime import datetime

from windowdesk.assets import Assets
from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.domain.paper_code import DIGITS as CODE_DIGITS
from windowdesk.reports.catalogue import TomlTemplateCatalogue
from windowdesk.services.facts import sample_facts
from windowdesk.services.paper_port import RenderOrder

DIGITS = "990322103022026112000137"
CATALOGUE = TomlTemplateCatalogue(Assets())
CODES = CATALOGUE.codes()
LONG_NAME = "阿依古丽·买买提吐尔逊·阿布都热合曼尼江"


def facts(
    texts: Mapping[str, str] | None = None, rows: Mapping[str, tuple[Row, ...]] | None = None
) -> PaperFacts:
    """Return the sample facts with some of them replaced."""
    sample = sample_facts()
    return PaperFacts.of({**sample.texts, **(texts or {})}, {**sample.rows, **(rows or {})})


def number_of(code: str) -> str:
    """Return a number as the template ``code`` writes it."""
    pattern = CATALOGUE.get(code).number_pattern
    for name, value in (("organ.short", "云岭便"), ("year", "2026"), ("serial", "118")):
        pattern = pattern.replace("{" + name + "}", value)
    return pattern


# As many digits as a signed code has; what they say is tried elsewhere.
SIGNED = f"{2**790 + int(DIGITS):0{CODE_DIGITS}d}"


def order(
    code: str,
    texts: Mapping[str, str] | None = None,
    rows: Mapping[str, tuple[Row, ...]] | None = None,
    watermark: str | None = None,
) -> RenderOrder:
    """Return an order for the paper ``code``."""
    return RenderOrder(
        template_text=CATALOGUE.get(code).text,
        facts=facts(texts, rows),
        number=number_of(code),
        case_digits=DIGITS,
        issued_at=datetime(2026, 11, 20, 10, 42),  # noqa: DTZ001  local time, as on the foot line
        window="02号窗口",
        watermark=watermark,
        code=SIGNED,
    )


def materials(count: int) -> tuple[Row, ...]:
    """Return ``count`` rows of materials."""
    sample = sample_facts().rows["materials"]
    return tuple(sample[n % len(sample)] for n in range(count))
