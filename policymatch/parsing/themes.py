"""主题: what a support is about, by keyword; for search and subscription, never for eligibility."""

from __future__ import annotations

import re

_THEMES: tuple[tuple[str, str], ...] = (
    ("税收优惠", r"税收|税款|免征|减征|增值税|所得税|印花税|加计扣除|抵减"),
    ("融资", r"贷款|贴息|融资|担保|保费|保险|上市|挂牌|股权投资|基金|债券|信贷"),
    ("人才", r"人才|博士|院士|专家|安家|入户|入学|高管|海员|职称|技能大师"),
    ("就业创业", r"就业|创业|招用|社保补贴|见习|毕业生|失业|培训补贴|扩岗|稳岗"),
    ("科技创新", r"高新技术|研发|科技|创新|孵化|专利|知识产权|成果转化|实验室|技术中心"),
    ("技术改造", r"技改|技术改造|设备投资|智能制造|数字化|工业互联网|绿色工厂"),
    ("资质认定", r"认定|专精特新|单项冠军|小巨人|示范|评定|贯标|认证|驰名商标|质量奖"),
    ("外贸外资", r"外贸|出口|进口|外资|跨境|境外|展会|保税"),
    ("商贸消费", r"商贸|零售|批发|餐饮|首店|消费|连锁|电商|住宿"),
    ("文化旅游体育", r"文化|旅游|体育|动漫|演出|演艺|影视|书店|赛事|剧目"),
    ("农业", r"农业|种植|养殖|农产品|农民|合作社|有机肥|乡村"),
    ("用地用房", r"租金|场租|办公用房|购房|厂房|用地|楼宇|园区|公寓"),
    ("升规纳统", r"规模以上|升规|纳统|限额以上|入统|限上|规上"),
)
_COMPILED = tuple((theme, re.compile(pattern)) for theme, pattern in _THEMES)
MOST = 3


def themes_of(words: str) -> tuple[str, ...]:
    """The themes that the words name, most mentions first, three at most.

    >>> themes_of("科技型中小企业贷款贴息")
    ('融资', '科技创新')
    """
    counted = [(len(pattern.findall(words)), -at, theme) for at, (theme, pattern) in enumerate(_COMPILED)]
    ranked = sorted((row for row in counted if row[0]), reverse=True)
    return tuple(theme for _, _, theme in ranked[:MOST])
