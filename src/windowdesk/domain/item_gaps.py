"""What an item still lacks before it can be published, each gap with its place in the editor."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from windowdesk.domain.cancelled_proofs import NONE_CANCELLED, CancelledProofs, ProofReach
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.item_fields import GROUP_LABEL, ITEM_FIELDS, FieldSpec, Group
from windowdesk.domain.item_rules import check_item_rules
from windowdesk.domain.item_texts import field_value

_SPECS = {spec.name: spec for spec in ITEM_FIELDS}

_PLACES = (
    ("材料", Group.MATERIALS),
    ("“下列之一”", Group.MATERIALS),
    ("承诺期限", Group.TIME),
    ("环节", Group.STEPS),
)


@dataclass(frozen=True)
class ItemGap:
    """One gap. ``blocks``: nothing is published while it is open; else it is only advised.

    ``field`` is the input that it belongs to, "" for a whole group.
    """

    group: Group
    field: str
    text: str
    blocks: bool

    @property
    def where(self) -> str:
        """Where it is filled in: the group, and the field in it."""
        spec = _SPECS.get(self.field)
        group = GROUP_LABEL[self.group]
        return f"{group} · {spec.label}" if spec else group


# Without these no clock runs, no paper is whole and no guide tells what art. 30 wants told.
_NEEDED = (
    "department",
    "accept_basis",
    "statutory_limit",
    "promised_limit",
    "fee",
    "result_document",
)
# What a 办事指南 should say besides; a centre can publish without and fill it in later.
_ADVISED = (
    "code",
    "organ",
    "legal_basis",
    "power_source",
    "list_name",
    "list_paper",
    "channels",
    "visits",
    "flow",
    "tolerable",
    "delivery_modes",
    "proxyable",
    "phone",
    "complaint_phone",
    "place_and_hours",
)


def gaps(
    item: Item,
    *,
    demo_centre: bool,
    forms: Collection[str],
    cancelled: CancelledProofs = NONE_CANCELLED,
) -> tuple[ItemGap, ...]:
    """Return what is missing, what blocks first, each part in the order of the editor.

    ``forms`` are the forms there are, ``cancelled`` the proofs that nobody may ask for: one that
    is cancelled everywhere keeps the item from being published.
    """
    found = [*_missing(item), *_wrong(item, demo_centre=demo_centre), *_form(item, forms)]
    found += [ItemGap(_place(text), "", text, blocks=True) for text in check_item_rules(item)]
    found += _cancelled(item, cancelled)
    order = list(Group)
    return tuple(sorted(found, key=lambda gap: (not gap.blocks, order.index(gap.group))))


def _missing(item: Item) -> Iterator[ItemGap]:
    for names, blocks in ((_NEEDED, True), (_ADVISED, False)):
        for name in names:
            if field_value(item, name) in ("", None, ()):
                spec = _SPECS[name]
                yield ItemGap(spec.group, name, f"缺{spec.label}", blocks)
    if not item.materials:
        yield ItemGap(Group.MATERIALS, "", "一份材料也没有", blocks=True)


def _wrong(item: Item, *, demo_centre: bool) -> Iterator[ItemGap]:
    if item.has_demo_facts and not demo_centre:
        labels = "、".join(_label(name) for name in item.provenance.demo_fields)
        yield _gap("provenance.demo_fields", f"演示用的内容要换成真实的：{labels}")
    if item.fee and item.fee != "不收费" and not item.fee_basis:
        yield _gap("fee_basis", "收费要写依据")


def _form(item: Item, forms: Collection[str]) -> Iterator[ItemGap]:
    if item.form_code and item.form_code not in forms:
        yield _gap("form_code", f"没有申请表“{item.form_code}”，可写：{'、'.join(sorted(forms))}")


def _cancelled(item: Item, cancelled: CancelledProofs) -> Iterator[ItemGap]:
    for material in item.materials:
        found = cancelled.find(material.name)
        if found is not None:
            told = cancelled.told(material.name)
            blocks = found.reach is ProofReach.NATIONAL
            yield ItemGap(Group.MATERIALS, "", told.removesuffix("还要的，写明原因。"), blocks)


def _gap(name: str, text: str) -> ItemGap:
    return ItemGap(_SPECS[name].group, name, text, blocks=True)


def _place(sentence: str) -> Group:
    """Return the part that a sentence about the rules begins with."""
    for beginning, group in _PLACES:
        if sentence.startswith(beginning):
            return group
    return Group.SITUATIONS


def _label(name: str) -> str:
    spec: FieldSpec | None = _SPECS.get(name)
    if spec is not None:
        return spec.label
    return GROUP_LABEL[Group(name)] if name in set(Group) else name


def require_none(found: Collection[ItemGap]) -> None:
    """Raise DomainError that names what blocks, at the first of them."""
    blocking = [gap for gap in found if gap.blocks]
    if blocking:
        told = "；".join(f"{gap.where}：{gap.text}" for gap in blocking)
        raise DomainError(f"还不能发布，差 {len(blocking)} 处。{told}。", blocking[0].field or None)
