"""One story from a policy's text to money and figures, step by step on a store: what ``policymatch demo`` tells.

Places are real, everything else is made up: the policies, the enterprises, the people. Every step is the same call that the
service makes; only the days are given, so that weeks pass in seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from policymatch.applications import handling
from policymatch.applications.bundles import BundleChange, create, fill
from policymatch.applications.correcting import correct
from policymatch.applications.flow import Actor
from policymatch.applications.handling import CaseChange
from policymatch.applications.periodic import Office, look_at_cases
from policymatch.applications.rows import events_of, get_case
from policymatch.applications.space import Vault, check, keep
from policymatch.applications.submission import submit
from policymatch.decisions.matching import match_all
from policymatch.documents import read_document
from policymatch.ingest.intake import ingest_folder
from policymatch.ingest.profiles import build_profile, load_profiles
from policymatch.parsing import parse_text
from policymatch.profiles import Profile
from policymatch.push.channels import Channel
from policymatch.push.inbox import inbox, mark_read
from policymatch.push.subscriptions import Subscription, Target, write_subscription
from policymatch.push.ticking import TickRules, tick
from policymatch.push.tokens import Links
from policymatch.push.worker import Worker
from policymatch.quantities import render_amount
from policymatch.registry.drafting import boundary_pairs
from policymatch.registry.impact import impact
from policymatch.registry.roles import Role
from policymatch.store import drafts
from policymatch.store.audit import verify_chain
from policymatch.store.contents import FOLDER
from policymatch.store.policies import documents_in_force
from policymatch.store.tables_applications import ApplicationCase
from policymatch.store.transactions import local_day, reading, writing
from policymatch.supervision.budgets import Plan, budget_use, set_budget
from policymatch.supervision.funnels import Dimension, Step, funnels
from policymatch.supervision.limits import limits
from policymatch.supervision.outcomes import wrong_conditions
from policymatch.supervision.ratings import public_ratings, rate, ratings
from policymatch.supervision.segments import refresh
from policymatch.vocabulary.calendars import calendar

ENTERPRISES, SEED = 60, 7
SOURCES = ("market_registration", "tax_annual", "hr_insurance")
SUBJECT = "91440112X000000E5P"
"""The enterprise of the sample that the story follows."""
SCIENCE, LABOUR = "科学技术局", "人力资源和社会保障局"
GROWTH, POSTS = "demo-growth", "demo-posts"
GROWTH_TEXT = """支持企业稳健成长若干措施（演示）
第一条 对上年度营业收入2000万元以上的企业，给予20万元一次性奖励。申报材料为上年度审计报告。
第二条 申报时间为2026年6月1日至2026年8月31日。
第三条 主管部门自受理之日起10个工作日内办结，公示5个工作日。
第四条 获得奖励的企业应当承诺3年内注册地址不迁离本市。
第五条 本措施自2026年6月1日起施行，有效期至2028年12月31日。
"""
POSTS_TEXT = """稳岗补助实施细则（演示）
第一条 对上年度参保人数10人以上、上年度裁员率不高于5.5%的企业，给予一次性补助5万元。
第二条 本细则自2026年6月1日起施行，有效期至2028年12月31日。
"""
HEAD = {"region": "440100", "published_on": "2026-05-20", "valid_from": "2026-06-01", "valid_to": "2028-12-31"}
CONTACT = {
    "contact.name": "王芳", "contact.phone": "13800000000", "bank.holder": "广州市正元卓然软件有限公司",
    "bank.bank": "演示银行", "bank.account": "6222020000001234",
}  # fmt: skip
AUDIT_REPORT = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
CONDITION = "上年度裁员率不高于5.5%"
BEGIN = date(2026, 6, 30)


def growth() -> dict[str, Any]:
    """The first policy as the officer leaves it: what is promised for later is no condition of applying."""
    quote = "对上年度营业收入2000万元以上的企业"
    item = {
        "id": "growth", "name": "稳健成长奖励", "materials": ["上年度审计报告"], "themes": ["奖励"],
        "condition": {"field": "revenue", "op": ">=", "value": 20000000, "period": "last_year", "quote": quote},
        "benefits": [{"type": "lump_sum", "amount": 200000, "quote": "给予20万元一次性奖励"}],
        "window": {"opens_on": "2026-06-01", "closes_on": "2026-08-31", "quote": "申报时间为2026年6月1日至2026年8月31日"},
    }  # fmt: skip
    return {"id": GROWTH, "title": "支持企业稳健成长若干措施（演示）", "issuers": [SCIENCE], "items": [item], **HEAD}


def posts() -> dict[str, Any]:
    """The second policy."""
    staff = {
        "field": "insured_employees",
        "op": ">=",
        "value": 10,
        "period": "last_year",
        "quote": "上年度参保人数10人以上",
    }
    calm = {"field": "layoff_rate", "op": "<=", "value": 0.055, "period": "last_year", "quote": CONDITION}
    item = {
        "id": "posts", "name": "稳岗补助", "condition": {"all": [staff, calm]},
        "benefits": [{"type": "lump_sum", "amount": 50000, "quote": "给予一次性补助5万元"}],
    }  # fmt: skip
    return {"id": POSTS, "title": "稳岗补助实施细则（演示）", "issuers": [LABOUR], "items": [item], **HEAD}


@dataclass(frozen=True, slots=True)
class Scene:
    """One step of the story.

    Args:
        title: what happens.
        lines: what is seen, in Chinese.
    """

    title: str
    lines: tuple[str, ...]


def moment(day: date, hour: int = 10) -> datetime:
    """An hour of a day in China."""
    return datetime(day.year, day.month, day.day, hour - 8, tzinfo=UTC)


def officer(login: str, department: str) -> Actor:
    """Somebody of a department."""
    return Actor(login, Role.OFFICER, departments=(department,))


@dataclass(slots=True)
class Tale:
    """The story on one store.

    Args:
        engine: an empty store.
        folder: for uploads and extracts.
        channels: ``inbox`` and ``smtp``.
        address: where the enterprise gets its mail.
    """

    engine: Engine
    folder: Path
    channels: Mapping[str, Channel]
    address: str = "fawu@qiye.example"
    day: date = BEGIN
    cases: dict[str, str] = field(default_factory=dict)

    def scenes(self) -> Iterator[Scene]:
        """The story, step after step; each is done when it is given."""
        yield self._data()
        yield from self._publish()
        yield self._tell()
        yield self._read()
        yield self._apply()
        yield from self._handle()
        yield self._rate()
        yield self._figures()

    @property
    def _enterprise(self) -> Actor:
        return Actor("wangfang", Role.ENTERPRISE, subject=SUBJECT)

    def _profile(self) -> Profile:
        return build_profile(self.engine, SUBJECT)

    def _data(self) -> Scene:
        from enterprise_profiles.generate import generate

        extracts = self.folder / "extracts"
        generate(extracts, enterprises=ENTERPRISES, seed=SEED, sources=SOURCES)
        with as_file(files("enterprise_profiles") / "sources") as specs:
            reports = ingest_folder(self.engine, specs, extracts, known_on=self.day)
        noted = refresh(self.engine, day=self.day)
        lines = [
            f"{one.source}：{one.rows_in} 行，入库 {one.stored}，重复 {one.duplicates}，隔离 {one.quarantined}"
            for one in reports
        ]
        return Scene(f"共享数据入库，得到 {noted} 家企业的画像", tuple(lines))

    def _publish(self) -> Iterator[Scene]:
        for text, data, department, login in (
            (GROWTH_TEXT, growth(), SCIENCE, "li-keji"),
            (POSTS_TEXT, posts(), LABOUR, "zhao-renshe"),
        ):
            yield self._publish_one(text, data, department, login)

    def _publish_one(self, text: str, data: dict[str, Any], department: str, login: str) -> Scene:
        parsed, now = parse_text(text, name=data["id"]), moment(self.day, 9)
        document = read_document(data)
        seen = impact(None, document, lambda subjects: load_profiles(self.engine, subjects=subjects), self.day)
        (item,) = seen.items
        with writing(self.engine) as session:
            draft = drafts.create_draft(
                session,
                parsed.document,
                parsed.source.text,
                policy_id=data["id"],
                actor=login,
                now=now,
                department=department,
            )
            draft = drafts.save_document(session, drafts.Change(draft.id, draft.revision, login, now), data)
            pairs = {pair.key: True for pair in boundary_pairs(drafts.draft_document(draft), self.day)}
            draft = drafts.sign_pairs(
                session, drafts.Change(draft.id, draft.revision, login, now), pairs, as_of=self.day
            )
            draft = drafts.submit(session, drafts.Change(draft.id, draft.revision, login, now))
            reviewed = drafts.Change(draft.id, draft.revision, f"{login}-2", now)
            row = drafts.publish_draft(session, reviewed, comment="同意发布")
            plan = Plan(data["id"], self.day.year, Decimal(1_000_000), note="年度部门预算")
            set_budget(session, plan, officer(login, department), now=now)
        cost = item.after
        assert cost is not None
        return Scene(
            f"{department}发布《{row.title}》",
            (
                f"解析：结构化覆盖 {parsed.coverage.share:.0%}，政策专员核对后签署 {len(pairs)} 组边界样例，第二人复核发布为第{row.version}版",
                f"影响试算：{seen.enterprises} 家企业中 {cost.enterprises} 家符合，至少 {render_amount(cost.low)}，另有 {cost.open} 家待核实",
                "年度预算：100万元",
            ),
        )

    def _tell(self) -> Scene:
        now = moment(self.day, 10)
        with writing(self.engine) as session:
            wanted = Subscription(SUBJECT, channels={"smtp": Target(self.address)})
            write_subscription(session, wanted, seen=0, now=now)
        report = tick(self.engine, as_of=self.day, now=now, rules=TickRules(channels=tuple(self.channels)))
        worker = Worker(self.engine, self.channels, clock=lambda: now, links=Links("demo", ""))
        sent = worker.drain()
        return Scene("匹配并推送", (report.line, f"发件箱已发送 {sent} 条：站内信，以及 {self.address} 的一封邮件"))

    def _read(self) -> Scene:
        with writing(self.engine) as session:
            (entry,) = inbox(session, SUBJECT).entries
            mark_read(session, SUBJECT, entry.id, now=moment(self.day, 11))
            found = match_all(documents_in_force(session, self.day), self._profile(), self.day)
        lines = [f"{one.item.name}：{one.verdict.label}，{one.estimate.label}" for one in found]
        return Scene(f"企业读到消息：{entry.title}", (*entry.body.splitlines(), "——", *lines))

    def _apply(self) -> Scene:
        now, vault = moment(self.day, 14), Vault(self.folder / FOLDER)
        report = check(vault, AUDIT_REPORT, name="审计报告.pdf", material="上年度审计报告")
        profile = self._profile()
        with writing(self.engine) as session:
            keep(session, vault, SUBJECT, report, actor=self._enterprise.login, now=now)
            keys = [f"{GROWTH}/growth", f"{POSTS}/posts"]
            bundle = create(session, SUBJECT, keys, day=self.day, actor=self._enterprise.login, now=now)
            bundle = fill(session, self._change_of(bundle.id, bundle.revision, now), CONTACT, day=self.day)
            made = submit(session, self._change_of(bundle.id, bundle.revision, now), profile, day=self.day)
        self.cases = {row.policy_id: row.id for row in made.cases}
        lines = [f"{row.number}　{row.item_name}　{row.department}　受理期限 {row.due_on}" for row in made.cases]
        return Scene("一次办：两个部门的事项，一份申请，材料只交一次", tuple(lines))

    def _change_of(self, bundle_id: str, revision: int, now: datetime) -> BundleChange:
        return BundleChange(bundle_id, SUBJECT, revision, self._enterprise.login, now)

    def _handle(self) -> Iterator[Scene]:
        science, labour = officer("chen-keji", SCIENCE), officer("zhou-renshe", LABOUR)
        yield self._step(
            GROWTH, date(2026, 7, 2), science, "退回补正，一次性告知", handling.send_back, ["审计报告缺附注"]
        )
        yield self._step(POSTS, date(2026, 7, 2), labour, "受理稳岗补助", handling.accept)
        yield self._step(
            GROWTH, date(2026, 7, 6), self._enterprise, "企业补正", correct, self._profile(), answers={}, choices={}, comment="已补附注"
        )  # fmt: skip
        yield self._step(GROWTH, date(2026, 7, 7), science, "受理", handling.accept)
        yield self._step(GROWTH, date(2026, 7, 9), science, "审核通过", handling.review, comment="条件逐项符合")
        yield self._step(GROWTH, date(2026, 7, 10), science, "公示五个工作日", handling.publish)
        reason = "裁员率按全口径核算为 8%"
        yield self._step(
            POSTS, date(2026, 7, 16), labour, "不予支持，写明哪一项条件", handling.reject, code="condition", reason=reason,
            condition=self._condition(),
        )  # fmt: skip
        yield self._step(
            GROWTH,
            date(2026, 7, 20),
            science,
            "公示期满，批准",
            handling.approve,
            Decimal(200_000),
            profile=self._profile(),
        )
        paid = date(2026, 7, 23)
        yield self._step(
            GROWTH, paid, science, "兑付", handling.pay, Decimal(200_000), paid_on=paid, reference="演示-0001"
        )

    def _condition(self) -> str:
        with reading(self.engine) as session:
            listed = handling.conditions_of(session, get_case(session, self.cases[POSTS]))
        return next(one for one in listed if "裁员率" in one)

    def _step(self, policy: str, day: date, actor: Actor, title: str, act: Any, *given: Any, **more: Any) -> Scene:
        self.day = day
        now = moment(day)
        look_at_cases(self.engine, now, Office(day=local_day))
        with writing(self.engine) as session:
            row = get_case(session, self.cases[policy])
            row = act(session, CaseChange(row.id, row.revision, actor, day, now), *given, **more)
            event = events_of(session, row.id)[-1]
            return Scene(f"{day}　{title}", tuple(_told(row, event.reason)))

    def _rate(self) -> Scene:
        now = moment(self.day, 16)
        with writing(self.engine) as session:
            rate(session, self._enterprise, self.cases[GROWTH], score=5, words="流程清楚，到账快", now=now)
            rate(session, self._enterprise, self.cases[POSTS], score=2, words="口径应在事前说明", now=now)
            own, public = ratings(session), public_ratings(session)
        lines = [f"{one.department}：{one.mean} 分（{one.count} 条）" for one in own]
        return Scene("企业评价", (*lines, f"对外公布 {len(public)} 组：不足5家企业的不公布"))

    def _figures(self) -> Scene:
        look_at_cases(self.engine, moment(self.day, 17), Office(day=local_day))
        with reading(self.engine) as session:
            lines = [*self._funnel_lines(funnels(session, Dimension.ITEM))]
            used = budget_use(session, year=self.day.year)
            kept = limits(session, self.day, working=calendar())
            wrong = wrong_conditions(session)
            chain = verify_chain(session)
        lines += [f"预算：{one.title} 已批 {render_amount(one.approved_yuan)}，占 {one.share:.0%}" for one in used]
        lines += [f"时限：{one.department}{one.clock_label} 办结 {one.ended} 件，超时 {one.late} 件，平均 {one.mean_days} 个工作日"
                  for one in kept if one.ended]  # fmt: skip
        lines += [f"预测与决定不一致：{one.item}，{one.miss_label}，{one.condition}，{one.cases} 件" for one in wrong]
        lines.append(f"审计链 {chain.entries} 条，{'完整' if chain.whole else '有缺失'}")
        return Scene("督查与评价", tuple(lines))

    def _funnel_lines(self, found: Sequence[Any]) -> Iterator[str]:
        for one in found:
            yield f"漏斗：{one.label}　" + " → ".join(
                f"{step.label} {one.at(step)}" for step in Step if step is not Step.POSSIBLE
            )


def _told(row: ApplicationCase, reason: str) -> Iterator[str]:
    from policymatch.applications.clocks import Clock
    from policymatch.applications.flow import CaseState

    yield f"{row.item_name}　{CaseState(row.state).label}" + (f"　{reason}" if reason else "")
    if row.publicity_ends_on and row.state == "published":
        yield f"公示至 {row.publicity_ends_on}"
    elif row.due_on:
        yield f"{Clock(row.clock).label if row.clock else ''}期限 {row.due_on}"
