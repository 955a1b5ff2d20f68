"""Money told elsewhere: 享受第五条政策, 参照前款标准给予补贴."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policymatch.parsing.structure.citations import refers

if TYPE_CHECKING:
    from policymatch.parsing.drafting.drafts import Draft

_ENJOYS = re.compile(r"(?:享受|按照?|参照|比照|执行|依照|根据)[^，。；]{0,8}第[^，。；]{1,6}[条项款]")
_CALLED = re.compile(
    r"[条项款][^，。；]{0,8}(?:享受|给予|申[请领])(?:相应|同等|相关)?的?(?P<what>[^，。；的]{2,8}(?:补[贴助]|奖[励补]|贴息|资助))"
)
"""按照第五条规定享受运营补助: of the supports there, the one so called."""
_LIKE = re.compile(
    r"(?:参照|比照)[^，。；]{2,30}(?:方式|标准|办法|政策|规定)|(?:按照?|执行|享受)(?:前款|前述|上述|以上)(?:标准|政策|规定|条款|奖励|补[助贴])"
)


def lenders(text: str, draft: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """The supports whose money a support without figures of its own takes over.

    Args:
        text: the working text.
        draft: the support that states no figure.
        drafts: all supports of the document, in order.

    Returns:
        Those of the article that it cites, else the one right before it where it only says 参照…标准; empty for neither.
    """
    words = "".join(span.of(text) for span in draft.benefits)
    if _ENJOYS.search(words):
        cited = [other for other in drafts if other is not draft and refers(words, other.node.path())]
        named = _CALLED.search(words)
        alike = [other for other in cited if named and any(named["what"] in span.of(text) for span in other.benefits)]
        return alike or cited
    at = next((number for number, other in enumerate(drafts) if other is draft), 0)
    return [drafts[at - 1]] if at and _LIKE.search(words) else []
