"""Who is told on what channel and when: themes, levels, gathering, quiet hours, caps, the same support at several levels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlmodel import select

from policymatch.errors import StaleError
from policymatch.push.changes import Kind, Trigger
from policymatch.push.levels import support_of, together
from policymatch.push.messages import Told, write_message
from policymatch.push.subscriptions import Pace, Subscription, Target, opt_out, read_subscription, write_subscription
from policymatch.push.ticking import TickRules
from policymatch.push.timing import slot
from policymatch.store.tables_push import OutboxChange, OutboxMessage
from policymatch.store.transactions import CHINA, reading, writing
from tests.push.conftest import DAY, A, World, noon, staff_item

MAIL = {"smtp": Target("boss@firm.test")}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=CHINA)


def wish(**given: Any) -> Subscription:
    return Subscription(A, channels=MAIL, **given)


@pytest.mark.parametrize(
    ("wanted", "now", "expected"),
    [
        (wish(), at(1, 13), at(1, 13)),
        (wish(pace=Pace.DAILY), at(1, 8), at(1, 9)),
        (wish(pace=Pace.DAILY), at(1, 9), at(2, 9)),
        (wish(pace=Pace.WEEKLY, hour=10), at(3, 9), at(8, 10)),  # the first of June 2026 is a Monday
        (wish(pace=Pace.WEEKLY, hour=10), at(1, 9), at(1, 10)),
        (wish(quiet=(22, 7)), at(1, 23, 30), at(2, 7)),
        (wish(quiet=(22, 7)), at(2, 3), at(2, 7)),
        (wish(quiet=(22, 7)), at(2, 7), at(2, 7)),
        (wish(quiet=(12, 14)), at(2, 13), at(2, 14)),
        (wish(quiet=(8, 8)), at(2, 8), at(2, 8)),
        (wish(pace=Pace.DAILY, hour=6, quiet=(22, 7)), at(1, 13), at(2, 7)),
        (wish(per_day=2, hour=9), at(1, 13), at(1, 13)),
        (wish(per_day=1, hour=9), at(1, 13), at(3, 9)),
    ],
)
def test_when_a_message_goes_out(wanted: Subscription, now: datetime, expected: datetime) -> None:
    planned = {date(2026, 6, 1): 1, date(2026, 6, 2): 1}
    assert slot(wanted, now, urgent=False, planned=planned if wanted.per_day < 3 else {}) == expected


def test_a_near_deadline_waits_for_no_digest_but_lets_people_sleep() -> None:
    wanted = wish(pace=Pace.WEEKLY, per_day=1, quiet=(22, 7))
    assert slot(wanted, at(2, 13), urgent=True, planned={date(2026, 6, 2): 9}) == at(2, 13)
    assert slot(wanted, at(2, 23), urgent=True, planned={}) == at(3, 7)
    assert at(3, 7).tzinfo == timezone(timedelta(hours=8), "Asia/Shanghai")


def subscribe(world: World, **given: Any) -> Subscription:
    world.rules = TickRules(channels=("inbox", "smtp", "webhook"))
    with writing(world.engine) as session:
        known = read_subscription(session, A)
        return write_subscription(
            session, replace(known, channels=MAIL, **given), seen=known.revision, now=noon(world.day)
        )


def messages(world: World, channel: str) -> list[tuple[datetime, int]]:
    """When each message is due, and of how many changes it tells."""
    with reading(world.engine) as session:
        links = list(session.exec(select(OutboxChange)))
        rows = list(session.exec(select(OutboxMessage).where(OutboxMessage.channel == channel)))
    return sorted((row.due_at, sum(link.message == row.id for link in links)) for row in rows)


def hire(world: World, count: int) -> None:
    world.data("staff", f"{A},甲公司,2025,{count},")


def test_gathered_messages_take_in_what_comes_until_they_go(world: World) -> None:
    subscribe(world, pace=Pace.DAILY)
    hire(world, 12)
    world.publish()
    world.tick()
    world.publish(policy_id="second", title="第二办法")
    world.tick()
    due = datetime(2026, 6, 2, 9, tzinfo=CHINA)
    assert messages(world, "smtp") == [(due, 2)]
    assert [count for _, count in messages(world, "inbox")] == [1, 1]


def test_a_message_that_is_on_its_way_takes_nothing_in(world: World) -> None:
    subscribe(world, pace=Pace.DAILY)
    hire(world, 12)
    world.publish()
    world.tick()
    with writing(world.engine) as session:
        row = session.exec(select(OutboxMessage).where(OutboxMessage.channel == "smtp")).one()
        row.state, row.attempts = "leased", 1
        session.add(row)
    world.publish(policy_id="second", title="第二办法")
    world.tick()
    assert [count for _, count in messages(world, "smtp")] == [1, 1]


def test_more_than_the_cap_waits_for_the_next_day(world: World) -> None:
    subscribe(world, per_day=1)
    hire(world, 12)
    for number in range(3):
        world.publish(policy_id=f"p{number}")
        world.tick()
    assert messages(world, "smtp") == [(noon(DAY), 1), (datetime(2026, 6, 2, 9, tzinfo=CHINA), 2)]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"themes": frozenset({"稳岗"})}, 1), ({"themes": frozenset({"研发"})}, 0), ({"levels": frozenset({"county"})}, 1),
        ({"levels": frozenset({"province", "city"})}, 0),
    ],
)  # fmt: skip
def test_only_what_is_wanted(plain_world: World, given: dict[str, Any], told: int) -> None:
    subscribe(plain_world, **given)
    hire(plain_world, 12)
    plain_world.publish(staff_item(themes=["稳岗", "就业"]))
    plain_world.tick()
    assert len(plain_world.told()) == told


def test_possible_ones_only_for_who_asked(plain_world: World) -> None:
    hire(plain_world, 12)
    judged = {"all": [staff_item()["condition"], {"manual": "信用良好", "quote": "q"}]}
    plain_world.publish(staff_item(condition=judged))
    assert plain_world.tick().changes == 0
    subscribe(plain_world, possible=True)
    plain_world.publish(staff_item(condition=judged), policy_id="second")
    plain_world.tick()
    assert [one.kind for one in plain_world.told()] == [Kind.POSSIBLE]


def test_opted_out_leaves_the_inbox(plain_world: World) -> None:
    subscribe(plain_world)
    with writing(plain_world.engine) as session:
        assert opt_out(session, A, now=noon(DAY))
        assert not opt_out(session, A, now=noon(DAY))
    hire(plain_world, 12)
    plain_world.publish()
    plain_world.tick()
    assert (len(messages(plain_world, "smtp")), len(messages(plain_world, "inbox"))) == (0, 1)


def test_two_who_change_a_subscription_at_once(plain_world: World) -> None:
    first = subscribe(plain_world)
    with writing(plain_world.engine) as session:
        assert read_subscription(session, A) == first
        with pytest.raises(StaleError):
            write_subscription(session, first, seen=0, now=noon(DAY))


def told(name: str, region: str | None, kind: Kind = Kind.ELIGIBLE) -> Told:
    return Told(
        kind,
        f"p/{name}",
        name,
        f"{region}办法",
        region,
        3,
        0,
        500000,
        500000,
        date(2026, 7, 1),
        Trigger.POLICY,
        "政策发布",
    )


def test_the_same_support_of_several_levels_is_told_as_one() -> None:
    province, city, county = (
        told("省级高新技术企业认定奖励", "330000"), told("市级高企补助", "330400"), told("南湖区高新技术企业奖补", "330402"),
    )  # fmt: skip
    other, elsewhere = told("稳岗补贴", "330402"), told("高新技术企业奖励", "340100")
    groups = together([county, other, province, elsewhere, city])
    assert groups == [[province, city, county], [other], [elsewhere]]
    message = write_message("X", [county, other, province, elsewhere, city])
    assert message.title == "政策提醒：新符合3项"
    assert message.text.count("各级政府3份政策同类支持") == 1
    assert all(f"《{region}办法》" in message.text for region in ("330000", "330400", "330402"))
    assert len(message.data["changes"]) == 5


def test_two_items_of_one_level_stay_two() -> None:
    one, two = told("研发费用补助", "330402"), told("研发费用奖励", "330402")
    assert together([one, two]) == [[one], [two]]
    assert support_of("奖励", "330402") == ""


def test_what_a_group_or_a_telephone_gets_holds_no_figure() -> None:
    message = write_message("X", [told("稳岗补贴", None)], opt_out="https://p/o", inbox="https://p/i")
    assert "5000元" in message.text
    assert message.short == "新符合：稳岗补贴 https://p/i"
    assert message.text.endswith("查看与申报：https://p/i\n不再接收此类消息：https://p/o")
