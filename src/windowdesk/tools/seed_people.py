"""As many made-up people as a seed wants, with numbers of a division that does not exist."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric

from windowdesk.domain.identity import IdKind, IdNumber, Sex
from windowdesk.domain.party import Party, PartyKind

_COUNTY = "990322"
# The commonest surnames of the region come first, as many of them as people bear them.
_SURNAMES = (
    "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗段尹保吕沐普杞柏龙单仇曾庄许崔邓苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白康毛邱秦江史顾侯邵孟"
)
_DOUBLE = ("欧阳", "万俟", "上官", "司马")
_GIVEN = (
    "明文志建国华平玉秀英兰芳桂春红丽梅荣发财贵林森强军伟勇刚永福德才正祥学忠云霞小敏"
    "家旺崇凤仙珍琼美慧娟燕翠莲花香艳波涛飞鹏海山江河龙虎松柏青松友良善仁义礼信海峰"
)
_UIGHUR = ("阿依古丽·买买提", "吐尔逊·阿布都热合曼", "古丽娜尔·艾合买提", "买买提江·吐尔逊")
_VILLAGES = {
    "990322103001": "集镇社区",
    "990322103201": "永丰村",
    "990322103202": "石桥村",
    "990322103203": "大坪村",
    "990322103204": "白岩村",
    "990322103205": "松木坪村",
}
_FIRST_BIRTH = date(1935, 1, 1)
_BIRTH_DAYS = 25_500
_ORDERS = 998


def people(random: Random) -> Iterator[Party]:
    """Yield people with numbers that are all different; their ``id`` is still empty."""
    for number in range(_BIRTH_DAYS * _ORDERS):
        # The day runs fastest, so that one day of birth has few of the same number.
        day, order = number % _BIRTH_DAYS, number // _BIRTH_DAYS + 1
        yield _person(random, _FIRST_BIRTH + timedelta(days=day * 7919 % _BIRTH_DAYS), order)


def _person(random: Random, born: date, order: int) -> Party:
    body = f"{_COUNTY}{born:%Y%m%d}{order:03d}"
    village = random.choice(tuple(_VILLAGES))
    sex = Sex.MALE if order % 2 else Sex.FEMALE
    return Party(
        id="",
        kind=PartyKind.NATURAL,
        name=_name(random),
        id_number=IdNumber(
            IdKind.RESIDENT, body + ric.calc_check_digit(body + "0"), birth_on=born, sex=sex
        ),
        phone=f"1390{random.randrange(10**7):07d}",
        address=f"云岭镇{_VILLAGES[village]}{random.randint(1, 9)}组",
        village=village,
    )


def _name(random: Random) -> str:
    chance = random.random()
    if chance < 0.01:  # noqa: PLR2004  one in a hundred
        return random.choice(_UIGHUR)
    if chance < 0.02:  # noqa: PLR2004  and one in a hundred
        return random.choice(_DOUBLE) + random.choice(_GIVEN)
    # The minimum of two draws favours the front of the list.
    surname = _SURNAMES[min(random.randrange(len(_SURNAMES)), random.randrange(len(_SURNAMES)))]
    return surname + "".join(random.choices(_GIVEN, k=1 if chance < 0.25 else 2))  # noqa: PLR2004
