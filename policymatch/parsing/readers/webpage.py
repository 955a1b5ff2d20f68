"""Web pages of authorities: the article with its title, data and tables; not the site around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from policymatch.parsing.readers.building import Piece, TextBuilder
from policymatch.parsing.readers.encodings import decode
from policymatch.parsing.readers.failures import NoMainContentError, UnsupportedFormatError
from policymatch.parsing.readers.pageblocks import INVISIBLE, PageLine, PagePart, PageTable, page_parts
from policymatch.parsing.readers.pagecore import Region, article_region, squeezed
from policymatch.parsing.readers.text import BlockKind, Origin, SourceText

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

MEDIA_TYPE = "text/html"
EXTENSIONS = (".html", ".htm", ".xhtml", ".shtml", ".jhtml")
_MARKUP = re.compile(rb"<(!doctype\s+html|html|head|body|meta|div|table)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_LABELS = (
    "索引号|统一编号|文号|发文字号|文件编号|发文机关|发布机构|发文机构|发布单位|制定机关|成文日期|发文日期|发布日期|发布时间"
    "|发表时间|公开日期|生成日期|印发日期|实施日期|生效日期|失效日期|废止日期|有效期|有效性|效力状态|文件状态|信息来源|来源|主题分类"
)
_METADATA = re.compile(rf"^\W*(?:{_LABELS})[:：]\w*.")
_LABEL = re.compile(rf"^\W*(?:{_LABELS}|标题)[:：]?$")
_DATE_ONLY = re.compile(r"^(发布时间|时间)?[:：]?\s*\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?(\s+\d{1,2}:\d{2}(:\d{2})?)?")
_FURNITURE = re.compile(
    r"^[【\[（(]?\s*(字体|字号|浏览字号|视力保护色|打印|关闭|收藏|分享|分享到|扫一扫|纠错|大|中|小|返回|返回顶部|打印本页|关闭窗口"
    r"|我要打印|我要纠错|复制链接|微信|微博|朋友圈|QQ空间|下载|朗读|语音播报|默认|超大|繁体|简体|无障碍|浏览次数|浏览量|点击数|阅读次数"
    r"|访问量|当前位置|您所在的位置|您的位置|您现在的位置|您当前所在的位置|首页|上一篇|下一篇|上一条|下一条|相关附件|相关附件下载|用手机浏览"
    r"|版权所有|主办单位|承办单位|网站标识码|ICP备|公网安备|技术支持|责任编辑|编辑|来源媒体)"
    r"\s*([:：】\])）>＞|/\s].{0,60}|[-\d\s次]*)$"
)
_PAGE_TAIL = re.compile(
    r"^\W*(相关(链接|文章|阅读|新闻|信息|解读|政策|文件|附件)|政策解读|解读链接|延伸阅读|热门推荐|上一篇|下一篇|上一条|下一条|扫一扫)"
)
_TRAILING = re.compile(
    r"\s*([【\[（(]?\s*(浏览字号|(?:字体|(?<![文件])字号)(?=\s*[:：]?\s*[【\[（]?\s*[大小中默])|分享到|打印|浏览量|浏览次数|点击数|阅读次数|视力保护色)\s*[:：\]】]?.{0,20})$"
)
_SITE_NAME = re.compile(r"(?:门户网|政府网|官方网站|政务网|人民政府|委员会|首页|网站)\s*$")
_MOST_HIDDEN = 200
_OPENING = 6
"""Lines at the core's beginning among which source and date may stand."""
_HAN = re.compile("[\u4e00-\u9fff]")
_LABEL_ONLY = re.compile(r"^[\W\d]*(附件|相关附件|附|下载|附件下载)?[\W\d一二三四五六七八九十]*$")


def sniff(data: bytes) -> bool:
    """Whether the beginning looks like a web page."""
    head = data[:4096].replace(b"\0", b"")
    return bool(_MARKUP.search(head)) and (b"<" in head[:512])


def read(data: bytes, *, name: str) -> SourceText:
    """Read a page: its title, what it says of itself (文号, 发布日期, …), its article and the tables in it.

    Raises:
        NoMainContentError: nothing on it but navigation.
        UnsupportedFormatError: the bytes are no text.
    """
    from selectolax.lexbor import LexborHTMLParser

    label = _CHARSET.search(data[:4096].replace(b"\0", b""))
    decoded = decode(data, label=label[1].decode("ascii", "replace") if label else None)
    if decoded is None:
        raise UnsupportedFormatError(name, detail="网页内容不是文本")
    page = LexborHTMLParser(decoded.text.replace("\0", ""))
    titles = page_titles(page)
    body = page.body
    if body is None:
        raise NoMainContentError(name)
    unseen = _unseen(page)
    region = article_region(body, titles, unseen)
    if region is None:
        raise NoMainContentError(name)
    parts = page_parts(body, region.scaffolds, unseen)
    builder = TextBuilder()
    builder.warnings.extend(decoded.warnings)
    builder.needs_review = decoded.needs_review
    _write(builder, list(_chosen(parts, region)), titles, region)
    if builder.is_empty:
        raise NoMainContentError(name)
    return builder.build(name, MEDIA_TYPE)


def page_titles(page: LexborHTMLParser) -> list[str]:
    """What the page's head calls it, the surest first."""
    found: list[str] = []
    for selector in ('meta[name="ArticleTitle" i]', 'meta[property="og:title"]', 'meta[name="title" i]'):
        node = page.css_first(selector)
        if node is not None:
            found.append(node.attributes.get("content") or "")
    title = page.css_first("head title") or page.css_first("title")
    if title is not None:
        whole = " ".join(title.text(deep=True).split())
        found += [
            re.split(r"\s*[-_|｜–—]{1,2}\s*(?=[^-_|｜–—]*$)", whole)[0],
            re.split(r"\s*[_|｜]|\s+[-–—]\s+", whole)[0],
            whole,
        ]
    return list(dict.fromkeys(text.strip() for text in found if len(text.strip()) >= 4 and not _SITE_NAME.search(text)))


def _unseen(page: LexborHTMLParser) -> frozenset[int]:
    """Ids of the nodes that a reader does not see, or that belong to every page of the site."""
    found = {node.mem_id for node in page.css(INVISIBLE)}
    hidden = page.css('[style*="display:none" i], [style*="display: none" i], [hidden]')[:_MOST_HIDDEN]
    total = len(page.body.text(deep=True)) if page.body is not None and hidden else 0
    for node in hidden:
        if node.tag not in ("body", "html") and len(node.text(deep=True)) < 0.4 * total:
            found.add(node.mem_id)
    return frozenset(found)


def _is_metadata(text: str) -> bool:
    return len(text) <= 200 and bool(_METADATA.match(squeezed(text)) or _DATE_ONLY.match(text))


def _chosen(parts: list[PagePart], region: Region) -> Iterator[PagePart]:
    tail, opening = False, 0
    for part in parts:
        inside = region.start <= part.order <= region.end
        core = region.core_start <= part.order <= region.core_end
        if isinstance(part, PageTable):
            if part.order < region.core_start and _metadata_cells(part):
                yield from _metadata_lines(part)
            elif core or (inside and not tail):
                yield part
            continue
        text = part.text.strip()
        tail = tail or (part.order > region.core_end and bool(_PAGE_TAIL.match(text)))
        if core:
            if not _FURNITURE.match(text):
                opening += 1
                if opening <= _OPENING and _is_metadata(text):
                    part.kind = BlockKind.METADATA
                yield part
        elif part.order < region.core_start and part.linked < len(text) / 2 and _is_metadata(text):
            part.kind = BlockKind.METADATA
            yield part
        elif inside and not tail and part.linked < len(text) / 2 and _belongs(text):
            yield part


def _belongs(text: str) -> bool:
    """Whether a line around the core is part of the article, as subtitles and signatures are; page controls are not."""
    return len(_HAN.findall(text)) >= 4 and not _FURNITURE.match(text)


def _metadata_cells(table: PageTable) -> bool:
    return sum(bool(_LABEL.match(squeezed(cell.text))) for cell in table.cells) >= 2


def _metadata_lines(table: PageTable) -> Iterator[PageLine]:
    """What the site's own table says of the document, a line each: a label with the cell that follows it."""
    line: PageLine | None = None
    for cell in table.cells:
        pieces = [piece for paragraph in cell.paragraphs for piece in paragraph]
        if _METADATA.match(squeezed(cell.text)) or _LABEL.match(squeezed(cell.text)):
            if line is not None:
                yield line
            line = PageLine(BlockKind.METADATA, pieces, table.order)
        elif line is not None:
            if pieces and _LABEL.match(squeezed(line.text)) and not line.text.rstrip().endswith(("：", ":")):
                line.pieces.append(("：", replace(line.pieces[-1][1], offset=None)))
            line.pieces += pieces
    if line is not None:
        yield line


def _write(builder: TextBuilder, parts: list[PagePart], titles: list[str], region: Region) -> None:
    lines = [part for part in parts if isinstance(part, PageLine)]
    title = next((line for line in lines if line.order == region.title), None) or _opening_title(lines, titles)
    if title is not None:
        title.kind = BlockKind.TITLE
        builder.line(title.kind, title.pieces, level=title.level)
    elif titles:
        builder.line(BlockKind.TITLE, [(titles[0], Origin())])
    for part in parts:
        if isinstance(part, PageTable):
            builder.table(part.cells, origin=part.origin, caption=part.caption)
        elif part is not title and not _attached(builder, part):
            builder.line(part.kind, _without_trailing(part), level=part.level, number=part.number)


def _opening_title(lines: list[PageLine], titles: list[str]) -> PageLine | None:
    wanted = {squeezed(title) for title in titles}
    return next((line for line in lines[:12] if squeezed(line.text) in wanted), None)


def _attached(builder: TextBuilder, line: PageLine) -> bool:
    """Take note of linked files; True where the line holds nothing else."""
    builder.attachments.extend(line.files)
    rest = line.text
    for file in line.files:
        rest = rest.replace(file.title, "", 1)
    return bool(line.files) and bool(_LABEL_ONLY.match(rest.strip()))


def _without_trailing(line: PageLine) -> list[Piece]:
    """A metadata line without the site's own controls at its end."""
    if line.kind is not BlockKind.METADATA:
        return line.pieces
    match = _TRAILING.search(line.text)
    room = match.start() if match else len(line.text)
    kept: list[Piece] = []
    for text, origin in line.pieces:
        kept.append((text[:room], origin))
        room = max(room - len(text), 0)
    return kept
