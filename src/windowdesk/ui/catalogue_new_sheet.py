"""A new item: what must be known before a draft can be begun."""

from functools import partial

from PySide6.QtCore import Signal

from windowdesk.domain.admission import ItemDraft
from windowdesk.domain.item_fields import ITEM_FIELDS
from windowdesk.domain.item_texts import ItemFaulty, ItemTexts
from windowdesk.services.catalogue_desk import CatalogueDesk
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.catalogue_fields import field_for
from windowdesk.ui.fields import Field
from windowdesk.ui.kit import Kit
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.sheet import Sheet


class NewItemSheet(Sheet):
    """``begun`` carries the identity of the new draft."""

    begun = Signal(str)

    def __init__(self, kit: Kit, desk: CatalogueDesk) -> None:
        super().__init__(kit.theme, "catalogue", "新事项", width=720)
        self._kit = kit
        self._desk = desk
        theme = kit.theme
        self.inputs: dict[str, Field] = {
            spec.name: field_for(theme, spec) for spec in ITEM_FIELDS if spec.required
        }
        self.button = KeyButton(theme, "起草", "F9", ButtonKind.GO)
        self.button.clicked.connect(self.do)
        self.put(
            label("先定这几样，别的在草稿里写。事项编号定了不改，一般就写实施编码。", "second",
                  wrap=True)
        )  # fmt: skip
        self.put(bare(column(theme, 10)))
        fields = list(self.inputs.values())
        for first, second in zip(fields[::2], fields[1::2], strict=True):
            self.put_row((first, 1), 14, (second, 1))
            self.put(bare(column(theme, 4)))
        self.put(bare(column(theme, 8)))
        self.put(row(theme, STRETCH, self.button))

    def keys(self) -> tuple[KeyGroup, ...]:
        """F9 begins the draft."""
        return (KeyGroup("", (KeyAct("F9", "起草", self.do),)),)

    def take_focus(self) -> None:
        """Begin at the identity."""
        self.inputs["item_id"].take_focus()

    def do(self) -> None:
        """Begin the draft; every fault is told at its field."""
        texts = ItemTexts({name: field.value() for name, field in self.inputs.items()}, {})
        self._kit.tasks.run(partial(self._desk.add_item, texts), self._on_begun, self._on_failed)

    def _on_begun(self, draft: ItemDraft) -> None:
        self._kit.notifier.info(f"“{draft.item.name}”起草了")
        self.begun.emit(draft.item.item_id)
        self.wants_aside.emit()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, ItemFaulty):
            for fault in error.faults:
                self.inputs[fault.spec.name].set_fault(fault.fault.text)
            self.inputs[error.faults[0].spec.name].take_focus()
            return
        self._kit.notifier.failed(error, self.inputs)
