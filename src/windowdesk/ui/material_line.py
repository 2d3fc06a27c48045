"""One material as the clerk sees it: what is asked for, what was handed in, what was looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import MaterialForm
from windowdesk.domain.item_parts import Material
from windowdesk.domain.material_gaps import ONE_OF, one_of_groups, spared
from windowdesk.domain.materials import MATERIAL_LABEL, SETTLED, HandedIn, MaterialState
from windowdesk.services.entry import present
from windowdesk.ui.pick_list import Spoken

_COUNTS = 4


@dataclass(frozen=True)
class MaterialLine(Spoken):
    """``ticks`` says which review points were looked at; ``asked`` is what is to be brought.

    ``attached`` counts the electronic copies that lie beside the application or in the case,
    ``uses`` names the items of a 一件事 that it is for.
    """

    number: int
    asked: Material
    handed: HandedIn
    ticks: tuple[bool, ...]
    is_usual: bool = True
    is_one_of: bool = False
    is_spared: bool = False
    attached: int = 0
    uses: str = ""

    @property
    def code(self) -> str:
        """The code of the material."""
        return self.handed.code

    @property
    def points(self) -> tuple[str, ...]:
        """The review points."""
        return self.asked.review_points

    @property
    def is_gap(self) -> bool:
        """Tell whether acceptance waits for it."""
        is_out = self.handed.state not in SETTLED and not self.is_spared
        return self.handed.required and is_out

    @property
    def is_late(self) -> bool:
        """Tell whether it is to come late (容缺)."""
        return self.handed.state is MaterialState.LATE

    @property
    def is_touched(self) -> bool:
        """Tell whether the clerk did anything about it."""
        is_checked = self.handed.state is not MaterialState.UNCHECKED
        return is_checked or any(self.ticks) or bool(self.handed.note)

    @property
    def how(self) -> str:
        """What is asked for, or the counts where they differ from it."""
        handed = self.handed
        if handed.state is not MaterialState.PRESENT or self.is_usual:
            return asked_text(self.asked)
        counts = [
            f"{name} {count}"
            for name, count in (
                ("原件", handed.originals),
                ("复印", handed.copies),
                ("电子", handed.files),
            )
            if count
        ]
        return " · ".join([*counts, f"{handed.pages} 页"])

    @property
    def remark(self) -> str:
        """The note, else that it may be left out."""
        if self.handed.note:
            return self.handed.note
        if self.is_spared:
            return "已交另一份，不用交"
        if self.is_one_of and self.handed.state not in SETTLED:
            return ONE_OF
        told = (self._other_way if self.handed.required else "有就收", self.uses)
        return "，".join(filter(None, told))

    @property
    def _other_way(self) -> str:
        """Say by which key it need not lie here today, or what was settled instead."""
        state = self.handed.state
        if state is MaterialState.LATE:
            return "容缺后补"
        if state is MaterialState.PROMISED:
            return "签告知承诺书"
        if state is MaterialState.PRESENT:
            return ""
        ways = ("可容缺" if self.asked.tolerable else "", "可承诺" if self.asked.promisable else "")
        return "，".join(filter(None, ways))

    @property
    def spoken(self) -> str:
        """Number, name, state, counts, points and note."""
        points = "，".join(
            f"{'看过' if on else '没看'} {point}"
            for point, on in zip(self.points, self.ticks, strict=True)
        )
        files = f"电子 {self.attached}" if self.attached else ""
        state = MATERIAL_LABEL[self.handed.state]
        parts = (self.handed.name, state, self.how, files, points, self.remark)
        return "，".join([f"第 {self.number} 份", *(part for part in parts if part)])

    def checked(self, handed: HandedIn) -> "MaterialLine":
        """Return the line with the material handed in and every point looked at."""
        return replace(self, handed=handed, ticks=(True,) * len(self.points), is_usual=True)

    def to_text(self) -> str:
        """Return state, counts and ticks for a draft."""
        h = self.handed
        ticks = "".join("1" if on else "0" for on in self.ticks) or "-"
        return f"{h.state.value} {h.originals} {h.copies} {h.files} {h.pages} {ticks}"

    def from_text(self, text: str, note: str) -> "MaterialLine":
        """Return the line as a draft left it; what cannot be read leaves the line as it is."""
        parts = text.split()
        counts = parts[1 : _COUNTS + 1]
        known = {state.value for state in MaterialState}
        if len(parts) != _COUNTS + 2 or parts[0] not in known or not _are_counts(counts):
            return self
        originals, copies, files, pages = (int(count) for count in counts)
        handed = replace(
            self.handed,
            state=MaterialState(parts[0]),
            originals=originals,
            copies=copies,
            files=files,
            pages=pages,
            note=note,
        )
        ticks = tuple(sign == "1" for sign in parts[-1]) if parts[-1] != "-" else ()
        fits = len(ticks) == len(self.points)
        return replace(self, handed=handed, ticks=ticks if fits else self.ticks, is_usual=False)


def lines_of(
    item: Item, wanted: Sequence[HandedIn], old: Mapping[str, MaterialLine]
) -> list[MaterialLine]:
    """Return the lines of a list; a material that was checked before keeps what was found."""
    asked = {material.code: material for material in item.materials}
    lines = []
    for number, handed in enumerate(wanted, start=1):
        material = asked[handed.code]
        known = old.get(handed.code)
        if known is not None and known.asked.name == material.name:
            kept = replace(known.handed, name=handed.name, required=handed.required)
            ticks = known.ticks if known.points == material.review_points else ()
            is_usual = known.is_usual
        else:
            kept, ticks = handed, ()
            is_usual = handed == replace(present(item, handed), note=handed.note)
        ticks = ticks or (kept.state is MaterialState.PRESENT,) * len(material.review_points)
        lines.append(MaterialLine(number, material, kept, ticks, is_usual))
    return lines


def with_choices(item: Item, lines: Sequence[MaterialLine]) -> list[MaterialLine]:
    """Return the lines with what “下列之一” makes of them as they stand now."""
    handed = [line.handed for line in lines]
    left_out = spared(item, handed)
    choices = {m.code for members in one_of_groups(item, handed).values() for m in members}
    return [
        replace(line, is_one_of=line.code in choices, is_spared=line.code in left_out)
        for line in lines
    ]


def asked_text(material: Material) -> str:
    """Return 原件 2 份, 复印 1 份, 验原件 · 复印 1, as the list asks for it."""
    count = material.copies or 1
    return {
        MaterialForm.ORIGINAL: f"原件 {count} 份",
        MaterialForm.COPY: f"复印 {count} 份",
        MaterialForm.ORIGINAL_AND_COPY: f"验原件 · 复印 {max(count - 1, 1)}",
        MaterialForm.ELECTRONIC: "电子件",
        MaterialForm.UNSTATED: "原件或复印件",
    }[material.form]


def _are_counts(texts: Sequence[str]) -> bool:
    longest = 4
    return all(text.isdecimal() and len(text) <= longest for text in texts)
