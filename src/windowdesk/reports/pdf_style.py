"""Sizes of a paper by its class: type, line pitch, row heights, margins (papers.md, 1-6)."""

from dataclasses import dataclass, replace

from windowdesk.reports.fonts import Role
from windowdesk.reports.parts import Fields, Hand, Listing, Paper
from windowdesk.reports.template import PaperKind

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 28 * MM, 26 * MM
WIDTH = PAGE_WIDTH - LEFT - RIGHT
LATER_TOP = 22 * MM
SEAL = 42 * MM

OUTER, INNER, UNDER_HEAD = 0.9, 0.45, 0.7
SIGN_RULE, COPIES_RULE, HEAD_RULE = 0.5, 0.6, 0.4

# A list of more rows is set smaller, so that a usual one stays on its page.
_LONG_LIST = 10


@dataclass(frozen=True)
class Type:
    """A role of type with size and line pitch in points."""

    role: Role
    size: float
    lead: float


@dataclass(frozen=True)
class Style:
    """All measures of one paper, in points."""

    top: float
    bottom: float
    title: Type
    number: Type
    addressee: Type
    body: Type
    body_indent: float
    closing: Type
    note: Type
    label: Type
    value: Type
    list_label: Type
    list_value: Type
    sign: Type
    sign_time: Type
    row: float
    list_row: float
    pad_x: float
    pad_y: float
    list_pad_x: float
    list_pad_y: float
    # What stands over the last line of the title; None: the same type.
    over_title: Type | None = None
    numbered: bool = True
    number_centred: bool = False


FOOT_TYPE = Type(Role.BODY, 7.5, 10)
PAGE_NUMBER_TYPE = Type(Role.BODY, 9, 12)
COPIES_TYPE = Type(Role.BODY, 12, 16.8)
SECTION_TYPE = Type(Role.LABEL, 12, 18)
SEAM_TYPE = Type(Role.BODY, 14, 18)
STUB_TITLE = Type(Role.TITLE, 15, 18)
# The page number stands above the foot line and needs this room.
BOTTOM_MANY = 22 * MM

_NOTICE = Style(
    top=34 * MM,
    bottom=20 * MM,
    title=Type(Role.TITLE, 22, 32),
    number=Type(Role.BODY, 14, 23),
    addressee=Type(Role.BODY, 16, 28.95),
    body=Type(Role.BODY, 16, 28.95),
    body_indent=2,
    closing=Type(Role.BODY, 14, 24),
    note=Type(Role.NOTE, 10.5, 15),
    label=Type(Role.LABEL, 12, 16.5),
    value=Type(Role.BODY, 12, 16.5),
    list_label=Type(Role.LABEL, 10.5, 14.5),
    list_value=Type(Role.BODY, 10.5, 14.5),
    sign=Type(Role.BODY, 14, 23),
    sign_time=Type(Role.BODY, 12, 16),
    row=9 * MM,
    list_row=7.5 * MM,
    pad_x=1.8 * MM,
    pad_y=0.9 * MM,
    list_pad_x=1.2 * MM,
    list_pad_y=0.6 * MM,
)
_FORM = replace(
    _NOTICE,
    top=32 * MM,
    bottom=18 * MM,
    number=Type(Role.BODY, 12, 20),
    addressee=Type(Role.BODY, 12, 20),
    body=Type(Role.BODY, 10.5, 15.5),
    body_indent=0,
    closing=Type(Role.BODY, 10.5, 15.5),
    label=Type(Role.LABEL, 10.5, 14.5),
    value=Type(Role.BODY, 10.5, 14.5),
    sign=Type(Role.BODY, 12, 18),
    row=7.5 * MM,
    pad_x=1.4 * MM,
    pad_y=0.6 * MM,
)
_OPEN_FORM = replace(
    _FORM,
    body=Type(Role.BODY, 12, 18),
    label=Type(Role.LABEL, 12, 17),
    value=Type(Role.BODY, 12, 17),
    row=9 * MM,
    pad_x=2 * MM,
    pad_y=1.1 * MM,
)

_COVER = replace(
    _FORM,
    top=38 * MM,
    bottom=22 * MM,
    over_title=Type(Role.TITLE, 26, 40),
    title=Type(Role.TITLE, 36, 66),
    number=Type(Role.BODY, 16, 40),
    number_centred=True,
    label=Type(Role.LABEL, 14, 20),
    value=Type(Role.BODY, 14, 20),
    row=13.5 * MM,
    pad_x=2 * MM,
    pad_y=1.1 * MM,
)
_CONTENTS = replace(
    _FORM,
    top=25 * MM,
    bottom=20 * MM,
    title=Type(Role.TITLE, 22, 36),
    numbered=False,
    list_label=Type(Role.LABEL, 10.5, 14.5),
    list_value=Type(Role.BODY, 9.5, 12.5),
    label=Type(Role.LABEL, 10.5, 14.5),
    value=Type(Role.BODY, 9.5, 12.5),
    list_row=11.2 * MM,
    row=11.2 * MM,
    list_pad_x=0.9 * MM,
)
# Sans throughout: hairlines of a serif vanish at 203 dots an inch; nothing under nine points.
_SLIP = replace(
    _FORM,
    top=4 * MM,
    bottom=10 * MM,
    over_title=Type(Role.LABEL, 14, 20),
    title=Type(Role.LABEL, 18, 27),
    body=Type(Role.LABEL, 12, 17),
    closing=Type(Role.LABEL, 10.5, 15),
    note=Type(Role.LABEL, 9, 12.5),
    label=Type(Role.LABEL, 10.5, 14.5),
    value=Type(Role.LABEL, 10.5, 14.5),
    row=6 * MM,
)
_FIXED = {PaperKind.COVER: _COVER, PaperKind.CONTENTS: _CONTENTS, PaperKind.SLIP: _SLIP}


def styles(paper: Paper) -> tuple[Style, ...]:
    """Return the styles to try in order: from the roomy one to the one that saves a page."""
    if paper.kind in _FIXED:
        return (_FIXED[paper.kind],)
    if paper.kind is PaperKind.NOTICE:
        roomy = _NOTICE
    elif _has_hands(paper) and not _has_groups(paper):
        roomy = _OPEN_FORM
    else:
        roomy = _FORM
    if _longest_list(paper) > _LONG_LIST:
        roomy = _with_small_list(roomy)
    if not paper.has_codes:
        roomy = replace(roomy, top=LATER_TOP)
    return roomy, _closer(roomy, 0.5), _closer(roomy, 1.0)


def stub_style(style: Style) -> Style:
    """Return the measures of the part under the seam."""
    return replace(
        style,
        label=Type(Role.LABEL, 9.5, 12.5),
        value=Type(Role.BODY, 9.5, 12.5),
        row=6.4 * MM,
        pad_x=1.4 * MM,
        pad_y=0.5 * MM,
    )


def list_style(style: Style, *, wordy: bool) -> Style:
    """Return the measures of the rows of a list, as those of fields.

    A wordy one is read like fields and keeps their size.
    """
    if wordy:
        return replace(style, pad_x=style.list_pad_x)
    return replace(
        style,
        label=style.list_label,
        value=style.list_value,
        row=style.list_row,
        pad_x=style.list_pad_x,
        pad_y=style.list_pad_y,
    )


def _has_hands(paper: Paper) -> bool:
    fields = [part for part in paper.parts if isinstance(part, Fields)]
    return any(
        isinstance(field.content, Hand) for part in fields for row in part.rows for field in row
    )


def _has_groups(paper: Paper) -> bool:
    """Tell whether stages of a matter stand on the sheet: it is dense, hands or not."""
    return any(isinstance(part, Fields) and part.groups for part in paper.parts)


def _longest_list(paper: Paper) -> int:
    return max(
        (len(part.grid.rows) for part in paper.parts if isinstance(part, Listing)), default=0
    )


def _with_small_list(style: Style) -> Style:
    return replace(
        style,
        list_label=Type(Role.LABEL, 9.5, 12.5),
        list_value=Type(Role.BODY, 9.5, 12.5),
        list_row=6.5 * MM,
        list_pad_y=0.5 * MM,
    )


def _closer(style: Style, share: float) -> Style:
    """Return the style with line pitch and rows nearer to their least measure by ``share``."""
    body = style.body
    least = 26.5 if style.body_indent else body.lead
    row = 7.5 * MM if style.row > 8 * MM else 6.8 * MM
    return replace(
        style,
        body=replace(body, lead=_towards(body.lead, least, share)),
        addressee=replace(style.addressee, lead=_towards(style.addressee.lead, least, share))
        if style.body_indent
        else style.addressee,
        row=_towards(style.row, row, share),
        pad_y=_towards(style.pad_y, 0.6 * MM, share),
        list_row=_towards(style.list_row, 6.5 * MM, share),
    )


def _towards(value: float, least: float, share: float) -> float:
    return value + (least - value) * share
