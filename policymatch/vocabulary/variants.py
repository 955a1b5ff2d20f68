"""Signs that scanned and printed pages put for a common one: 髙 for 高, 釆 for 采, the radical ⼈ for 人.

A page read by machine takes a sign for another that looks like it (提髙, 釆取, 本級, 人オ), and a printed page (PDF) may hold the
radicals of a dictionary in place of the signs. Each variant stands for one sign, so that places stay what they are.
"""

from __future__ import annotations

import re
import unicodedata

_LOOK_ALIKES = (
    "髙高釆采稅税戶户級级増增産产専专経经営营労劳単单対对応应収收価价県县歩步歳岁発发広广権权検检査查録录"
    "黃黄彔录敎教靑青淸清黙默巻卷凈净冩写爲为衆众閒间內内吳吴亇个囯国幷并歴历徳德効效総总継继続续図图団团"
)
"""A sign and the common one, in turn."""
_RADICALS = "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⺫目⺮竹⻌辶⻎辶⻏阝"
_DICTIONARY = range(0x2F00, 0x2FD6)
_COMPATIBLE = range(0xF900, 0xFADA)

VARIANTS: dict[int, str] = {
    **{ord(a): b for pairs in (_LOOK_ALIKES, _RADICALS) for a, b in zip(pairs[::2], pairs[1::2], strict=True)},
    **{
        code: common
        for codes in (_DICTIONARY, _COMPATIBLE)
        for code in codes
        if len(common := unicodedata.normalize("NFKC", chr(code))) == 1 and common != chr(code)
    },
}
"""The common sign of each variant."""

_SYLLABLE = re.compile("[オエロカニハトタ](?<=[\u3400-\u9fff].)(?=[\u3400-\u9fff，。；：、]|$)")
_HAN_FOR = {"オ": "才", "エ": "工", "ロ": "口", "カ": "力", "ニ": "二", "ハ": "八", "ト": "卜", "タ": "夕"}


def without_syllables(text: str) -> str:
    """Japanese syllables between Chinese signs as the signs they look like.

    >>> without_syllables("培养体育人オ，总人ロ的45%")
    '培养体育人才，总人口的45%'
    """
    return _SYLLABLE.sub(lambda found: _HAN_FOR[found[0]], text)
