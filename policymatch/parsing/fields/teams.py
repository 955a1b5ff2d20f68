"""Limits on who makes up a team: 配备一支由3名以上正式员工组成的服务团队 counts its members, not those whom the firm employs."""

from __future__ import annotations

import re
from typing import NamedTuple

_OF = re.compile(
    r"(?:及?以上)?的?(?P<who>(?![^，。；、的]*(?:研发|科技|研究)人员)[^，。；、\d的]{0,14}?)(?:组成|构成|组建)(?:而成)?的(?P<team>[^，。；、的]{2,16}?(?:团队|队伍|小组|班子|班组|专班))"
)
_LED = re.compile(
    r"(?:(?:应|须|需)?(?:配备|拥有|建立|组建|具有|具备|成立|设立|设有|有)(?:了|有)?)?(?:一[支个])?(?:专门|专职)?由?(?:不少于|至少)?$"
)


class Team(NamedTuple):
    """What a limit counts: its name, and the words that say so."""

    label: str
    start: int
    end: int


def team_of(text: str, start: int, end: int) -> Team | None:
    """The team whose members a limit at ``start`` to ``end`` counts; None where it counts none.

    >>> team_of("配备一支由3名以上正式员工组成的服务团队", 5, 9)
    Team(label='服务团队正式员工人数', start=0, end=20)
    """
    found = _OF.match(text, end) if "组" in text or "构" in text else None
    if found is None:
        return None
    led = _LED.search(text, max(0, start - 16), start)
    return Team(f"{found['team']}{found['who']}人数", led.start() if led else start, found.end())


__all__ = ["Team", "team_of"]
