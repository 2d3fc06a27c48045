import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from windowdesk.ui.measures import SizeMeasure, fix_height, fix_width
from windowdesk.ui.theme import Theme

NO_LIMIT = 16_777_215


@pytest.fixture
def words(qtbot: QtBot) -> QLabel:
    made = QLabel("段桂兰")
    qtbot.addWidget(made)
    return made


def test_a_later_measure_of_the_same_side_drops_the_earlier_one(
    theme: Theme, words: QLabel
) -> None:
    fix_width(theme, words, 400)
    fix_width(theme, words, 300)
    theme.set_scale(1.5)
    assert words.minimumWidth() == words.maximumWidth() == 450


def test_measures_of_different_sides_stand_beside_each_other(theme: Theme, words: QLabel) -> None:
    fix_width(theme, words, 400)
    fix_height(theme, words, 50)
    SizeMeasure(theme, words, least=(100, None))
    theme.set_scale(2.0)
    assert (words.minimumWidth(), words.maximumWidth()) == (200, 800)
    assert (words.minimumHeight(), words.maximumHeight()) == (100, 100)


def test_a_side_that_is_no_longer_named_becomes_free(theme: Theme, words: QLabel) -> None:
    measure = SizeMeasure(theme, words, least=(300, 40), most=(300, None))
    measure.change(least=(None, 40))
    theme.set_scale(2.0)
    assert (words.minimumWidth(), words.maximumWidth()) == (0, NO_LIMIT)
    assert words.minimumHeight() == 80
