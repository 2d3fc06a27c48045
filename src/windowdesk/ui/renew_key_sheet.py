"""换钥匙: the name of the key in use is typed first, as nothing takes this step back."""

from collections.abc import Mapping

from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.buttons import ButtonKind
from windowdesk.ui.fields import LineField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label
from windowdesk.ui.theme import Theme

_SAID = (
    "钥匙被人拿走过，或者到了换的日子，才换。换好以后新文书用新钥匙签，旧文书照样查得真；"
    "各窗口要重新登录，公钥文件要重新导出，发给装过它的单位。换了退不回去。"
)


class RenewKeySheet(ActSheet):
    """``wanted`` carries the name of the key that is to go."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(
            theme, "lock", "换文书钥匙", act="换钥匙", kind=ButtonKind.GRAVE, width=680
        )
        self._name = name
        self.typed = LineField(theme, label=f"照写现在这把的名字 {name}")
        self.body.addWidget(label(_SAID, "second", wrap=True))
        self.body.addWidget(self.typed)

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return the field while the name is not there."""
        if self.typed.value().strip().lower() == self._name:
            return ()
        return (SheetGap(f"和名字对不上。要换，就照写 {self._name}。", self.typed),)

    def command(self) -> str:
        """Return the name."""
        return self._name

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the one field."""
        return {"name": self.typed}
