"""The key file of the own centre: what it gives to others, and proves its own papers with."""

from datetime import UTC, datetime

from windowdesk.domain.duties import Act
from windowdesk.domain.errors import DomainError
from windowdesk.domain.ids import new_id
from windowdesk.domain.paper_code import DIGEST_HEX
from windowdesk.services.acting import Bench
from windowdesk.services.key_file import KeyFile
from windowdesk.services.paper_keys import PublicKey
from windowdesk.services.ports import AuditEntry, UnitOfWork

_EVER = datetime(2000, 1, 1, tzinfo=UTC)


def own_key_file(bench: Bench) -> KeyFile:
    """Return what is known of the own papers now."""
    bench.account.require(Act.SEE_CASES)
    with bench.database.reading() as uow:
        return _described(bench, uow)


def known_keys(bench: Bench) -> tuple[PublicKey, ...]:
    """Return the keys of the own centre, oldest first; the last one signs."""
    bench.account.require(Act.MANAGE_CENTRE)
    with bench.database.reading() as uow:
        return uow.keys.known()


def export_key_file(bench: Bench) -> str:
    """Return the text of the key file, to be given to others; logged.

    DomainError for an account of one department: it does not see every paper that is void.
    """
    bench.account.require(Act.EXPORT_PAPER)
    if bench.account.department:
        raise DomainError(
            f"这个账号只看{bench.account.department}的办件，作废的列不全。换看全中心的账号导出。"
        )
    with bench.database.unit_of_work() as uow:
        text = _described(bench, uow).to_text(uow.keys.signing())
        at = uow.now()
        uow.audit(AuditEntry(new_id(at), at, bench.account.login, "export_key", bench.account.name))
        uow.commit()
    return text


def renew_key(bench: Bench) -> PublicKey:
    """Sign with a new key from now on; old papers stay provable with theirs. Logged."""
    bench.account.require(Act.MANAGE_CENTRE)
    with bench.database.unit_of_work() as uow:
        at = uow.now()
        key = uow.keys.renew(at).public
        uow.audit(AuditEntry(new_id(at), at, bench.account.login, "renew_key", key.name))
        uow.commit()
    return key


def _described(bench: Bench, uow: UnitOfWork) -> KeyFile:
    centre = uow.centre()
    templates = [bench.templates.get(code, centre.paper_style) for code in bench.templates.codes()]
    void = (uow.papers.by_number(number) for number in uow.seals.void_since(_EVER))
    return KeyFile(
        centre=centre.code,
        name=centre.name,
        keys=uow.keys.known(),
        titles={template.kind_code: template.title for template in templates},
        void=frozenset(paper.bare_digest[:DIGEST_HEX] for paper in void),
        as_of=uow.now(),
        certificates=tuple(uow.sealings.certificates()),
    )
