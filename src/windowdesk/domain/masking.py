"""How much of a person a list or a stub may show (domain rules §8.3)."""

_STAR = "*"
_MOBILE_LENGTH = 11
# How many characters stay in front and behind, by the least length that it holds for: identity
# cards have 15 or 18, passports eight or nine. Of shorter numbers only the last character shows.
_SHOWN = ((15, 6, 4), (8, 2, 2), (2, 0, 1))


def mask_name(name: str) -> str:
    """Return the name for boards and evaluators: the first character and one star (张*)."""
    return name[:1] + _STAR if name else ""


def mask_name_on_stub(name: str) -> str:
    """Return the name for stubs and slips: first and last character stay (段***兰).

    The stars are three whatever the length. A name of two characters keeps the first alone, as
    its last character would be the whole given name.
    """
    return f"{name[0]}{_STAR * 3}{name[-1]}" if name[2:] else mask_name(name)


def mask_phone(phone: str) -> str:
    """Return the phone with its middle hidden: 138****0027, of a landline 0874-***3365."""
    if len(phone) == _MOBILE_LENGTH and phone.isdigit():
        return f"{phone[:3]}{_STAR * 4}{phone[-4:]}"
    area, dash, local = phone.rpartition("-")
    hidden = max(len(local) - 4, 0)
    return f"{area}{dash}{_STAR * hidden}{local[hidden:]}"


def mask_number(number: str) -> str:
    """Return an identity number with its middle hidden: 530399********0046."""
    for least, front, behind in _SHOWN:
        if len(number) >= least:
            return _hide_middle(number, front, behind)
    return _STAR * len(number)


def _hide_middle(text: str, front: int, behind: int) -> str:
    hidden = len(text) - front - behind
    return text[:front] + _STAR * hidden + text[-behind:] if hidden > 0 else _STAR * len(text)
