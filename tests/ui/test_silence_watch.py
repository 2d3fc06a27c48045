"""The look for silence at login and on each new day, and its alarm."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from tests.factories import NOW
from windowdesk.app.silence_watch import CODE, SilenceWatch
from windowdesk.domain.item_kinds import ServiceType
from windowdesk.domain.states import CaseState
from windowdesk.services.case_row import CaseRow
from windowdesk.services.deemed import Swept
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import RecordingNotifier
from windowdesk.ui.tone import Tone


def row(case_id: int, state: CaseState = CaseState.DEEMED_ACCEPTED) -> CaseRow:
    return CaseRow(
        case_id=case_id,
        number=f"9903221030220261120{case_id:05d}",
        state=state,
        item_name="高龄津贴",
        service_type=ServiceType.PROMISE,
        applicant_name="段玉兰",
        id_masked="530399********0045",
        village="",
        department="民政办",
        due_on=None,
        received_at=NOW,
        holder="",
        holder_name="",
        claimed_until=None,
        accepter_name="",
        provisional=False,
    )


class Looked:
    """Finds what it is told to find, and counts how often it was asked."""

    may_record = True

    def __init__(self, *rows: CaseRow) -> None:
        self.rows = rows
        self.looks = 0
        self.broken = False

    def sweep(self) -> Swept:
        self.looks += 1
        if self.broken:
            raise OSError
        return Swept(())

    def deemed_since(self) -> tuple[CaseRow, ...]:
        return self.rows


def watch(kit: Kit, looked: Looked, at: list[datetime]) -> SilenceWatch:
    return SilenceWatch(kit, looked, lambda: at[0], QCoreApplication.instance())


def test_it_looks_at_login_and_once_on_each_new_day(kit: Kit) -> None:
    looked, at = Looked(), [NOW]
    watching = watch(kit, looked, at)
    watching.start()
    watching.look()
    assert looked.looks == 1
    at[0] = NOW + timedelta(days=1)
    watching.look()
    watching.look()
    assert looked.looks == 2
    watching.stop()


def test_a_look_that_failed_is_made_again(kit: Kit, notifier: RecordingNotifier) -> None:
    looked, at = Looked(), [NOW]
    looked.broken = True
    watching = watch(kit, looked, at)
    watching.look()
    looked.broken = False
    watching.look()
    assert looked.looks == 2
    assert CODE not in notifier.banners


def test_the_alarm_names_the_case_and_opens_it(kit: Kit, notifier: RecordingNotifier) -> None:
    opened: list[int] = []
    watching = watch(kit, Looked(row(7), row(8, CaseState.REVIEWING)), [NOW])
    watching.wanted.connect(opened.append)
    watching.look()
    banner = notifier.banners[CODE]
    assert (banner.tone, banner.title) == (Tone.RED, "1 件视为受理")
    assert "1120-00007 段玉兰" in banner.text
    banner.acts[0].run()
    assert opened == [7]


def test_several_are_listed_to_choose_from(kit: Kit, notifier: RecordingNotifier) -> None:
    listed: list[tuple[CaseRow, ...]] = []
    watching = watch(kit, Looked(row(8), row(7)), [NOW])
    watching.listed.connect(listed.append)
    watching.look()
    notifier.banners[CODE].acts[0].run()
    assert [one.case_id for one in listed[0]] == [8, 7]


def test_whoever_moves_no_case_is_not_asked_to_look(kit: Kit) -> None:
    looked = Looked()
    looked.may_record = False
    watch(kit, looked, [NOW]).start()
    assert looked.looks == 0
