"""What a declared number's name says of its unit: 招聘应届生|人数, 年节能量|（吨标准煤）, 合同|金额（元）."""

from __future__ import annotations

import re

UNIT_NAMES = {"人": "人数", "名": "人数", "位": "人数", "人次": "人次", "家": "数", "户": "数", "个": "数", "项": "数", "件": "数",
              "场": "场次", "场次": "场次", "年": "年限", "个月": "月数", "月": "月数", "天": "天数", "日": "天数", "台": "数",
              "套": "数", "次": "次数", "篇": "数", "部": "数", "小时": "时长", "期": "期数", "张": "数", "片": "数", "间": "数",
              "辆": "数", "所": "数", "门": "数", "款": "数", "种": "数", "倍": "倍数", "头": "数", "只": "数", "吨": "吨数",
              "学时": "学时", "课时": "课时", "届": "届数", "晚": "晚数", "座": "数", "处": "数", "份": "数", "笔": "数", "单": "数",
              "艘": "数", "架": "数", "羽": "数", "株": "数", "条": "数", "组": "数", "支": "数", "本": "数", "批": "批数",
              "班": "班数", "层": "层数", "集": "集数", "趟": "趟数", "家次": "家次", "户次": "户次"}  # fmt: skip


def with_unit(label: str, unit: str, dimension: str) -> str:
    """The name with the word or the unit that tells what its number is."""
    suffix = UNIT_NAMES.get(unit, "") if dimension == "count" else ""
    if unit in _PHYSICAL and (not suffix or _MEASURE.search(label)):
        return label if label.endswith(unit) else f"{label}（{unit}）"
    if dimension == "ratio":
        if label.startswith("新增"):
            return label[2:] + "增长率"
        if re.search(r"(?:增长|增加|提升)$", label):
            return label + "率"
        if label.endswith("占") or _WHOLE.search(label):
            return label.removesuffix("占") + "占比"
        return label + ("比例" if _bare_share(label) or _HELD.search(label) else "")
    if dimension == "territory":
        return f"{label}（平方公里）"
    if dimension == "area":
        return f"{label}（平方米）" if re.fullmatch("平方米|亩|公顷|平方公里", unit) else label
    if dimension in ("money", "rate"):
        return label if _COUNTED.search(label) else _money(label, unit)
    if suffix and not label.endswith((suffix, "数", "量", "总数", "次", "人数", "规模")):
        return label + suffix
    return label


_PHYSICAL = frozenset(
    [
        "吨",
        "吨标准煤",
        "吨标煤",
        "立方米",
        "个立方米",
        "公里",
        "米",
        "公斤",
        "千克",
        "千瓦时",
        "万千瓦",
        "千瓦",
        "兆瓦",
        "兆瓦时",
        "千伏安",
        "兆伏安",
        "马力",
        "蒸吨",
        "标箱",
        "小时",
        "分钟",
        "学时",
        "课时",
    ]
)
_MEASURE = re.compile("(?:量|容|能力?|规模|功率|时[长间段]|长度|高|里程|产能)$")
"""What is measured, to which its unit is told in brackets: 年节能量（吨标准煤）."""
_HELD = re.compile("(?:控股|持股|出资|参股|持有股权)$")
_WHOLE = re.compile("(?<!占)(?:[^占]{2,})(?:投资额|面积|人员|职工|企业|机构)$")
"""What a share is of, where no 比例 or 率 says so: 累计已完成实际投资额50%以上."""
_COUNTED = re.compile(
    "(?:人次|人数|数量|次数|件数|户数|台数|辆数|场次|客流量?|单量|吞吐量|粉丝数?|用户数?"
    "|(?:播放|观看|点击|阅读|浏览|下载|访问|收听|转发|订阅|借阅|发行)量)$"
)
"""What is counted, though its number is written like money: 服务人次达到1万."""


def _bare_share(label: str) -> bool:
    """甲占乙 without 比例, 比重 or 占比."""
    return "占" in label and not re.search("比例|比重|占比|率", label)


def _money(label: str, unit: str) -> str:
    """An amount's name with its unit, which the number alone would not tell."""
    if label.endswith("增长"):
        label += "额"
    elif not re.search(
        (
            r"(?:额|收入|投资|投入|金|税|税收|产值|规模|报酬|贡献|强度|价|费|费用|款|薪|成本|增量|值|支出|造价|利润|资产|量|"
            r"工资|补贴|标准|收益|额度)[^一-龥]*$"
        ),
        label,
    ):
        label += "金额"
    if unit == "元" and re.match("亩均|每亩|.{0,6}亩均", label):
        unit = "元/亩"
    return label + (f"（{unit}）" if unit.startswith("元") else "")
