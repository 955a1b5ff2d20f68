"""YAML read strictly: no duplicate keys, only plain data; errors name file, line and what to do."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

from policymatch.errors import DocumentError, DuplicateKeyError

FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(FastLoader):  # type: ignore[misc]
    """The safe loader, refusing a key that stands twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                line = key_node.start_mark.line + 1
                raise DuplicateKeyError(f"键“{key}”重复", where=f"第{line}行", hint="同一映射中每个键只写一次")
            seen.add(key)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


def load_yaml(text: str, *, where: str) -> Any:
    """Read one YAML document as plain data.

    Raises:
        DuplicateKeyError: a key stands twice in one mapping.
        DocumentError: the text is no YAML.
    """
    try:
        return yaml.load(text, Loader=_StrictLoader)
    except DuplicateKeyError as error:
        raise error.at(where) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{where} 第{mark.line + 1}行" if mark else where
        raise DocumentError("YAML 格式错误", where=place, hint="检查缩进、引号与冒号") from error


def dump_yaml(data: Any) -> str:
    """Plain data as YAML in block style, keys in their order, Chinese unescaped."""
    return str(yaml.dump(data, allow_unicode=True, sort_keys=False, width=120, default_flow_style=False))
