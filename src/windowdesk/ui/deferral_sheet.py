"""容缺受理: what comes late is known from the list; why, until when, credit and promise are asked.

The walk: four materials are there, the household register lies with a relative. R on its line,
F9: this sheet. The last day stands there already, with the reason why it is that day. Why, where
the credit was looked up, the tick for the signature, F9: promise and notice are printed.
"""

from collections.abc import Mapping

from windowdesk.domain.case import Application
from windowdesk.domain.clock import short_date, weekday_name
from windowdesk.domain.deferred_case import DeferralRequest
from windowdesk.services.deferral import DeferralGround
from windowdesk.services.phrases import OpinionKind, PhraseBook
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import Choice
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import LineField, SegmentField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.phrased_text import PhrasedText
from windowdesk.ui.tag import Tag
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_field import TickField
from windowdesk.ui.tone import Tone

_GOOD, _BAD = "good", "bad"
_BARRED = "严重失信的不能容缺。收齐再办，或按 Esc 收起，F6 办补正告知。"
_WHERE = "还没写在哪里查的。例：信用中国，未列入。"
_PROMISE = "材料真实，按期补齐；逾期没补齐的同意终止办理，损失自己承担。"


class DeferralSheet(ActSheet):
    """``wanted`` carries a ``DeferralRequest``."""

    def __init__(
        self,
        theme: Theme,
        application: Application,
        ground: DeferralGround,
        book: PhraseBook,
    ) -> None:
        super().__init__(theme, "clock", "容缺受理", act="容缺受理并打印", width=860, gap=8)
        self._ground = ground
        self.note.setText(f"{application.applicant.name} · {application.item.shown_name}")
        self.until = DateField(theme, label="补到哪天", today=ground.today)
        self._latest = label("", "hint", wrap=True)
        self.reason = PhrasedText(theme, "为什么后补", height=52)
        self.reason.offer(book, OpinionKind.LATE, application)
        self.standing = SegmentField(theme, label="信用核查")
        self.standing.set_choices([Choice(_GOOD, "不在严重失信名单"), Choice(_BAD, "在名单上")])
        self.credit = LineField(theme, label="在哪里查的，结果")
        self.proof = LineField(theme, label="清单上取消的证明，为什么还要")
        self.signed = TickField(
            theme, label="承诺书", text="办事人看过承诺的内容，同意签字（纸打出来先签）"
        )
        self._build()
        self.until.set_day(ground.latest.on if ground.latest.possible else None)
        self.until.edited.connect(self._follow_day)
        self.until.left.connect(self._follow_day)
        self._follow_day()

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "gap.until": self.until,
            "gap.reason": self.reason.text,
            "standing": self.standing,
            "gap.credit": self.credit,
            "gap.proof_reason": self.proof,
            "signed": self.signed,
        }

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return self.reason.keys()

    def take_focus(self) -> None:
        """Begin with the reason: the day is there already."""
        self.reason.text.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        standing, good = self.standing.value(), self.standing.value() == _GOOD
        found = [
            (self._day_fault(), self.until),
            ("" if self.reason.value() else "还没写为什么后补。", self.reason.text),
            ("" if good else _BARRED if standing else "还没核查信用。查了再选。", self.standing),
            ("" if self.credit.value().strip() else _WHERE, self.credit),
            ("" if self._proof_is_told() else "没有写为什么还要。写明再办。", self.proof),
            ("" if self.signed.is_ticked else "办事人还没同意签承诺书。同意了打勾。", self.signed),
        ]
        return tuple(SheetGap(text, field) for text, field in found if text)

    def command(self) -> DeferralRequest:
        """Return what is asked for, as written."""
        return DeferralRequest(
            materials=self._ground.materials,
            reason=self.reason.value(),
            until=self.until.day(),
            credit=self.credit.value().strip(),
            good_standing=self.standing.value() == _GOOD,
            signed=self.signed.is_ticked,
            proof_reason=self.proof.value().strip() if self._ground.cancelled else "",
        )

    def _proof_is_told(self) -> bool:
        return not self._ground.cancelled or bool(self.proof.value().strip())

    def _build(self) -> None:
        theme = self.theme
        for one in self._ground.materials:
            tag = Tag(theme)
            tag.say("容缺", Tone.AMBER)
            how = "，".join(part for part in (one.fault, one.form) if part)
            line = row(theme, tag, 10, label(one.name), 14, label(how, "hint"), STRETCH)
            self.body.addWidget(bare(line))
        day = column(theme, self.until)
        why = column(theme, STRETCH, self._latest)
        self.body.addWidget(bare(row(theme, (day, 2), (why, 5), gap=14)))
        self.body.addWidget(self.reason)
        self.body.addWidget(bare(row(theme, (self.standing, 3), (self.credit, 4), gap=14)))
        if self._ground.cancelled:
            self.body.addWidget(label("".join(self._ground.cancelled), "fault", wrap=True))
            self.body.addWidget(self.proof)
        self.body.addWidget(self.signed)
        self.body.addWidget(label(f"承诺：{_PROMISE}", "hint", wrap=True))

    def _day_fault(self) -> str:
        ground, day = self._ground, self.until.day()
        if not ground.latest.possible:
            return f"{ground.latest.why}，来不及容缺。收齐再办，或办补正告知。"
        if day is None:
            return "还没写补到哪天。写成 2026-9-20。"
        if ground.today < day <= ground.latest.on:
            return ""
        return f"最早明天，最晚{short_date(ground.latest.on)}。改好再办。"

    def _follow_day(self) -> None:
        ground, day = self._ground, self.until.day()
        latest = ground.latest
        told = f"最晚{short_date(latest.on)}（{weekday_name(latest.on)}）：{latest.why}。"
        if day is not None and ground.today < day <= latest.on:
            told = f"{weekday_name(day)}，{ground.workdays_to(day)} 个工作日。{told}"
        self._latest.setText(told if latest.possible else f"{latest.why}，来不及容缺。")
