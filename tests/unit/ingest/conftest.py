"""A store in memory and small sources for the tests of ingest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from policymatch.profiles.specfiles import read_spec
from policymatch.profiles.specs import SourceSpec
from policymatch.store.engine import open_store
from tests.databases import NewStore

CODES = ("91440115X000000012", "91340100149049806Q", "91110000600037341L", "913408007110177576", "91340100728490452L")

STAFF = """
id: staff
title: 参保信息
department: 人社局
catalogue: {list: 职能数据, code: C1, title: 参保}
key: [信用代码, 年度]
columns:
  信用代码: {role: subject}
  单位名称: {role: name, on_error: value}
  年度: {role: year}
  参保人数: {field: insured_employees, authority: true}
  经办人: {role: person, on_error: value}
"""

LISTED = """
id: listed
title: 失信名单
department: 发改委
catalogue: {list: 公共数据, code: C2, title: 失信}
delivery: full
fresh_days: 45
key: [信用代码, 认定日期]
asserts: [{field: dishonest, value: true}]
complete: [{field: dishonest, since: 2020-01-01}]
columns:
  信用代码: {role: subject}
  认定日期: {role: from, required: true}
  退出日期: {role: to}
"""

REGISTER = """
id: register
title: 登记
department: 市场监督管理局
catalogue: {list: 职能数据, code: C3, title: 登记}
key: [信用代码]
places: {address: 住所, authority: true}
columns:
  信用代码: {headers: [code], role: subject}
  企业名称: {headers: [name], role: name, required: true}
  原注册号: {role: former_number, on_error: value}
  注册资本: {headers: [注册资本(万元)], field: registered_capital, unit: 万元, authority: true}
  法定代表人: {role: person, on_error: value}
  住所: {headers: [address], role: address}
"""


@pytest.fixture
def engine(new_sqlite: NewStore) -> Iterator[Engine]:
    made = open_store(new_sqlite())
    yield made
    made.dispose()


@pytest.fixture
def staff() -> SourceSpec:
    return read_spec(STAFF, where="staff.yaml")


@pytest.fixture
def listed() -> SourceSpec:
    return read_spec(LISTED, where="listed.yaml")


@pytest.fixture
def register() -> SourceSpec:
    return read_spec(REGISTER, where="register.yaml")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Write a CSV of lines and give its path."""

    def made(name: str, *lines: str, encoding: str = "utf-8") -> str:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding=encoding)
        return str(path)

    return made
