"""评价: what the applicant thinks, given by himself (GB/T 39734).

It is taken on an account that nobody works with: the rating device at the window, whose only duty
is that of the system. Whoever holds a duty of the staff is refused, so that nobody rates for
another.
"""

from windowdesk.domain.duties import Role
from windowdesk.domain.errors import DomainError, NotPermitted
from windowdesk.domain.numbers import CaseNumber
from windowdesk.domain.text import clean
from windowdesk.domain.turns import Rating
from windowdesk.services.acting import ActReceipt, Bench, CaseAct
from windowdesk.services.wording import PARTICULAR

_TAIL = 4
_NOT_HIS = "编号和证件号后四位对不上。照受理通知书上的编号，再输一次。"


class Ratings:
    """Takes ratings at the device of the hall."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def rate(self, number: str, id_tail: str, score: int, words: str = "") -> ActReceipt:
        """Take one rating for a case that was served; it may be left out and blocks nothing.

        ``id_tail`` are the last four signs of the applicant's number: they show that it is his
        own case. DomainError names what does not fit.
        """
        if self._bench.account.roles != {Role.SYSTEM}:
            raise NotPermitted("评价由申请人自己在评价器上评，工作人员不能代评。")
        digits, opinion = CaseNumber.read(number).digits, clean(words, PARTICULAR, "words")

        def act(doing: CaseAct) -> None:
            own = doing.case.application.applicant.id_number.number[-_TAIL:]
            if id_tail.strip().upper() != own.upper():
                raise DomainError(_NOT_HIS, "id_tail")
            rating = Rating(score, opinion, "window", doing.at)
            doing.case.rate(rating, by=doing.actor)

        return self._bench.act_on(self._case_id(digits), act)

    def _case_id(self, digits: str) -> int:
        with self._bench.database.reading() as uow:
            found = uow.cases.id_of(digits)
        if found is None:
            raise DomainError(_NOT_HIS, "number")
        return found
