"""Made-up visitors of a centre that is no demo: province 53, a county that does not exist."""

from datetime import date

from stdnum.cn import ric

from windowdesk.tools.demo_people import Villager

_COUNTY = "530399"


class Visitor(Villager):
    """A visitor whose number passes every check that a real centre makes, and is nobody's."""

    @property
    def id_number(self) -> str:
        body = f"{_COUNTY}{self.born:%Y%m%d}{self.order:03d}"
        return body + ric.calc_check_digit(body + "0")


_NAMES = (
    "段桂兰",
    "何正祥",
    "尹家旺",
    "沐小兰",
    "保贵林",
    "吕凤仙",
    "马崇德",
    "许敏",
    "柏永年",
    "龙开华",
    "普春花",
    "杞正荣",
    "李玉珍",
    "张家明",
    "赵德芳",
)
VISITORS = tuple(
    Visitor(name, date(1940 + place, 3, 10 + place), 12 + 11 * place, "", f"永丰村{place + 1}组")
    for place, name in enumerate(_NAMES)
)
