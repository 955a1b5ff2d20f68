"""Rights of several kinds counted together: 实用新型专利、软件著作权合计10件以上; 6项以上实用新型专利、软件著作权."""

from __future__ import annotations

import re

from policymatch.parsing.fields.teams import Team

_RIGHT = (
    r"(?:(?:有效|授权|已授权|国家|自主|核心|相关|国内|国际|[ⅠⅡI]+类|PCT)*(?:的)?"
    r"(?:发明专利|实用新型(?:专利)?|外观(?:设计)?(?:专利)?|专利|(?:计算机)?软件著作权|软著|作品著作权|著作权|集成电路布图设计(?:专有权)?|植物新品种|新品种|注册商标|商标)(?:权)?)"
)
_ROW = rf"(?P<row>{_RIGHT}(?:(?:、|和|及|与|以及|/){_RIGHT})*(?:、|和|及|与|以及|/|或者?){_RIGHT})"
_SUM = r"(?P<sum>合计|共计|总计|总共|共|之和|总数|总量|数量之和|累计)?"
_BEFORE = re.compile(
    rf"(?:(?:已|企业)?(?:拥有|取得|获得|具有|获|有))?{_ROW}(?:等(?:各类|自主)?知识产权)?(?:的?数量?)?{_SUM}(?:数量?)?(?:应|须|达到?|不[少低]于|超过|至少|为|在|有)*$"
)
_BEHIND = re.compile(rf"(?:及?以上)?(?:的)?{_ROW}(?![^，。；、]{{0,8}}(?:之一|各))")
_HELD = re.compile(r"(?:已|企业)?(?:拥有|取得|获得|具有|获|有)(?:不少于|至少)?$")


def ip_row(text: str, start: int, end: int) -> Team | None:
    """The rights that a limit at ``start`` to ``end`` counts together; None where it counts one kind, or each of them.

    >>> ip_row("实用新型专利、软件著作权合计10件以上", 14, 19)
    Team(label='实用新型专利、软件著作权数', start=0, end=19)
    """
    found = _BEFORE.search(text, max(0, start - 60), start)
    if found is not None and (found["sum"] or "或" not in found["row"]):
        return Team(f"{found['row']}数", found.start(), end)
    behind = _BEHIND.match(text, end)
    if behind is None or "或" in behind["row"]:
        return None
    held = _HELD.search(text, max(0, start - 10), start)
    return Team(f"{behind['row']}数", held.start() if held else start, behind.end())


__all__ = ["ip_row"]
