"""What each department knows of an enterprise, row by row, with its gaps and errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from enterprise_profiles.world import Enterprise
from enterprise_profiles.writing import Pen

Rows = Iterator[list[str]]


def register_rows(made: Enterprise, pen: Pen) -> Rows:
    """The register: one row, here and there without a cell."""
    code, random = made.trade.code, pen.random
    paid = made.capital if random.random() < 0.6 else int(made.capital * random.random())
    yield [
        made.code,
        made.name,
        made.old_number,
        made.type,
        made.status,
        pen.day(made.founded),
        pen.wan(made.capital),
        pen.sometimes(pen.wan(paid), 0.7),
        made.person,
        pen.sometimes(made.address),
        made.city.code if random.random() < 0.9 else "",
        made.moved_from,
        pen.day(made.moved_on),
        pen.sometimes(code if random.random() < 0.8 else code[1:], 0.93),
        made.trade.scope,
    ]


def ownership_rows(made: Enterprise, pen: Pen) -> Rows:
    """The parent, with its share where it is a shareholder."""
    if made.parent:
        yield [
            made.code,
            made.name,
            made.parent,
            "" if made.kind == "branch" else pen.share(made.share / 100),
            pen.day(made.founded),
            "",
        ]


def branches_rows(made: Enterprise, pen: Pen) -> Rows:
    """How many branches and subsidiaries a larger enterprise has."""
    last = made.years.get(2025)
    if made.kind == "company" and last is not None and last.revenue > 50_000_000:
        yield [made.code, made.name, str(pen.random.choice((0, 0, 1, 3, 8))), str(pen.random.choice((0, 0, 1, 2, 4)))]


def annual_report_rows(made: Enterprise, pen: Pen) -> Rows:
    """What the enterprise says of itself, now and then otherwise than the authorities."""
    for year, figures in made.years.items():
        if year < 2023 or pen.random.random() < 0.25:
            continue
        off = 1.0 if pen.random.random() < 0.85 else pen.random.choice((0.9, 1.02, 1.1, 1.3))
        yield [
            made.code,
            made.name,
            f"{year}年度",
            pen.sometimes(str(max(1, int(figures.employees * off)))),
            pen.sometimes(pen.wan(int(figures.revenue * off)), 0.7),
            pen.sometimes(pen.wan(figures.assets), 0.7),
            made.person,
        ]


def tax_rows(made: Enterprise, pen: Pen) -> Rows:
    """The settled accounts of each year; some are late, some are taxed elsewhere."""
    if made.kind == "branch" or pen.random.random() < 0.04:
        return
    moved = made.city.code if pen.random.random() < 0.95 else "440305"
    for year, figures in made.years.items():
        if year == 2025 and pen.random.random() < 0.03:
            continue
        taxable = max(0, figures.profit)
        yield [
            made.code,
            made.name,
            str(year),
            moved,
            pen.yuan(figures.revenue),
            pen.yuan(figures.main_revenue),
            pen.yuan(figures.profit),
            pen.yuan(taxable),
            pen.sometimes(pen.yuan(figures.assets)),
            pen.sometimes(pen.yuan(figures.net_assets)),
            pen.sometimes(pen.yuan(figures.rd), 0.95),
            pen.yuan(figures.tax),
        ]


def tax_credit_rows(made: Enterprise, pen: Pen) -> Rows:
    """The grades of the last two evaluations."""
    for year in (2024, 2025):
        if year not in made.years or pen.random.random() < 0.08:
            continue
        grade = "D" if "tax_violation" in made.marks else pen.random.choices("ABMCD", (25, 50, 15, 8, 2))[0]
        yield [
            made.code,
            made.name,
            str(year),
            pen.random.choice((grade, grade + "级")),
            pen.day(date(year + 1, 4, 15)),
            pen.day(date(year + 2, 4, 14)),
        ]


def marked(*kinds: tuple[str, str]) -> Callable[[Enterprise, Pen], Rows]:
    """A list of cases of several kinds: number, beginning, end, and the kind in words."""

    def rows(made: Enterprise, pen: Pen) -> Rows:
        for mark, word in kinds:
            if mark in made.marks:
                since, until = made.marks[mark]
                yield [made.code, made.name, f"〔{since.year}〕{made.number}号", pen.day(since), pen.day(until), word]

    return rows


def insurance_rows(made: Enterprise, pen: Pen) -> Rows:
    """Insured staff and employment of each year."""
    if pen.random.random() < 0.06:
        return
    months = min(12 * (2025 - made.founded.year) + 13 - made.founded.month, pen.random.choice((300, 300, 300, 10, 2)))
    for year, figures in made.years.items():
        yield [
            made.code,
            made.name,
            str(year),
            str(figures.insured),
            str(max(months, 1)),
            pen.flag("insurance_arrears" not in made.marks),
            str(figures.hires),
            str(figures.graduates),
            pen.share(figures.layoff),
            pen.sometimes(pen.share(pen.random.uniform(0.1, 0.9)), 0.8),
        ]


def honours(*names: str, first: bool = False) -> Callable[[Enterprise, Pen], Rows]:
    """The holders of some honours: name, certificate, days, and whether it is the first."""

    def rows(made: Enterprise, pen: Pen) -> Rows:
        for name, given, until, is_first in made.honours:
            if name in names:
                again = "首次认定" if is_first else "复核通过" if "专精" in name else "重新认定"
                yield [
                    made.code,
                    made.name,
                    name,
                    f"{given.year}{made.number:06d}",
                    pen.day(given),
                    pen.day(until),
                    *([again] if first else []),
                ]

    return rows


def scale_rows(made: Enterprise, pen: Pen) -> Rows:
    """The statistics of the years above scale."""
    since = made.above_scale_since
    for year, figures in made.years.items():
        if since is None or since.year > year:
            continue
        industry = made.trade.code[0] == "C"
        yield [
            made.code,
            made.name,
            str(year),
            made.trade.code,
            made.city.code,
            pen.flag(since.year == year),
            str(figures.revenue // 1000) if industry else "",
            str(figures.revenue // 1000) if made.trade.code[0] in "FH" else "",
            str(figures.employees),
            str(figures.revenue // 3000) if industry else "",
            str(figures.revenue // 40_000) if industry else "",
        ]


def roster_rows(made: Enterprise, pen: Pen) -> Rows:
    """Whether it is in the statistics now."""
    if made.above_scale_since is not None:
        yield [made.code, made.name, pen.day(made.above_scale_since)]


def research_rows(made: Enterprise, pen: Pen) -> Rows:
    """Research staff and high-tech revenue of who does research."""
    for year, figures in made.years.items():
        if figures.rd and year >= 2023:
            high = int(figures.revenue * pen.random.uniform(0.4, 0.95))
            yield [
                made.code,
                made.name,
                str(year),
                str(figures.rd_staff),
                pen.wan(high),
                pen.sometimes(pen.wan(figures.rd), 0.6),
                pen.sometimes(pen.wan(figures.revenue // 50), 0.3),
            ]


def chain_rows(made: Enterprise, pen: Pen) -> Rows:
    """The key chains it works in."""
    for domain in made.trade.domains:
        if pen.random.random() < 0.7:
            yield [made.code, made.name, domain]


def foreign_rows(made: Enterprise, pen: Pen) -> Rows:
    """Foreign capital of foreign-funded enterprises."""
    if "外商" in made.type or "港澳台" in made.type:
        for year in made.years:
            yield [
                made.code,
                made.name,
                str(year),
                str(pen.random.choice((0, 50, 200, 1200))),
                pen.share(pen.random.choice((1.0, 0.51, 0.25))),
            ]


def customs_rows(made: Enterprise, pen: Pen) -> Rows:
    """Imports and exports of who trades."""
    for year, figures in made.years.items():
        if figures.exports:
            total = figures.exports + figures.imports
            yield [
                made.code,
                made.name,
                str(year),
                pen.wan(total),
                pen.wan(figures.exports),
                pen.wan(figures.imports),
                pen.wan(figures.ecommerce),
            ]


def listing_rows(made: Enterprise, pen: Pen) -> Rows:
    """The board it is listed on."""
    if made.listing is not None:
        yield [made.code, made.name, made.listing[0], pen.day(made.listing[1]), ""]


def loans_rows(made: Enterprise, pen: Pen) -> Rows:
    """A policy loan on record."""
    if pen.random.random() < 0.2:
        amount = pen.random.choice((500_000, 1_000_000, 3_000_000, 8_000_000, 30_000_000, 60_000_000))
        yield [
            made.code,
            made.name,
            f"DK{made.number:08d}",
            pen.wan(amount),
            str(pen.random.choice((6, 12, 24, 36))),
            pen.day(date(2025, pen.random.randint(1, 12), 15)),
            pen.day(date(2027, pen.random.randint(1, 12), 14)),
        ]


def rating_rows(made: Enterprise, pen: Pen) -> Rows:
    """The grade of public credit."""
    if pen.random.random() < 0.9:
        yield [made.code, made.name, "差" if "dishonest" in made.marks else pen.random.choice("优良良中")]


def projects_rows(made: Enterprise, pen: Pen) -> Rows:
    """An investment project on record."""
    if made.trade.code[0] in "CI" and pen.random.random() < 0.3:
        total = int(10 ** pen.random.uniform(5.5, 8)) // 10_000 * 10_000
        started = date(2024, pen.random.randint(1, 12), 10)
        done = date(2025, pen.random.randint(1, 12), 20) if pen.random.random() < 0.7 else None
        yield [
            made.code,
            made.name,
            f"2404-{made.city.code}-04-01-{made.number:06d}",
            made.city.code,
            pen.wan(total),
            pen.wan(int(total * pen.random.uniform(0.3, 0.9))),
            pen.day(started),
            pen.day(done),
        ]


def holdings_rows(made: Enterprise, pen: Pen) -> Rows:
    """Intellectual property at each year's end."""
    for year, figures in made.years.items():
        if year >= 2023 and figures.rd:
            patents = figures.rd // 1_500_000 + pen.random.choice((0, 0, 1, 2))
            models, abroad, software = (
                pen.random.randint(0, 20),
                pen.random.choice((0, 0, 0, 1, 3)),
                pen.random.randint(0, 15),
            )
            counts = (patents, models, abroad, software, patents + models + software)
            yield [made.code, made.name, str(year), *map(str, counts)]


def contribution_rows(made: Enterprise, pen: Pen) -> Rows:
    """Local contribution of who pays noticeable taxes."""
    for year, figures in made.years.items():
        if year >= 2024 and figures.tax > 100_000:
            yield [made.code, made.name, str(year), pen.wan(int(figures.tax * 0.4))]


def disabled_rows(made: Enterprise, pen: Pen) -> Rows:
    """Disabled persons employed by who has more than thirty staff."""
    for year, figures in made.years.items():
        if year >= 2024 and figures.employees > 30:
            yield [made.code, made.name, str(year), str(pen.random.choice((0, 0, 1, 2, 12)))]


def leases_rows(made: Enterprise, pen: Pen) -> Rows:
    """A registered lease."""
    if pen.random.random() < 0.35:
        area = pen.random.choice((45, 80, 120, 300, 800, 1500, 4000))
        first = date(2024, pen.random.randint(1, 12), 1)
        yield [
            made.code,
            made.name,
            f"ZL{made.number:08d}",
            str(area),
            pen.yuan(area * pen.random.choice((360, 600, 960))),
            str(pen.random.choice((12, 24, 36))),
            pen.day(first),
            pen.day(date(2027, first.month, 1)),
        ]
