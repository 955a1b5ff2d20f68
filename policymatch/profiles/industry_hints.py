"""An industry suggested from the business scope where none is declared: a hint with a confidence, never a ground to decide.

What stands first in a scope weighs most, as the main business is written first (企业经营范围登记管理规定 第四条).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HINTS = (
    ("A01", r"种植|苗木|花卉|粮食作物"),
    ("A03", r"养殖|畜牧|家禽|生猪"),
    ("C13", r"(?:农副产品|粮油|饲料|肉类|果蔬)[^，；。]{0,6}(?:加工|生产)|碾米|面粉加工"),
    ("C14", r"食品[^，；。]{0,6}(?:制造|生产|加工)|糕点(?:制造|生产|加工)"),
    ("C17", r"纺织品?[^，；。]{0,4}(?:制造|生产|加工)|织造|印染"),
    ("C18", r"服装[^，；。]{0,6}(?:制造|生产|加工|缝制)"),
    ("C20", r"木(?:制品|材|器)[^，；。]{0,4}(?:制造|生产|加工)"),
    ("C21", r"家具[^，；。]{0,4}(?:制造|生产|加工)"),
    ("C23", r"印刷"),
    ("C26", r"化(?:工|学)[^，；。]{0,8}(?:制造|生产)|肥料[^，；。]{0,4}(?:制造|生产|加工)"),
    ("C27", r"药品?[^，；。]{0,6}(?:制造|生产)"),
    ("C29", r"(?:橡胶|塑料)[^，；。]{0,6}(?:制造|生产|加工)"),
    ("C30", r"(?:水泥|砖|建筑?材料?|石料|玻璃)[^，；。]{0,6}(?:制造|生产|加工)"),
    ("C33", r"(?:金属|五金|钢结构|标准件|紧固件)[^，；。]{0,6}(?:制造|生产|加工)|铸造"),
    ("C34", r"(?:机械|设备|轴承|泵|阀门)[^，；。]{0,6}(?:制造|生产)"),
    ("C36", r"汽车(?:零)?(?:部件|配件)[^，；。]{0,6}(?:制造|生产|加工)"),
    ("C38", r"(?:电器|电机|电线|电缆|电气)[^，；。]{0,6}(?:制造|生产)"),
    ("C39", r"(?:电子|计算机|通信设备)[^，；。]{0,6}(?:制造|生产)"),
    ("D44", r"电力(?:供应|生产)|发电"),
    ("D46", r"自来水|供水"),
    ("E47", r"房屋(?:建筑|工程)|(?:建筑|施工)(?:工程)?(?:施工)?总承包|土木工程"),
    ("E50", r"装[饰修潢][^，；。]{0,6}(?:工程|施工|设计)|室内外装饰"),
    ("F51", r"批发|销售代理|购销|贸易|批零"),
    ("F52", r"零售|百货"),
    ("G54", r"货运|客运|道路运输|汽车运输|公共交通"),
    ("G55", r"水上运输|船舶运输|港口"),
    ("G59", r"仓储"),
    ("G60", r"快递|邮政"),
    ("H61", r"住宿|酒店|宾馆|旅馆"),
    ("H62", r"餐饮|饮食|正餐|快餐|中餐"),
    ("I63", r"电信|通信服务"),
    ("I64", r"互联网"),
    ("I65", r"软件开发|系统集成|信息技术|数据处理"),
    ("J66", r"存款|贷款|结算|银行业"),
    ("J68", r"保险"),
    ("K70", r"房地产|物业|商品房"),
    ("L71", r"租赁"),
    ("L72", r"广告|旅行社|劳务派遣|会议|会展|企业管理|商务(?:信息)?咨询|投资管理"),
    ("M73", r"试验发展|科学研究"),
    ("M74", r"工程(?:设计|勘察|监理|造价)|检测|测绘"),
    ("M75", r"技术(?:推广|转让|咨询|服务|开发)"),
    ("N77", r"污水处理|环境治理"),
    ("N78", r"环卫|保洁|绿化"),
    ("O80", r"家政|美容|理发|照相|洗浴"),
    ("O81", r"(?:汽车|机动车|电器|设备)[^，；。]{0,3}(?:维修|修理)"),
    ("P83", r"培训|教育|学校|幼儿园"),
    ("Q84", r"医疗|诊疗|医院"),
    ("R86", r"出版|报刊"),
    ("R88", r"文艺|演出|文化艺术"),
    ("R89", r"体育|健身"),
    ("R90", r"游乐|歌舞|娱乐"),
)
_SELLING = re.compile(r"销售|经营|经销|购销|批发|零售")
_MADE_BY = re.compile(r"制造|生产|加工|研发|种植|养殖")
_REMARKS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]|(?:许可|一般)经营项目[:：]|[*＊].*$")
_PARTS = re.compile(r"[，,；;。．、\s]+")
_LONGEST, _FADE, _MOST = 400, 0.75, 0.8


@dataclass(frozen=True, slots=True)
class Hint:
    """A suggested industry.

    Args:
        code: a division of GB/T 4754.
        confidence: between 0 and 0.8; never 1.
    """

    code: str
    confidence: float


def suggest(scope: str) -> Hint | None:
    """The likeliest division for a business scope; None where nothing in it points anywhere."""
    weights: dict[str, float] = {}
    weight = 1.0
    for part in filter(None, _PARTS.split(_REMARKS.sub("", scope[:_LONGEST]))):
        for code in _pointed_at(part):
            weights[code] = weights.get(code, 0.0) + weight
        weight *= _FADE
    if not weights:
        return None
    best = max(weights, key=lambda code: weights[code])
    return Hint(best, round(_MOST * weights[best] / sum(weights.values()), 3))


def _pointed_at(part: str) -> list[str]:
    found = [code for code, pattern in _COMPILED if pattern.search(part)]
    if not found and _SELLING.search(part) and not _MADE_BY.search(part):
        return ["F51"]
    return found


_COMPILED = tuple((code, re.compile(pattern)) for code, pattern in _HINTS)
