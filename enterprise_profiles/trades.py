"""Where the synthetic enterprises are and what they do: a handful of real places and trades, invented names."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class City:
    """A county and what stands above it; ``streets`` are invented or common to many places."""

    code: str
    province: str
    city: str
    county: str
    weight: int
    streets: tuple[str, ...] = ("创新路", "科技大道", "人民路", "建设一路", "工业园区二号路", "中山东路", "滨河路")

    @property
    def short(self) -> str:
        """The county's name without its kind."""
        return self.county[:-1] if len(self.county) > 2 else self.county

    def authority(self, random: Random) -> str:
        """The code of the registering authority: mostly the county's, sometimes the city's."""
        municipality = self.code[:2] in {"11", "12", "31", "50"}
        return self.code if municipality or random.random() < 0.85 else f"{self.code[:4]}00"


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade by its code of GB/T 4754-2017.

    Args:
        code: the class.
        word: how names of enterprises say it.
        scope: the business scope.
        weight: how common it is.
        revenue: the mean of the decimal logarithm of yearly revenue in 元.
        per_head: revenue a head in 元.
        research: the share that does research.
        trade: the share that trades abroad.
        domains: fields of industry that it may belong to.
    """

    code: str
    word: str
    scope: str
    weight: int
    revenue: float
    per_head: int
    research: float = 0.05
    trade: float = 0.03
    domains: tuple[str, ...] = ()


CITIES = (
    City("440115", "广东省", "广州市", "南沙区", 14), City("440112", "广东省", "广州市", "黄埔区", 13), City("440106", "广东省", "广州市", "天河区", 6),
    City("440305", "广东省", "深圳市", "南山区", 7), City("440606", "广东省", "佛山市", "顺德区", 3), City("441226", "广东省", "肇庆市", "德庆县", 2),
    City("330110", "浙江省", "杭州市", "余杭区", 13), City("330108", "浙江省", "杭州市", "滨江区", 11), City("330782", "浙江省", "金华市", "义乌市", 10),
    City("340104", "安徽省", "合肥市", "蜀山区", 12), City("340123", "安徽省", "合肥市", "肥西县", 6), City("341226", "安徽省", "阜阳市", "颍上县", 5),
    City("510107", "四川省", "成都市", "武侯区", 11), City("320506", "江苏省", "苏州市", "吴中区", 8), City("320505", "江苏省", "苏州市", "虎丘区", 6),
    City("110108", "北京市", "", "海淀区", 12),
)  # fmt: skip

TRADES = (
    Trade("C3912", "电子", "计算机零部件、电子元器件的研发、制造和销售", 8, 7.6, 800_000, 0.5, 0.25, ("集成电路", "先进制造业")),
    Trade("C3670", "汽车部件", "汽车零部件及配件的制造、销售", 8, 7.8, 900_000, 0.4, 0.2, ("先进制造业", "智能装备")),
    Trade("C3421", "精密机械", "金属切削机床、数控设备的制造与技术服务", 6, 7.5, 700_000, 0.5, 0.2, ("数控机床", "智能装备")),
    Trade("C2442", "体育用品", "体育用品、健身器材的制造、销售及进出口", 5, 7.1, 500_000, 0.2, 0.4, ("体育产业",)),
    Trade("C2710", "医药", "化学药品原料药的研发、生产", 4, 7.9, 1_000_000, 0.7, 0.2, ("医药健康", "生物医药")),
    Trade("C1371", "食品", "蔬菜、果品加工，农副产品收购与销售", 5, 7.2, 700_000, 0.15, 0.1, ("农产品加工",)),
    Trade("C3825", "新能源", "光伏设备及元器件的制造、销售与安装", 3, 8.0, 1_200_000, 0.5, 0.35, ("新能源", "先进制造业")),
    Trade("I6513", "软件", "应用软件开发；人工智能技术服务；信息系统集成", 14, 6.9, 500_000, 0.65, 0.05, ("软件和信息服务业", "人工智能")),
    Trade("I6520", "芯片设计", "集成电路设计、技术转让与咨询", 4, 7.4, 1_200_000, 0.85, 0.15, ("集成电路", "软件和信息服务业")),
    Trade("M7320", "工程技术", "工程和技术研究和试验发展；技术服务", 6, 6.6, 450_000, 0.5, 0.02, ("低空经济", "智能装备")),
    Trade("M7520", "知识产权代理", "专利代理、商标代理、知识产权咨询服务", 3, 6.4, 300_000, 0.1, 0.0, ("商务服务",)),
    Trade("F5171", "商贸", "机械设备、五金交电的批发；货物进出口", 12, 7.3, 2_500_000, 0.03, 0.2),
    Trade("F5292", "电子商务", "互联网销售；日用百货、服装鞋帽零售", 8, 6.8, 1_200_000, 0.05, 0.15, ("电子商务",)),
    Trade("L7291", "旅行社", "旅行社及相关服务；会议及展览服务", 5, 6.6, 900_000, 0.0, 0.02, ("文化旅游",)),
    Trade("H6110", "酒店", "住宿服务；餐饮服务；会议服务", 4, 6.9, 250_000, 0.0, 0.0, ("文化旅游",)),
    Trade("H6210", "餐饮", "正餐服务；食品销售", 6, 6.3, 200_000, 0.0, 0.0),
    Trade("R8810", "文化传媒", "文艺创作与表演；组织文化艺术交流活动", 4, 6.4, 400_000, 0.1, 0.01, ("文化创意", "数字文化")),
    Trade("R8911", "体育发展", "体育竞赛组织；体育赛事策划；体育场馆运营", 4, 6.4, 350_000, 0.05, 0.01, ("体育产业", "足球")),
    Trade("G5431", "物流", "普通货物道路运输；仓储服务；货运代理", 5, 7.2, 800_000, 0.03, 0.05, ("现代物流",)),
    Trade("E4710", "建筑", "房屋建筑和市政基础设施项目工程总承包", 5, 7.6, 900_000, 0.08, 0.0),
    Trade("K7010", "置业", "房地产开发经营；物业管理", 3, 7.8, 3_000_000, 0.0, 0.0),
    Trade("L7263", "人力资源", "劳务派遣服务；人力资源服务", 3, 7.0, 150_000, 0.0, 0.0, ("商务服务",)),
    Trade("O8010", "家政", "家庭服务；养老服务；保洁服务", 3, 6.1, 120_000, 0.0, 0.0),
    Trade("A0141", "农业", "蔬菜种植、初加工与销售", 4, 6.5, 350_000, 0.05, 0.03, ("现代农业",)),
    Trade("P8391", "教育", "职业技能培训；教育咨询服务", 2, 6.3, 250_000, 0.02, 0.0),
)  # fmt: skip

STEMS = (
    "华盛",
    "恒达",
    "中拓",
    "云帆",
    "启明",
    "瑞科",
    "天成",
    "正元",
    "博雅",
    "鼎新",
    "安澜",
    "和光",
    "嘉禾",
    "金石",
    "远望",
    "星途",
    "百川",
    "宏图",
    "同创",
    "蓝海",
    "卓然",
    "新域",
    "长青",
    "万象",
    "凌云",
    "晨曦",
    "智远",
    "合众",
    "润泽",
    "佳音",
)
SURNAMES = (
    "王",
    "李",
    "张",
    "刘",
    "陈",
    "杨",
    "赵",
    "黄",
    "周",
    "吴",
    "徐",
    "孙",
    "胡",
    "朱",
    "高",
    "林",
    "何",
    "郭",
    "马",
    "罗",
)
GIVEN = (
    "伟",
    "芳",
    "建国",
    "秀英",
    "敏",
    "静",
    "丽",
    "强",
    "磊",
    "军",
    "洋",
    "勇",
    "艳",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "秀兰",
    "霞",
    "志强",
    "晓燕",
    "海波",
    "文静",
    "国庆",
    "佳怡",
    "宇航",
    "子涵",
)
