from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.samples import TODAY, proof
from windowdesk.domain.clock import DayMark, Light, LightReading, ProofDay
from windowdesk.ui.day_ruler import DayRuler
from windowdesk.ui.light_sign import LightSign
from windowdesk.ui.proof_grid import ProofGrid
from windowdesk.ui.stages import Stage, Stages
from windowdesk.ui.step_number import StepNumber, StepState
from windowdesk.ui.story import Story, StoryEntry
from windowdesk.ui.theme import Theme


def colours(widget: DayRuler) -> set[str]:
    picture = widget.grab().toImage()
    y = picture.height() // 2
    return {picture.pixelColor(x, y).name().upper() for x in range(picture.width())}


@pytest.mark.parametrize("light", list(Light))
@pytest.mark.parametrize("pill", [True, False])
def test_every_light_is_painted_and_said(
    theme: Theme, qtbot: QtBot, light: Light, pill: bool
) -> None:
    sign = LightSign(theme, reading=LightReading(light, "余 1 日", "9月20日"), pill=pill)
    qtbot.addWidget(sign)
    assert sign.accessibleName() == "余 1 日 9月20日"
    assert not sign.grab().isNull()


def test_the_ruler_shows_used_and_coming_days(theme: Theme, qtbot: QtBot) -> None:
    ruler = DayRuler(theme)
    qtbot.addWidget(ruler)
    ruler.resize(724, 56)
    ruler.show_proof(proof(date(2026, 8, 24), 20), TODAY)
    seen = colours(ruler)
    assert theme.token("accent") in seen
    assert theme.token("accent_mid") in seen
    assert theme.token("red") not in seen
    assert ruler.accessibleName() == "从8月24日到9月20日"


def test_days_past_due_are_red(theme: Theme, qtbot: QtBot) -> None:
    ruler = DayRuler(theme)
    qtbot.addWidget(ruler)
    ruler.resize(400, 56)
    over = (ProofDay(date(2026, 9, 17), DayMark.COUNTED, 0, "", makeup=False),)
    ruler.show_proof(proof(date(2026, 9, 14), 2), TODAY, over)
    assert theme.token("red") in colours(ruler)
    assert "已过 1 天" in ruler.accessibleName()


def test_an_empty_ruler_is_calm(theme: Theme, qtbot: QtBot) -> None:
    ruler = DayRuler(theme)
    qtbot.addWidget(ruler)
    ruler.show_proof(None, TODAY)
    assert not ruler.grab().isNull()
    assert ruler.accessibleName() == "还没有应办结日"


def test_the_proof_has_a_row_for_each_week_and_grows_with_the_type(
    theme: Theme, qtbot: QtBot
) -> None:
    grid = ProofGrid(theme)
    qtbot.addWidget(grid)
    grid.show_proof(proof(date(2026, 8, 28), 20), TODAY)
    rows = (grid.natural().height() - theme.u(24)) // theme.u(38)
    assert rows == grid._weeks()
    before = grid.natural().height()
    theme.set_scale(2.0)
    assert grid.natural().height() == 2 * before
    assert "应办结日怎么算的" in grid.accessibleName()
    assert not grid.grab().isNull()


def test_stages_and_steps_say_where_they_stand(theme: Theme, qtbot: QtBot) -> None:
    stages = Stages(theme)
    qtbot.addWidget(stages)
    stages.show_stages((Stage("收件", "8/24"), Stage("决定")), 1)
    assert stages.accessibleName() == "环节：决定"
    step = StepNumber(theme, number=4, state=StepState.FAULT)
    qtbot.addWidget(step)
    assert step.accessibleName() == "第 4 步 有要改的"
    assert not stages.grab().isNull()
    assert not step.grab().isNull()


def test_the_story_opens_papers_by_keyboard(theme: Theme, qtbot: QtBot) -> None:
    story = Story(theme)
    qtbot.addWidget(story)
    story.show_entries(
        (
            StoryEntry("今天", "", "审查中", ""),
            StoryEntry("8月28日", "13:54", "受理", "窗口 2", paper="受理通知书", key="d2"),
        )
    )
    story.resize(420, 120)
    assert not story.grab().isNull()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(story, key)
    with qtbot.waitSignal(story.opened) as told:
        qtbot.keyClick(story, Qt.Key.Key_Return)
    assert told.args == ["d2"]
    assert "受理通知书" in story.accessibleDescription()
