"""When a field is asked or required: by another answer, a situation, who applies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from windowdesk.domain.conditions import parse_condition
from windowdesk.domain.party import PARTY_LABEL, PartyKind
from windowdesk.forms.context import FormContext
from windowdesk.forms.lists import read_list


@dataclass(frozen=True)
class When:
    """All that is set must hold.

    ``field`` with ``values`` (one of them is the answer), ``other_than`` (none of them is) or
    ``filled``; ``situation`` in the grammar of conditions; ``applicant`` and ``agent`` as the talk
    went.
    """

    field: str = ""
    values: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()
    filled: bool | None = None
    situation: str = ""
    applicant: PartyKind | None = None
    agent: bool | None = None

    def holds(self, answers: Mapping[str, str], context: FormContext) -> bool:
        """Tell whether it holds with ``answers`` as they stand."""
        if self.situation and not parse_condition(self.situation).holds(context.situations):
            return False
        if self.applicant is not None and context.applicant is not self.applicant:
            return False
        if self.agent is not None and context.has_agent is not self.agent:
            return False
        return not self.field or self._answer_fits(answers.get(self.field, "").strip())

    def sentence(self, label_of: Callable[[str], str]) -> str:
        """Return it in words, without a full stop: “领取方式”是“邮寄”时."""
        parts = [*self._answer_words(label_of)]
        if self.situation:
            parts.append(f"情形是 {self.situation}")
        if self.applicant is not None:
            parts.append(f"申请人是{PARTY_LABEL[self.applicant]}")
        if self.agent is not None:
            parts.append("别人代办" if self.agent else "本人来办")
        return "，".join(parts) + "时"

    def _answer_fits(self, answer: str) -> bool:
        if self.filled is not None:
            return bool(answer) is self.filled
        # A choice of several may still stand as it was typed, with dots between.
        chosen = set(read_list(answer)) | set(answer.split("、"))
        if self.values:
            return bool(chosen & set(self.values))
        return bool(answer) and not chosen & set(self.other_than)

    def _answer_words(self, label_of: Callable[[str], str]) -> list[str]:
        if not self.field:
            return []
        label = f"“{label_of(self.field)}”"
        if self.filled is not None:
            return [f"{label}{'填了' if self.filled else '空着'}"]
        told = self.values or self.other_than
        words = "或".join(f"“{one}”" for one in told)
        return [f"{label}{'是' if self.values else '不是'}{words}"]
