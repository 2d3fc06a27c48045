"""The section 文书钥匙 of the 系统 screen: keys that sign papers, and the electronic seal."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QGridLayout

from windowdesk.domain.duties import ACT_ROLES, Act, who_may
from windowdesk.domain.local_time import local_date, paper_date, paper_minute
from windowdesk.services.own_keys import known_keys, renew_key
from windowdesk.services.paper_keys import PublicKey
from windowdesk.services.sealing_port import CertificateFacts
from windowdesk.settings import Settings
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.ask_file import ask_file
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.fields import LineField
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import STRETCH, bare, column, empty, label, row, rule
from windowdesk.ui.renew_key_sheet import RenewKeySheet
from windowdesk.ui.saved_copy import FOLDER, first_folder
from windowdesk.ui.system_section import SystemGround, SystemSection
from windowdesk.ui.tone import Tone
from windowdesk.ui.verify_sheet import given_keys

_GIVE_KEY, _RENEW_KEY, _FILE_KEY, _LOOK_KEY = "Alt+D", "Alt+H", "Alt+F", "Alt+K"
_LABEL_ROOM = 22
_SUFFIXES = (".p12", ".pfx")
_SHOWN = 6
_SEAL_LEAD = (
    "只管这台电脑。证书是发证机构给的 .p12 文件，可以放在 U 盘上；口令每次签的时候输，不存。"
)


class KeysSection(SystemSection):
    """Alt+D gives the public keys away, Alt+H renews, F9 stores where the certificate lies."""

    code, title = "keys", "文书钥匙"
    letter = "Y"
    lead = "每份文书的码都用中心的钥匙签过。别的单位装上公钥文件，不联网就能核验。"
    save_text = "存好"

    def __init__(self, ground: SystemGround) -> None:
        super().__init__(ground)
        self._settings = self.machine.settings
        self._keys: tuple[PublicKey, ...] = ()
        theme = self.theme
        self._grid = QGridLayout()
        LayoutMeasure(theme, self._grid, gap=8)
        self._grid.setColumnStretch(2, 1)
        self.folder = LineField(theme, label="公钥文件存到文件夹")
        self.folder.set_value(first_folder())
        self.give_button = KeyButton(theme, "导出公钥文件", _GIVE_KEY)
        self.renew_button = KeyButton(theme, "换一把钥匙", _RENEW_KEY)
        self.certificate = LineField(theme, label="电子印章的证书文件（没有就空着）")
        self.passphrase = LineField(theme, label="口令（只用来看证书）")
        self.passphrase.edit.setEchoMode(self.passphrase.edit.EchoMode.Password)
        self.file_button = KeyButton(theme, "选文件", _FILE_KEY)
        self.look_button = KeyButton(theme, "看证书", _LOOK_KEY)
        self._build()
        self._connect()

    def acts(self) -> tuple[KeyAct, ...]:
        """Return the keys of the section."""
        return (
            KeyAct(_GIVE_KEY, "导出公钥文件", self.give),
            KeyAct(_RENEW_KEY, "换一把钥匙", self.renew),
            KeyAct(_FILE_KEY, "选证书文件", self.ask),
            KeyAct(_LOOK_KEY, "看证书是谁的、到哪天", self.look),
        )

    def load(self) -> None:
        """Ask for the keys."""
        self.certificate.set_value(str(self._settings.seal_certificate or ""))
        self.passphrase.set_value("")
        self.certificate.set_hint("")
        self.run(partial(known_keys, self.session.bench), self._on_keys)

    def save(self) -> None:
        """F9: store where the certificate lies."""
        values = {"seal_certificate": self.certificate.value().strip()}
        self.run(partial(self.machine.save, values), self._on_saved)

    def take_focus(self) -> None:
        """Begin at the folder."""
        self.folder.take_focus()

    def give(self) -> None:
        """Alt+D: save the key file."""
        if not self.give_button.isEnabled():
            self.kit.notifier.info(self.give_button.toolTip())
            return
        self.folder.set_fault("")
        work = partial(given_keys, self.session, self.folder.value())
        self.kit.tasks.run(work, self._on_given, self._failed)

    def renew(self) -> None:
        """Alt+H: a new key, after the name of the old one was typed."""
        if self._keys:
            sheet = RenewKeySheet(self.theme, self._keys[-1].name)
            sheet.wanted.connect(partial(self._renew, sheet))
            self.sheet_wanted.emit(sheet)

    def ask(self) -> None:
        """Alt+F: choose the certificate."""
        ask_file(self, "选电子印章的证书", "证书", _SUFFIXES, self._on_file)

    def look(self) -> None:
        """Alt+K: read the certificate with the passphrase."""
        path, typed = self.certificate.value().strip(), self.passphrase.value()
        if not path:
            self.certificate.set_fault("还没有证书文件。按 Alt+F 选。")
            self.certificate.take_focus()
            return
        self.passphrase.set_value("")
        work = partial(self.session.sealings.certificate, typed, Path(path).expanduser())
        self.kit.tasks.run(work, self._on_facts, self._failed)

    def _build(self) -> None:
        theme = self.theme
        give = column(
            theme, _LABEL_ROOM, row(theme, self.give_button, 8, self.renew_button), STRETCH
        )
        look = column(
            theme, _LABEL_ROOM, row(theme, self.file_button, 8, self.look_button), STRETCH
        )
        self.setLayout(
            column(
                theme,
                self._grid,
                12,
                row(theme, (self.folder, 1), 12, bare(give)),
                14,
                rule(),
                12,
                label("电子印章", "head"),
                4,
                label(_SEAL_LEAD, "second", wrap=True),
                10,
                row(theme, (self.certificate, 3), 12, (self.passphrase, 2), 12, bare(look)),
                STRETCH,
            )
        )
        account = self.session.account
        may = account.may(Act.EXPORT_PAPER) and not account.department
        self.give_button.setEnabled(may)
        who = who_may(ACT_ROLES[Act.EXPORT_PAPER])
        self.give_button.setToolTip("" if may else f"能导出的人：看全中心的{who}")

    def _connect(self) -> None:
        self.give_button.clicked.connect(self.give)
        self.renew_button.clicked.connect(self.renew)
        self.file_button.clicked.connect(self.ask)
        self.look_button.clicked.connect(self.look)
        self.certificate.edited.connect(self.edited)

    def _on_keys(self, keys: tuple[PublicKey, ...]) -> None:
        self._keys = keys
        empty(self._grid)
        for place, key in enumerate(reversed(keys[-_SHOWN:])):
            in_use = key is keys[-1]
            since = f"{paper_minute(key.since)} 起用"
            state = "现在用它签" if in_use else "旧的，只用来核对旧文书"
            self._grid.addWidget(label(key.name, "head"), place, 0)
            self._grid.addWidget(label(since, "second"), place, 1)
            tone = Tone.GREEN if in_use else Tone.GREY
            self._grid.addWidget(label(state, "", tone), place, 2)

    def _on_given(self, path: Path) -> None:
        self.folder.set_hint(f"已存 {path.name}。交给要核验的单位，打电话对一遍上面的名字。")
        self.kit.notifier.info(f"已存 {path.name}")

    def _renew(self, sheet: RenewKeySheet, _name: str) -> None:
        sheet.set_busy("正在换")
        work = partial(renew_key, self.session.bench)
        self.kit.tasks.run(work, self._on_renewed, partial(self._renew_failed, sheet))

    def _on_renewed(self, key: PublicKey) -> None:
        self.sheet_done.emit()
        self.kit.notifier.info(f"换好了，新钥匙 {key.name}。各窗口重新登录；公钥文件要重新导出。")
        self.load()

    def _renew_failed(self, sheet: RenewKeySheet, error: Exception) -> None:
        sheet.set_busy("")
        self.kit.notifier.failed(error, sheet.fields())

    def _on_file(self, path: Path) -> None:
        self.certificate.set_value(str(path))
        self.edited.emit()
        self.passphrase.take_focus()

    def _on_facts(self, facts: CertificateFacts) -> None:
        until = paper_date(local_date(facts.not_after))
        issuer = f"，{facts.issuer}发的" if facts.issuer != facts.subject else ""
        self.certificate.set_hint(f"{until}到期。{facts.subject}{issuer}")

    def _on_saved(self, settings: Settings) -> None:
        self._settings = settings
        self.session.sealings.use_certificate(settings.seal_certificate)
        self.kit.notifier.settled()
        self.kit.notifier.info("存好了。签电子印章在用印（Ctrl+S）里。")

    def _failed(self, error: Exception) -> None:
        fields = {
            FOLDER: self.folder,
            "passphrase": self.passphrase,
            "certificate": self.certificate,
        }
        self.kit.notifier.failed(error, fields)
