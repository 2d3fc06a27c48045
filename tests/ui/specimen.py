"""Draws the kit: colours, parts, login, a desk with its sheets, at several sizes.

Run ``python -m tests.ui.specimen FOLDER`` and look at the pictures beside the specification.
"""

import os
import sys
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QRadioButton, QWidget

from tests.ui.sample_screen import SampleScreen
from tests.ui.samples import CONTENT, SESSION, TODAY, proof, queue_line, whole_queue
from windowdesk.assets import Assets
from windowdesk.domain.clock import Light, LightReading
from windowdesk.domain.errors import DomainError
from windowdesk.ui.buttons import ButtonKind, ChipRow, Choice, KeyButton, Segments
from windowdesk.ui.day_ruler import DayRuler
from windowdesk.ui.fields import ChoiceField, LineField, TextField
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.kit import Kit
from windowdesk.ui.light_sign import LightSign
from windowdesk.ui.login import LoginModel, LoginWindow
from windowdesk.ui.main_window import MainWindow, ScreenSpec
from windowdesk.ui.month_view import MonthMarks
from windowdesk.ui.notifier import Banner, BannerAct, Notifier
from windowdesk.ui.parts import STRETCH, bare, column, frame, label, row, rule
from windowdesk.ui.proof_grid import ProofGrid
from windowdesk.ui.stages import Stage, Stages
from windowdesk.ui.states import EmptyState, IconSign, LoadingBars
from windowdesk.ui.status_bar import StatusItem
from windowdesk.ui.step_number import StepNumber, StepState
from windowdesk.ui.story import Moment, Story, StoryEntry
from windowdesk.ui.tag import Tag
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme, ThemeName
from windowdesk.ui.tone import Tone

_ICONS = [
    "accept",
    "approve",
    "back",
    "calendar",
    "check",
    "clock",
    "idcard",
    "lock",
    "print",
    "search",
    "send",
    "warn",
]


def specimen(theme: Theme) -> QWidget:
    """Every part of the kit on one page."""
    type_sheet = column(
        theme,
        label("10月22日", "hero"),
        label("困难残疾人生活补贴　title 20", "title"),
        label("材料　head 17", "head"),
        label("正文、字段、按钮　15　王𬱟"),
        label("字段名　label 14", "label"),
        label("提示、单位、时间　hint 13，再小不用", "hint"),
        gap=3,
    )
    words = ((Light.GREEN, "余 13 日"), (Light.AMBER, "余 1 日"), (Light.RED, "超 2 日"))
    words += ((Light.GREY, "不计时"), (Light.BLUE, "已办结"))
    lights = [LightSign(theme, reading=LightReading(light, word, "")) for light, word in words]
    bare_lights = [
        LightSign(theme, reading=LightReading(light, word, ""), pill=False) for light, word in words
    ]
    ruler = DayRuler(theme)
    ruler.show_proof(proof(TODAY, 20), TODAY)
    late = DayRuler(theme, height=58)
    late.show_proof(proof(date(2026, 8, 24), 20), TODAY)
    stages = Stages(theme)
    done = (("收件", "8/24"), ("受理", "8/24"), ("踏勘", "8/31"), ("联审", "9/11"), ("决定", ""))
    stages.show_stages(tuple(Stage(*each) for each in done), 4)
    icons = row(
        theme, *(IconSign(theme, icon=name, size=24, colour="ink") for name in _ICONS), gap=12
    )
    left = column(
        theme,
        type_sheet,
        8,
        rule(),
        8,
        row(theme, *lights, STRETCH, gap=8),
        8,
        row(theme, *bare_lights, STRETCH, gap=8),
        8,
        rule(),
        8,
        ruler,
        10,
        late,
        8,
        stages,
        8,
        rule(),
        8,
        row(theme, icons, STRETCH),
        STRETCH,
        margins=(18, 14, 18, 14),
    )
    page = QWidget()
    page.setProperty("role", "desk")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    page.setLayout(
        row(
            theme,
            (frame("panel", left), 1),
            (
                bare(
                    column(theme, frame("panel", _parts(theme)), (_proof_panel(theme), 1), gap=12)
                ),
                1,
            ),
            margins=(14, 14, 14, 14),
            gap=12,
        )
    )
    return page


def _parts(theme: Theme) -> object:
    off = KeyButton(theme, "不可用", "F6")
    off.setEnabled(False)
    kinds = (
        KeyButton(theme, "普通"),
        off,
        KeyButton(theme, "主要", "F9", ButtonKind.GO),
        KeyButton(theme, "不予", "F7", ButtonKind.GRAVE),
        KeyButton(theme, "轻", "", ButtonKind.QUIET),
        KeyButton(theme, "带图标", "", icon="print"),
    )
    chips = ChipRow(theme)
    chips.set_choices(
        (
            Choice("", "全部 47"),
            Choice("r", "超期 2", Light.RED),
            Choice("g", "正常 36", Light.GREEN),
        )
    )
    segments = Segments(theme)
    segments.set_choices((Choice("a", "办不了"), Choice("b", "很难办"), Choice("c", "不给办")))
    segments.set_value("b")
    plain = LineField(theme, label="平常")
    plain.set_value("大坪村 6 组")
    plain.set_required(True)
    read_only = LineField(theme, label="只读")
    read_only.set_value("YL-2026-0824-0037")
    read_only.set_read_only(True)
    bad = LineField(theme, label="出错")
    bad.set_value("5303991965")
    bad.set_fault("少 8 位")
    choice = ChoiceField(theme, label="身份")
    choice.set_choices((Choice("x", "申请人的子女"), Choice("y", "本人")))
    choice.set_value("x")
    choice.set_ok("读卡核验")
    text = TextField(theme, label="我的意见")
    text.set_value("经审查，申请人符合条件，同意按程序批准。")
    tags = (
        ("普通", Tone.PLAIN),
        ("读卡核验", Tone.GREEN),
        ("后补", Tone.AMBER),
        ("超期", Tone.RED),
    )
    checked, picked = QCheckBox("已选"), QRadioButton("已选")
    checked.setChecked(True)
    picked.setChecked(True)
    steps = [StepNumber(theme, number=n, state=state) for n, state in enumerate(StepState, start=1)]
    return column(
        theme,
        row(theme, *kinds, STRETCH, gap=8),
        10,
        row(theme, chips, 10, segments, STRETCH),
        10,
        rule(),
        8,
        row(theme, (plain, 1), (choice, 1), (read_only, 1), (bad, 1), gap=10),
        4,
        row(
            theme,
            QCheckBox("未选"),
            checked,
            QRadioButton("未选"),
            picked,
            *(Tag(theme, text=word, tone=tone) for word, tone in tags),
            KeyCap(theme, "F9"),
            KeyCap(theme, "Alt+1"),
            *steps,
            STRETCH,
            gap=8,
        ),
        6,
        text,
        8,
        KeyButton(theme, "容缺受理并打印", "F9", ButtonKind.MAIN, "approve"),
        margins=(18, 12, 18, 12),
    )


def _proof_panel(theme: Theme) -> QWidget:
    grid = ProofGrid(theme)
    grid.show_proof(proof(date(2026, 8, 28), 12, (date(2026, 9, 7), date(2026, 9, 16))), TODAY)
    story = Story(theme)
    story.show_entries(
        (
            StoryEntry("今天", "", "审查中", "宁小雨写初步意见，应在 9月22日前交", Moment.NOW),
            StoryEntry("9月17日", "09:02", "恢复计时", "鉴定报告已收", Moment.RESUMED),
            StoryEntry(
                "9月7日",
                "10:20",
                "特别程序：房屋安全鉴定",
                "县质安站实施",
                Moment.PAUSED,
                "告知书",
                "d1",
            ),
            StoryEntry(
                "8月28日",
                "13:54",
                "受理",
                "综合窗口 2，材料 8 份全齐",
                Moment.DONE,
                "受理通知书",
                "d2",
            ),
        )
    )
    return frame(
        "panel",
        row(
            theme,
            (grid, 1),
            (bare(column(theme, story, STRETCH)), 1),
            margins=(14, 8, 14, 8),
            gap=12,
        ),
    )


def login_window(theme: Theme) -> LoginWindow:
    """Return the login window after a wrong password."""

    def log_in(login: str, password: str, window: str) -> object:
        del login, password, window
        raise DomainError("密码不对，还可以试 3 次。大写锁定键开着。", "password")

    september = [date(2026, 9, n) for n in range(1, 31)]
    off = {date(2026, 9, 25)}
    workdays = {d for d in september if d.weekday() < 5 and d not in off} | {date(2026, 9, 20)}
    window = LoginWindow(
        theme,
        RunNow(),
        LoginModel(
            centre="云岭镇便民服务中心",
            windows=(Choice("w2", "综合窗口 2"),),
            month=MonthMarks(TODAY, frozenset(workdays), ("9月20日（周日）调休上班。",)),
            log_in=log_in,
            last_login="YL-0206",
            last_window="w2",
            help_text="忘了密码，找系统管理员：段志刚 0874-000-0012",
            status=(
                StatusItem("db", "link", "数据库 正常"),
                StatusItem("printer", "print", "窗口打印机 就绪"),
            ),
            version="0.1.0",
        ),
    )
    window._password.edit.setText("123456")
    window._try()
    return window


def desk(theme: Theme, notifier: Notifier) -> MainWindow:
    """Return the frame with a queue in it and a paper that was not printed."""
    kit = Kit(theme, Assets(CONTENT), RunNow(), notifier)
    names = (("approve", "审批"), ("accept", "受理"), ("issue", "出件"), ("search", "查询"))
    specs = tuple(
        ScreenSpec(icon, title, icon, n, lambda: SampleScreen(kit, whole_queue, queue_line))
        for n, (icon, title) in enumerate(names, start=1)
    )
    window = MainWindow(kit, SESSION, specs, lambda _password: None)
    window.rail.set_count("issue", 3)
    for item in (
        StatusItem("printer", "print-off", "窗口打印机 缺纸", Tone.RED, "缺纸"),
        StatusItem("db", "link", "数据库 正常"),
        StatusItem("unprinted", "paper", "没打出来 1", Tone.AMBER),
    ):
        window.status.set_item(item)
    window.visit("approve")
    notifier.raise_banner(
        Banner(
            "unprinted",
            Tone.AMBER,
            "print-off",
            "A037 段桂兰的受理通知书没打出来",
            "办件已受理，编号不变。打印机缺纸，放纸后按重打。",
            (
                BannerAct("重打", lambda: None, "Ctrl+P", "print"),
                BannerAct("换打印机", lambda: None),
            ),
        )
    )
    return window


def states(theme: Theme) -> QWidget:
    """Nothing to do, loading."""
    done = EmptyState(theme)
    done.say(
        "check",
        Tone.GREEN,
        "都办完了",
        "今天办了 12 件。下一件临期的在 9月22日。",
        (KeyButton(theme, "刷新", "F5"),),
    )
    page = QWidget()
    page.setProperty("role", "desk")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    grid = QGridLayout(page)
    grid.addWidget(frame("panel", column(theme, done)), 0, 0)
    grid.addWidget(frame("panel", column(theme, LoadingBars(theme), STRETCH)), 0, 1)
    return page


def draw(widget: QWidget, folder: Path, name: str, size: tuple[int, int] = (1366, 768)) -> None:
    """Save a picture of ``widget`` as it looks when shown at ``size``."""
    widget.resize(*size)
    widget.show()
    for _ in range(6):
        QApplication.processEvents()
    picture = widget.grab().toImage()
    picture.save(str(folder / f"{name}.png"))
    colours = {QColor(picture.pixel(x, 40)).name() for x in range(0, picture.width(), 7)}
    sys.stdout.write(f"{name} {picture.width()}x{picture.height()} {len(colours)} colours\n")


def main(folder: Path) -> None:
    """Draw all of it."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    looks: tuple[tuple[str, ThemeName, float], ...] = (
        ("", "light", 1.0),
        ("-150", "light", 1.5),
        ("-200", "light", 2.0),
        ("-contrast", "contrast", 1.0),
    )
    theme = Theme(Assets())
    theme.apply(app)
    notifier = Notifier()
    window = desk(theme, notifier)
    made = {"specimen": specimen(theme), "login": login_window(theme), "states": states(theme)}
    for suffix, name, scale in looks:
        theme.set_name(name)
        theme.set_scale(scale)
        for what, widget in made.items():
            draw(widget, folder, f"{what}{suffix}")
            widget.hide()
        draw(window, folder, f"desk{suffix}")
        window.show_keys()
        draw(window, folder, f"keys{suffix}")
        window.sheets.put_aside()
        window.lock()
        draw(window, folder, f"lock{suffix}")
        window.lock_cover.uncover()
        window.hide()
    theme.set_name("light")
    theme.set_scale(1.0)
    draw(window, folder, "desk-696", (1366, 696))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
