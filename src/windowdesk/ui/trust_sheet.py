"""装公钥文件: the names of the keys are compared by phone before they are trusted."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from windowdesk.domain.local_time import paper_minute
from windowdesk.services.trusted_keys import OfferedKeys
from windowdesk.ui.act_sheet import ActSheet
from windowdesk.ui.parts import STRETCH, bare, label, row
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_LEAD = "给这个中心打电话，把下面钥匙的六位名字对一遍。电话号码从别处查，不用随文件来的。"
_STRANGE = "和原来装的不是一把钥匙。名字没对上，不要装。"


class TrustSheet(ActSheet):
    """``wanted`` carries the path of the file."""

    def __init__(self, theme: Theme, offered: OfferedKeys) -> None:
        super().__init__(theme, "lock", "装公钥文件", act="对上了，装上", width=640)
        self._offered = offered
        for part in self._parts():
            self.body.addWidget(part)

    def take_focus(self) -> None:
        """Nothing is typed here: F9 or Esc."""
        self.act_button.setFocus()

    def command(self) -> Path:
        """Return the file that is to be trusted."""
        return self._offered.path

    def _parts(self) -> Iterator[QWidget]:
        offered, file = self._offered, self._offered.file
        yield label(file.name, "head", wrap=True)
        yield label(_LEAD, "second", wrap=True)
        yield bare(
            row(self.theme, *(label(name, "hero") for name in offered.names), STRETCH, gap=28)
        )
        void = f"其中 {len(file.void)} 份已作废" if file.void else "没有作废的"
        yield label(f"{paper_minute(file.as_of)} 导出，文书{void}。", "second", wrap=True)
        if offered.is_strange:
            yield label(_STRANGE, "strong", Tone.RED, wrap=True)
        elif offered.before is not None:
            old = paper_minute(offered.before.as_of)
            yield label(f"顶掉原来装的（{old} 导出的），钥匙是同一把。", "second", wrap=True)
