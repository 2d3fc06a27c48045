"""Where an identity number or a phone may stand in full, and why (domain.md §8.3)."""

from collections.abc import Mapping

UNMASKED = frozenset(
    ("applicant.id_number", "applicant.phone", "applicant.address", "mail.phone", "mail.address")
)
FULL_NUMBERS: Mapping[str, Mapping[str, str]] = {
    "referral_opinion": {
        "applicant.id_number": "the county decides about this person and checks its registers",
        "applicant.phone": "the county calls who has to prove more",
    },
    "proxy_authorisation": {
        "applicant.id_number": "who gives a power is named beyond doubt",
        "applicant.address": "A block of the form, both sign it",
    },
    "mailing": {
        "mail.phone": "the carrier calls before the letter is handed over; kept in the file",
        "mail.address": "where the letter goes",
    },
}
