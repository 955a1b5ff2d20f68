"""Points of a list that a sentence below it asks of one support alone, by their numbers."""

from __future__ import annotations

import pytest

from tests.cards import fields, items

GIVEN = "（一）培育奖励。对入库培育的企业，一次性奖励10万元。\n（二）壮大奖励。对评为示范的企业，一次性奖励20万元。"
POINTS = ["在本市注册", "具有独立法人资格", "上年度营业收入1000万元以上", "有效发明专利3件以上", "职工人数30人以上"]
FIELDS = ["registered_region", "legal_person", "revenue", "invention_patents", "employees"]


def asked(marks: str, said: str) -> list[set[int]]:
    """The numbers of the points that each support is asked."""
    listed = "\n".join(f"{mark}{one}；" for mark, one in zip(marks.split(), POINTS, strict=True))
    found = [fields(item.condition) for item in items(GIVEN, f"{listed}\n{said}")]
    return [{at for at, name in enumerate(FIELDS, 1) if name in each} for each in found]


NUMBERS = "1． 2． 3． 4． 5．"
HAN = "（一） （二） （三） （四） （五）"
ALL = {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("said", "second"),
    [
        ("申请壮大奖励的，不受第3项、第4项限制。", {1, 2, 5}),
        ("申请壮大奖励的企业，不要求符合第4项。", {1, 2, 3, 5}),
        ("其中第3项、第4项仅适用于培育奖励。", {1, 2, 5}),
        ("第3项至第5项只适用于申请培育奖励的企业。", {1, 2}),
        ("申请壮大奖励的企业符合第1项和第2项条件即可。", {1, 2}),
        ("壮大奖励申报企业除第3项外，应符合上述其他条件。", {1, 2, 4, 5}),
    ],
)
def test_what_is_asked_of_the_second_alone(said: str, second: set[int]) -> None:
    assert asked(NUMBERS, said) == [ALL, second]


def test_both_by_their_numbers() -> None:
    said = "申请培育奖励的，须符合第（一）项至第（四）项；申请壮大奖励的，须符合第（一）、（二）、（五）项。"
    assert asked(HAN, said) == [{1, 2, 3, 4}, {1, 2, 5}]


@pytest.mark.parametrize(
    "said",
    [
        "申请壮大奖励的，须提交第3项所述材料。",
        "申请奖励的，须符合第1项至第5项。",
        "第9项仅适用于培育奖励。",
        "经审核第3项不实的，取消资格。",
    ],
)
def test_what_names_no_point_or_no_support_frees_nobody(said: str) -> None:
    assert asked(NUMBERS, said) == [ALL, ALL]
