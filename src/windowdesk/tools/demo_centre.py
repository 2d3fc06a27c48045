"""The demo centre: a made-up town with its windows and staff."""

from windowdesk.domain.centre import Account, Centre, ServiceWindow
from windowdesk.domain.duties import Role

DEMO_PASSWORD = "yunling-2026"  # noqa: S105  shown on the login window of the demo

DEMO_CENTRE = Centre(
    code="990322103",
    name="云岭镇便民服务中心",
    organ_name="青岫县云岭镇人民政府",
    organ_short="演示云岭便",
    address="青岫县云岭镇兴岭路18号",
    phone="0990-5550102",
    complaint_phone="0990-5550112",
    pickup_place="云岭镇便民服务中心05号出件窗口",
    pickup_hours="工作日9时至12时、13时30分至17时",
    review_organ="青岫县人民政府",
    court="青岫县人民法院",
    windows=(
        ServiceWindow(1, "综合窗口 1"),
        ServiceWindow(2, "综合窗口 2"),
        ServiceWindow(3, "综合窗口 3"),
        ServiceWindow(5, "出件窗口"),
    ),
    demo=True,
)

DEMO_ACCOUNTS = (
    Account("yl-0101", "段志刚", frozenset((Role.ADMIN, Role.SUPERVISOR)), phone="0990-5550101"),
    Account("yl-0206", "李文秀", frozenset((Role.CLERK,))),
    Account("yl-0207", "代永芳", frozenset((Role.CLERK,))),
    Account("yl-0301", "何正明", frozenset((Role.REVIEWER,)), department="民政"),
    Account("yl-0302", "宁小雨", frozenset((Role.REVIEWER,)), department="农业农村"),
    Account("yl-0303", "庄文波", frozenset((Role.REVIEWER,)), department="人社"),
    Account("yl-0401", "段正刚", frozenset((Role.APPROVER,))),
    Account("yl-0402", "许绍文", frozenset((Role.HEAD,))),
    Account("yl-0501", "杨春燕", frozenset((Role.ISSUER, Role.ARCHIVIST))),
)

CLERK, SECOND_CLERK = "yl-0206", "yl-0207"
REVIEWERS = {one.department: one.login for one in DEMO_ACCOUNTS if Role.REVIEWER in one.roles}
"""Who reviews, by department."""
APPROVER, ISSUER, ADMIN = "yl-0401", "yl-0501", "yl-0101"
CLERK_WINDOW, SECOND_WINDOW, ISSUE_WINDOW = "02", "03", "05"
