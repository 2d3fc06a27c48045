"""Words of the status line."""

from windowdesk.services.print_port import QueueReport
from windowdesk.ui.status_bar import StatusItem
from windowdesk.ui.tone import Tone


def printer_item(report: QueueReport | None) -> StatusItem:
    """Return what the status line says of the printer."""
    if report is None:
        return StatusItem("printer", "print-off", "没有打印机", short="无打印机")
    if report.ready:
        return StatusItem("printer", "print", "打印机 就绪", short="就绪")
    reason = report.reason or "不能用"
    return StatusItem("printer", "print-off", f"打印机 {reason}", Tone.AMBER, reason)
