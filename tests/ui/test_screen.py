from pathlib import Path

import pytest
from PySide6.QtWidgets import QFrame, QLayout

from tests.ui.sample_screen import SampleScreen
from tests.ui.samples import queue_line, whole_queue
from windowdesk.assets import Assets
from windowdesk.domain.errors import DomainError
from windowdesk.ui.kit import Kit
from windowdesk.ui.layout_file import LayoutMismatch
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.row_table import RowTable
from windowdesk.ui.screen import Screen
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.theme import Theme


class Elsewhere(Screen):
    layout_name = "no_such_layout"


class WrongKind(Screen):
    layout_name = "sample"
    queue: RowTable


class Missing(Screen):
    layout_name = "sample"
    no_such_widget: QFrame


@pytest.fixture
def screen(kit: Kit, qtbot: object) -> SampleScreen:
    return SampleScreen(kit, whole_queue, queue_line)


def test_declared_widgets_are_bound_and_labelled(screen: SampleScreen) -> None:
    assert screen.opinion.get_label() == "我的意见"
    assert screen.opinion.get_required()
    assert screen.approve_button.get_key() == "F9"
    assert screen.queue.chosen_key() == "1"


@pytest.mark.parametrize(
    ("kind", "named"),
    [(Elsewhere, "no_such_layout.ui"), (WrongKind, "RowTable"), (Missing, "no_such_widget")],
)
def test_a_layout_that_does_not_fit_is_named(kit: Kit, kind: type[Screen], named: str) -> None:
    with pytest.raises(LayoutMismatch, match=named):
        kind(kit)


def test_a_layout_with_an_unknown_widget_is_refused(
    theme: Theme, notifier: RecordingNotifier, tmp_path: Path
) -> None:
    own = tmp_path / "ui"
    own.mkdir()
    (own / "sample.ui").write_text(
        '<ui version="4.0"><widget class="QWidget" name="w">'
        '<layout class="QVBoxLayout" name="l"><item><widget class="Glitter" name="g"/></item>'
        "</layout></widget></ui>"
    )
    kit = Kit(theme, Assets(tmp_path), RunNow(), notifier)
    with pytest.raises(LayoutMismatch, match="Glitter"):
        WrongKind(kit)


def test_measures_of_the_file_follow_the_scale(screen: SampleScreen, theme: Theme) -> None:
    panel = screen.findChild(QFrame, "list_panel")
    layout = screen.findChild(QLayout, "sample_row")
    for scale in (1.0, 1.5, 2.0, 1.0):
        theme.set_scale(scale)
        assert panel.maximumWidth() == panel.minimumWidth() == round(486 * scale)
        margins = layout.contentsMargins()
        assert (margins.left(), margins.top()) == (round(14 * scale), round(10 * scale))
        assert layout.spacing() == round(10 * scale)


def test_an_error_goes_to_the_field_that_it_names(screen: SampleScreen) -> None:
    def fail() -> None:
        raise DomainError("写明理由。", "opinion")

    screen.run(fail, lambda _nothing: None)
    assert screen.opinion.fault() == "写明理由。"
