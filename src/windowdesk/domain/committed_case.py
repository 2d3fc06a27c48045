"""The verbs about commitments (告知承诺): given, checked afterwards, ruled on where false {L12}."""

from dataclasses import replace
from datetime import datetime

from windowdesk.domain.commitments import Commitment, CommitmentCheck, FalseCommitmentRuling
from windowdesk.domain.event import Actor
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.local_time import paper_date
from windowdesk.domain.moving_case import MovingCase
from windowdesk.domain.states import Move


class CommittedCase(MovingCase):
    """A proof that a commitment replaces is never asked for again."""

    def commit(self, commitment: Commitment, *, by: Actor, at: datetime) -> None:
        """Record the signed commitment for every proof that it replaces."""
        names = tuple(proof.name for proof in commitment.proofs)
        told = f"不再收：{'、'.join(names)}。{paper_date(commitment.check_by)}前核查。"
        request = MoveRequest(gaps=names)
        detail = {"proofs": "、".join(names), "check_by": commitment.check_by.isoformat()}
        self._move(Move.COMMIT, request, by, at, detail, cause=told)
        self.turns = replace(self.turns, commitments=(*self.turns.commitments, commitment))

    def check_commitment(self, check: CommitmentCheck, *, by: Actor) -> None:
        """Record what the check afterwards found; a false commitment waits for the head.

        A check that was written down wrong is done anew: both stand in the story.
        """
        verdict = "属实" if check.is_true else "不实"
        told = f"承诺{verdict}（{check.how}）：{check.found}"
        request = MoveRequest(reason=check.found, counterpart=check.how)
        detail = {"true": "yes" if check.is_true else "no", "how": check.how}
        self._move(Move.CHECK_COMMITMENT, request, by, check.at, detail, cause=told)
        one = self.commitment_to_check
        assert one is not None  # noqa: S101  the guard asks for it
        self._change(one, check=check)

    @property
    def commitment_to_check(self) -> Commitment | None:
        """The first that nobody has checked, else the last that nobody has ruled on."""
        open_ones = [one for one in self.turns.commitments if one.ruling is None]
        last = open_ones[-1] if open_ones else None
        return next((one for one in open_ones if one.is_unchecked), last)

    def rule_on_commitment(self, ruling: FalseCommitmentRuling, *, by: Actor) -> None:
        """Record what the head decided about a false commitment."""
        detail = {"basis": ruling.basis} if ruling.basis else {}
        request = MoveRequest(reason=ruling.ruling, basis=ruling.basis)
        self._move(Move.RULE_ON_COMMITMENT, request, by, ruling.at, detail)
        self._change(next(c for c in self.turns.commitments if c.waits_for_head), ruling=ruling)

    def _change(
        self,
        commitment: Commitment,
        check: CommitmentCheck | None = None,
        ruling: FalseCommitmentRuling | None = None,
    ) -> None:
        changed = replace(
            commitment, check=check or commitment.check, ruling=ruling or commitment.ruling
        )
        self.turns = replace(
            self.turns,
            commitments=tuple(
                changed if one is commitment else one for one in self.turns.commitments
            ),
        )
