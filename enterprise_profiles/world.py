"""The synthetic world: enterprises with a place, a trade, figures of four years and a record; drawn from a seed alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from enterprise_profiles.codes import credit_code, registration_number
from enterprise_profiles.trades import CITIES, GIVEN, STEMS, SURNAMES, TRADES, City, Trade

YEARS = (2022, 2023, 2024, 2025)
AS_OF = date(2026, 6, 30)
"""The day for which the sample is made: after the settlement of the taxes of 2025."""

_KINDS = (
    ("company", 855),
    ("individual", 55),
    ("cooperative", 25),
    ("partnership", 20),
    ("sole", 15),
    ("branch", 25),
    ("school", 5),
)
_PREFIX = {"individual": "92", "cooperative": "93", "school": "52"}
_TYPES = {
    "individual": ("个体工商户",), "cooperative": ("农民专业合作社",), "partnership": ("有限合伙企业", "普通合伙企业"),
    "sole": ("个人独资企业",), "branch": ("有限责任公司分公司(自然人投资或控股)",), "school": ("民办非企业单位",),
}  # fmt: skip
_COMPANY_TYPES = (
    ("有限责任公司(自然人投资或控股)", 52), ("有限责任公司(自然人独资)", 16), ("其他有限责任公司", 12), ("股份有限公司(非上市、自然人投资或控股)", 8),
    ("有限责任公司(国有独资)", 2), ("国有企业", 1), ("集体所有制", 1), ("有限责任公司(外商投资企业法人独资)", 3),
    ("有限责任公司(港澳台法人独资)", 3), ("股份有限公司(上市、自然人投资或控股)", 2),
)  # fmt: skip


@dataclass(slots=True)
class Year:
    """The true figures of one year, money in 元."""

    revenue: int
    main_revenue: int
    profit: int
    tax: int
    assets: int
    net_assets: int
    rd: int
    employees: int
    insured: int
    rd_staff: int
    hires: int
    graduates: int
    layoff: float
    exports: int
    imports: int
    ecommerce: int


@dataclass(slots=True)
class Enterprise:
    """One enterprise as it truly is; what the sources say of it is another matter."""

    number: int
    code: str
    old_number: str
    name: str
    kind: str
    type: str
    city: City
    trade: Trade
    founded: date
    capital: int
    person: str
    address: str
    status: str = "存续"
    parent: str = ""
    share: float = 0.0
    moved_from: str = ""
    moved_on: date | None = None
    years: dict[int, Year] = field(default_factory=dict)
    honours: list[tuple[str, date, date, bool]] = field(default_factory=list)
    marks: dict[str, tuple[date, date | None]] = field(default_factory=dict)
    above_scale_since: date | None = None
    listing: tuple[str, date] | None = None

    @property
    def legal(self) -> bool:
        """Whether it is a legal person."""
        return self.kind in {"company", "cooperative", "school"}


def enterprise(number: int, seed: int) -> Enterprise:
    """The enterprise of a number in the world of a seed."""
    random = Random((seed << 40) + number)
    city = random.choices(CITIES, _CITY_WEIGHTS)[0]
    trade = random.choices(TRADES, _TRADE_WEIGHTS)[0]
    kind = _draw(random, _KINDS)
    if kind == "cooperative":
        trade = next(trade for trade in TRADES if trade.code.startswith("A"))
    made = _founded(random, number, city, trade, kind)
    _fill_years(random, made)
    _honour(random, made)
    _mark(random, made)
    _relate(random, made, seed)
    return made


def _founded(random: Random, number: int, city: City, trade: Trade, kind: str) -> Enterprise:
    founded = AS_OF - timedelta(days=int(random.betavariate(1.2, 3.5) * 11_000) + 20)
    kinds = _TYPES.get(kind)
    type_ = random.choice(kinds) if kinds else _draw(random, _COMPANY_TYPES)
    stem = random.choice(STEMS) + random.choice(STEMS)
    ending = {"individual": "经营部", "cooperative": "种植专业合作社", "partnership": "合伙企业（有限合伙）", "sole": "工作室",
              "branch": "有限公司" + city.short + "分公司", "school": "职业培训学校"}.get(kind, "股份有限公司" if "股份" in type_ else "有限公司")  # fmt: skip
    place = city.county if random.random() < 0.2 else city.city
    name = f"{place}{stem}{trade.word}{ending}"
    surname = random.choice(SURNAMES)
    capital = int(10 ** random.gauss(6.5, 0.7) // 10_000 or 1) * 10_000
    room = random.choice(("", f"{random.randint(1, 30)}栋", f"{random.randint(2, 28)}0{random.randint(1, 9)}室"))
    street = f"{random.choice(city.streets)}{random.randint(1, 999)}号{room}"
    code = credit_code(_PREFIX.get(kind, "91"), city.authority(random), number)
    old = registration_number(city.code, number) if founded.year < 2015 else ""
    return Enterprise(number, code, old, name, kind, type_, city, trade, founded, capital, surname + random.choice(GIVEN),
                      f"{city.province}{city.city}{city.county}{street}")  # fmt: skip


def _fill_years(random: Random, made: Enterprise) -> None:
    trade = made.trade
    scale = {"individual": -1.4, "cooperative": -0.6, "sole": -1.0, "branch": -0.3}.get(made.kind, 0.0)
    level = 10 ** (random.gauss(trade.revenue, 0.85) + scale)
    keen = random.random() < trade.research
    intensity = random.uniform(0.02, 0.14) if keen else random.choice((0.0, 0.0, random.uniform(0, 0.03)))
    trader = random.random() < trade.trade
    debt = random.betavariate(3, 3)
    for year in YEARS:
        if made.founded.year > year:
            continue
        level *= random.lognormvariate(0.05, 0.18)
        made.years[year] = _year(
            random, made, level * (0.4 if made.founded.year == year else 1), intensity, trader, debt
        )


def _year(random: Random, made: Enterprise, level: float, intensity: float, trader: bool, debt: float) -> Year:
    revenue = int(level * 100) // 100
    margin = random.gauss(0.06, 0.08)
    employees = max(1, int(revenue / made.trade.per_head * random.lognormvariate(0, 0.4)))
    insured = int(employees * random.choice((1.0, 1.0, 0.95, 0.8, 0.6)))
    assets = int(revenue * random.lognormvariate(0.0, 0.6)) + made.capital
    rd = int(revenue * intensity * random.uniform(0.8, 1.2))
    staff = min(employees, int(employees * intensity * random.uniform(1.5, 4)))
    hires = random.choice((0, 0, 1, 2, max(1, employees // 10)))
    exports = int(revenue * random.uniform(0.05, 0.7)) if trader else 0
    return Year(
        revenue, int(revenue * random.choice((1.0, 0.98, 0.9, 0.6))), int(revenue * margin), int(revenue * random.uniform(0.01, 0.06)), assets,
        int(assets * (1 - debt)), rd, employees, insured, staff, hires, min(hires, random.choice((0, 0, 1, 2, 5))),
        random.choice((0.0, 0.0, 0.01, 0.03, 0.06, 0.25)), exports, int(exports * random.uniform(0, 0.8)),
        int(exports * random.uniform(0.1, 1)) if trader and random.random() < 0.3 else 0,
    )  # fmt: skip


def _honour(random: Random, made: Enterprise) -> None:
    """Honours follow what an enterprise is: research brings the one, size and years the other."""
    last = made.years.get(2025)
    if last is None or not made.legal:
        return
    ratio = last.rd / last.revenue if last.revenue else 0
    manufacturing = made.trade.code[0] == "C"
    chances = (
        ("高新技术企业", ratio > 0.03 and made.founded.year < 2024, 0.75, 3), ("科技型中小企业", ratio > 0.02, 0.5, 1),
        ("创新型中小企业", ratio > 0.03, 0.5, 3), ("专精特新中小企业", ratio > 0.04 and last.revenue > 10_000_000, 0.5, 3),
        ("专精特新“小巨人”企业", ratio > 0.05 and last.revenue > 20_000_000, 0.3, 3),
        ("制造业单项冠军企业", manufacturing and last.revenue > 200_000_000 and ratio > 0.02, 0.15, 3),
        ("省级绿色工厂", manufacturing and last.revenue > 30_000_000, 0.15, 0), ("国家级绿色工厂", manufacturing and last.revenue > 80_000_000, 0.1, 0),
        ("省级智能工厂", manufacturing and last.revenue > 80_000_000, 0.12, 0), ("省级数字化车间", manufacturing and last.revenue > 30_000_000, 0.15, 0),
        ("省级企业技术中心", ratio > 0.03 and last.revenue > 60_000_000, 0.3, 0), ("国家级企业技术中心", last.revenue > 500_000_000, 0.15, 0),
        ("中小企业数字化转型试点", manufacturing, 0.04, 2), ("总部企业", last.revenue > 300_000_000, 0.3, 3),
        ("就业见习基地", last.employees > 30, 0.08, 3), ("博士后工作站", ratio > 0.04 and last.employees > 100, 0.15, 0),
        ("省级博士后创新实践基地", ratio > 0.04, 0.05, 0), ("市级技能大师工作室", manufacturing, 0.03, 0),
        ("省级农业产业化龙头企业", made.trade.code[:3] in {"A01", "C13"}, 0.2, 3), ("国家级农业产业化龙头企业", made.trade.code[:3] in {"A01", "C13"}, 0.08, 3),
    )  # fmt: skip
    for honour, earned, chance, years in chances:
        if earned and random.random() < chance:
            made.honours.append(_certificate(random, honour, years, made.founded))


def _certificate(random: Random, honour: str, years: int, founded: date) -> tuple[str, date, date, bool]:
    span = 365 * (years or 3) + (40 if years else 0)
    given = max(AS_OF - timedelta(days=random.randint(10, span)), founded)
    until = date(given.year + years, given.month, min(given.day, 28)) if years else date(9999, 12, 31)
    return honour, given, until, random.random() < 0.5


_MARKS = (
    ("dishonest", 0.02, 0.4), ("abnormal", 0.03, 0.6), ("safety", 0.02, 0), ("ecology", 0.02, 0), ("quality", 0.01, 0), ("major", 0.015, 0),
    ("wages", 0.012, 0.8), ("dispute", 0.006, 0.8), ("tax_arrears", 0.02, 0.6), ("tax_violation", 0.008, 0.5), ("insurance_arrears", 0.015, 0.6),
    ("infringement", 0.006, 0), ("fraud", 0.003, 0),
)  # fmt: skip


def _mark(random: Random, made: Enterprise) -> None:
    """Entries on the lists that shut doors, some with an end."""
    for mark, chance, ended in _MARKS:
        if random.random() < chance:
            since = max(AS_OF - timedelta(days=int(random.expovariate(1 / 700)) + 20), made.founded)
            until = since + timedelta(days=random.randint(30, 700)) if random.random() < ended else None
            made.marks[mark] = (since, until if until and until < AS_OF - timedelta(days=20) else None)
    if random.random() < 0.03:
        made.status = random.choice(("注销", "吊销", "迁出"))


def _relate(random: Random, made: Enterprise, seed: int) -> None:
    last = made.years.get(2025)
    floor = {"C": 20_000_000, "F": 20_000_000, "I": 20_000_000, "E": 10_000_000}.get(made.trade.code[0], 10_000_000)
    if last is not None and last.revenue >= floor and made.legal:
        year = random.choice((2021, 2022, 2023, 2024, 2025))
        made.above_scale_since = date(max(year, made.founded.year), random.randint(1, 12), 1)
    if made.number and (made.kind == "branch" or random.random() < 0.05):
        made.parent = _code_of(random.randrange(made.number), seed)
        made.share = 0.0 if made.kind == "branch" else random.choice((100, 100, 70, 51, 50, 30))
    if random.random() < 0.03:
        made.moved_from = random.choice(CITIES).code
        made.moved_on = max(AS_OF - timedelta(days=random.randint(60, 1500)), made.founded)
    if "上市、" in made.type and "非上市" not in made.type:
        made.listing = random.choice(("主板", "创业板", "科创板", "北交所")), max(date(2019, 7, 22), made.founded)
    elif "股份" in made.type and random.random() < 0.2:
        made.listing = "新三板", max(date(2016, 5, 10), made.founded)


def _code_of(number: int, seed: int) -> str:
    """The code of another enterprise of the same world, without drawing all of it."""
    random = Random((seed << 40) + number)
    city = random.choices(CITIES, _CITY_WEIGHTS)[0]
    trade = random.choices(TRADES, _TRADE_WEIGHTS)[0]
    return _founded(random, number, city, trade, _draw(random, _KINDS)).code


def _draw(random: Random, weighted: tuple[tuple[str, int], ...]) -> str:
    return random.choices([name for name, _ in weighted], [weight for _, weight in weighted])[0]


_CITY_WEIGHTS = [city.weight for city in CITIES]
_TRADE_WEIGHTS = [trade.weight for trade in TRADES]
