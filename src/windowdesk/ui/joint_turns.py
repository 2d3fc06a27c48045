"""The turns between departments and up to the county, in the order of 其他办理."""

from collections.abc import Mapping
from types import MappingProxyType

from windowdesk.domain.states import Move
from windowdesk.ui.opinion_sheets import ASK_OPINION, DROP_OPINION, GIVE_OPINION
from windowdesk.ui.referral_sheets import (
    COUNTY_APPROVED,
    COUNTY_DENIED,
    COUNTY_RETURNED,
    REFER_UP,
)
from windowdesk.ui.turn import Turn

JOINT_TURNS: Mapping[Move, Turn] = MappingProxyType(
    {
        Move.GIVE_OPINION: GIVE_OPINION,
        Move.ASK_OPINION: ASK_OPINION,
        Move.DROP_OPINION: DROP_OPINION,
        Move.REFER_UP: REFER_UP,
        Move.COUNTY_APPROVED: COUNTY_APPROVED,
        Move.COUNTY_DENIED: COUNTY_DENIED,
        Move.COUNTY_RETURNED: COUNTY_RETURNED,
    }
)
