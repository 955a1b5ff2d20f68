"""What can be wrong with a file, each as an error that tells the officer what to do.

UnreadableFileError
├── EmptyFileError            no bytes, or no text in them
├── TooLargeFileError         beyond the size that readers accept
├── DecompressionBombError    an archive that swells beyond measure
├── DamagedFileError          the format is known, the content is broken
├── EncryptedFileError        a password stands before the text
├── PictureOnlyError          pages are pictures and no OCR is installed
├── NoMainContentError        a web page of nothing but navigation
├── UnsupportedFormatError    a format that no reader knows
└── ConverterMissingError     .doc/.wps/.rtf without LibreOffice
"""

from __future__ import annotations

from policymatch.errors import UnreadableFileError


class EmptyFileError(UnreadableFileError):
    """A file without text."""

    code = "empty_file"

    def __init__(self, name: str) -> None:
        super().__init__("文件是空的，没有任何文字", where=name, hint="请确认上传的是正确的文件")


class TooLargeFileError(UnreadableFileError):
    """A file beyond the accepted size."""

    code = "file_too_large"

    def __init__(self, name: str, *, size: int, limit: int) -> None:
        message = f"文件大小 {size / 1e6:.1f} MB，超过上限 {limit / 1e6:.0f} MB"
        super().__init__(message, where=name, hint="请拆分文件，或删去图片后重新上传")


class DecompressionBombError(UnreadableFileError):
    """An archive whose content is out of all proportion to its size."""

    code = "decompression_bomb"

    def __init__(self, name: str, *, detail: str) -> None:
        super().__init__(f"压缩包展开后异常庞大（{detail}），已停止读取", where=name, hint="请用办公软件重新保存后上传")


class DamagedFileError(UnreadableFileError):
    """A file of a known format whose content is broken."""

    code = "damaged_file"

    def __init__(self, name: str, *, kind: str, detail: str = "") -> None:
        reason = f"（{detail}）" if detail else ""
        message = f"{kind} 文件已损坏或不完整，无法读取{reason}"
        super().__init__(message, where=name, hint="请重新下载，或用办公软件打开后另存再上传")


class EncryptedFileError(UnreadableFileError):
    """A file that asks for a password."""

    code = "encrypted_file"

    def __init__(self, name: str, *, kind: str) -> None:
        super().__init__(f"{kind} 文件已加密，需要密码才能打开", where=name, hint="请取消密码保护后重新上传")


class PictureOnlyError(UnreadableFileError):
    """A file of pictures, with no OCR engine at hand."""

    code = "picture_only"

    def __init__(self, name: str, *, kind: str) -> None:
        message = f"{kind} 只有图片、没有文字，可能是扫描件"
        hint = "请上传带文字的原件，或安装文字识别组件：pip install policymatch[ocr]（识别结果须人工核对）"
        super().__init__(message, where=name, hint=hint)


class NoMainContentError(UnreadableFileError):
    """A web page without an article in it."""

    code = "no_main_content"

    def __init__(self, name: str) -> None:
        message = "网页中只有导航、页脚等内容，没有找到正文"
        super().__init__(message, where=name, hint="请打开政策正文所在的页面，重新保存后上传")


class UnsupportedFormatError(UnreadableFileError):
    """A format that no reader knows."""

    code = "unsupported_format"

    def __init__(self, name: str, *, detail: str = "") -> None:
        message = f"不支持的文件格式{f'（{detail}）' if detail else ''}"
        hint = "支持 txt、html、docx、doc、wps、pdf、xlsx、xls、ofd 以及扫描图片"
        super().__init__(message, where=name, hint=hint)


class ComponentMissingError(UnreadableFileError):
    """A format whose reader needs a program or package that is not installed."""

    code = "component_missing"

    def __init__(self, name: str, *, kind: str, component: str, hint: str) -> None:
        super().__init__(f"读取 {kind} 文件需要 {component}，本机未安装", where=name, hint=hint)
