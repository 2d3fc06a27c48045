import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from windowdesk.ui.tasks import RunNow, RunOnCall, TaskRunner


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[TaskRunner]:
    made = TaskRunner(2)
    yield made
    assert made.close()


def never(error: Exception) -> None:
    raise AssertionError(error)


def test_work_runs_elsewhere_and_its_result_comes_to_the_gui_thread(
    runner: TaskRunner, qtbot: QtBot, qapp: QApplication
) -> None:
    seen: list[object] = []
    runner.run(
        threading.get_ident,
        lambda worker: seen.append((worker, QThread.currentThread() is qapp.thread())),
        never,
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1]


def test_an_error_is_handed_over_whole(runner: TaskRunner, qtbot: QtBot) -> None:
    seen = []
    fault = ValueError("x")

    def fail() -> None:
        raise fault

    runner.run(fail, never, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [fault]


def test_a_result_for_a_widget_that_is_gone_is_dropped(runner: TaskRunner, qtbot: QtBot) -> None:
    label = QLabel()
    gate = threading.Event()
    seen = []

    def work() -> str:
        gate.wait(5)
        return "late"

    runner.run(work, label.setText, never)
    label.deleteLater()
    qtbot.waitSignal(label.destroyed).wait()
    gate.set()
    runner.run(lambda: 1, seen.append, never)
    qtbot.waitUntil(lambda: bool(seen))


def test_after_closing_nothing_is_delivered(qapp: QApplication, qtbot: QtBot) -> None:
    runner = TaskRunner()
    gate = threading.Event()
    seen = []
    runner.run(lambda: gate.wait(5), seen.append, never)
    gate.set()
    assert runner.close()
    qapp.processEvents()
    assert seen == []
    runner.run(lambda: 1, seen.append, never)
    qapp.processEvents()
    assert seen == []


def test_doubles_run_now_and_on_call() -> None:
    seen = []
    RunNow().run(lambda: 1, seen.append, never)
    later = RunOnCall()
    later.run(lambda: 2, seen.append, never)
    assert seen == [1]
    assert later.waiting == 1
    later.finish()
    assert seen == [1, 2]


def test_a_receiver_that_is_no_qobject_is_always_alive(qapp: QApplication) -> None:
    holder = QObject()
    seen = []
    RunNow().run(lambda: holder, seen.append, never)
    assert seen == [holder]
