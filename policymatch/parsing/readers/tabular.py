"""What kind of table it is: names of columns above, a caption, or a card of labels with their contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policymatch.parsing.readers.text import Cell

_COLUMN_WORD = re.compile("序号|编号|名称|项目|事项|类别|类型|内容|标准|条件|材料|单位|指标|依据|部门|对象|备注|金额")
_CARD_LABEL = re.compile(
    r"^(?:依据文件|文件依据|政策依据|设定依据|政策名称|事项名称|发文机[构关]|发文单位|发文字号|文号|发布日期|发文日期|工具分类"
    r"|政策类[型别]|政策分类|(?:服务|适用|支持|扶持|奖励|申报|补贴)(?:对象|主体|范围)|(?:服务|支持|扶持|政策)内容|支持方式"
    r"|(?:支持|扶持|奖励|补贴|资助|补助)标准|条件要求|(?:申报|申请|认定|支持|享受|办理)条件|(?:申报|申请|办理|所需)材料"
    r"|(?:办理|服务|申报|申请|受理|兑现)流程|时间[/、]?频度|(?:申报|申请|受理|办理)(?:时间|时限|方式|渠道|途径)|有效期限?"
    r"|联[络系](?:方式|人|电话)|咨询电话|(?:主管|受理|办理|责任|牵头)(?:部门|单位)|备注)[:：]?$"
)
_FEWEST = 2
"""Rows of labels and contents that make a table a card."""


def is_card(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are labels with their contents, as on a policy card, and not a list under column names."""
    return sum(_is_labelled(row) for row in rows) >= _FEWEST


def _is_labelled(row: Sequence[str]) -> bool:
    words = ["".join(text.split()) for text in row if text.strip()]
    labels = [bool(_CARD_LABEL.match(word)) for word in words]
    return len(words) >= 2 and len(words) % 2 == 0 and all(labels[0::2]) and not any(labels[1::2])


def headings(grid: Sequence[Sequence[Cell | None]]) -> tuple[str, int]:
    """The caption and the number of rows at the top that name columns (captions counted among them)."""
    caption, index = "", 0
    while index < len(grid) and (alone := _alone(grid[index])) is not None and len(grid[index]) > 1:
        caption = caption or alone.text
        index += 1
    marked = index
    while marked < len(grid) and all(cell is None or cell.header or not cell.text for cell in grid[marked]):
        marked += 1
    if marked > index:
        return caption, min(marked, len(grid))
    return caption, index + _guessed(grid[index:])


def _alone(row: Sequence[Cell | None]) -> Cell | None:
    cells = {id(cell): cell for cell in row if cell is not None and cell.text}
    if len(cells) != 1:
        return None
    (cell,) = cells.values()
    lonely = cell.row_span == 1 and all(other is None or other is cell for other in row)
    return cell if cell.column_span == len(row) or lonely else None


def _guessed(rows: Sequence[Sequence[Cell | None]]) -> int:
    """One header row, or as many as its merged cells reach down, where its cells look like names."""
    if len(rows) < 2:
        return 0
    cells = [cell for cell in rows[0] if cell is not None]
    distinct = {id(cell): cell.text for cell in cells if cell.text}
    names = list(distinct.values())
    if len(set(names)) < max(2, len(names)) or not all(_is_name(name) for name in names):
        return 0
    if len(names) < 3 and not any(_COLUMN_WORD.search(name) for name in names):
        return 0
    depth = max(cell.row_span for cell in cells)
    return depth if depth < len(rows) else 1


def _is_name(text: str) -> bool:
    return len(text) <= 20 and not re.search(r"[。；;《：:]|\d{3}|^\d+$|^[（(]?[一二三四五六七八九十]+[)）]?$", text)
