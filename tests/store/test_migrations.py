"""Tables go up and down with their data, alone or several at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text

from policymatch.errors import ConflictError, UnreadableFileError
from policymatch.registry.lifecycle import EventKind, Status
from policymatch.store.engine import open_store
from policymatch.store.migrating import HEAD, bring_up, downgrade, revision, revisions, upgrade
from policymatch.store.policies import placed, publish, record_event
from policymatch.store.tables import APPEND_ONLY, METADATA
from policymatch.store.transactions import reading, writing
from tests.databases import NewStore
from tests.store.samples import NOW, TODAY, shelf


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA))


def test_the_newest_revision_has_exactly_the_tables_of_the_models(engine: Engine) -> None:
    assert revision(engine) == HEAD == revisions()[-1]
    assert differences(engine) == []


def test_up_and_down_keeps_versions_and_how_they_stand(engine: Engine) -> None:
    with writing(engine) as session:
        for name in ("a-1", "b-1", "c-1"):
            publish(session, shelf(policy_id=name), recorded_on=TODAY)
        said = {"reason": "资金用完", "actor": "li", "now": NOW, "holds_from": TODAY}
        record_event(session, "a-1", 1, EventKind.SUSPENDED, next_check_on=date(2026, 9, 1), **said)
        record_event(session, "b-1", 1, EventKind.SUSPENDED, next_check_on=date(2026, 9, 1), **said)
        record_event(session, "b-1", 1, EventKind.RESUMED, **said)
        record_event(session, "c-1", 1, EventKind.SUSPENDED, next_check_on=date(2026, 9, 1), item_id="staff", **said)
    downgrade(engine, "0001")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT policy_id, status, content_hash FROM policy_version ORDER BY 1")).all()
    assert [row[1] for row in rows] == ["SUSPENDED", "PUBLISHED", "PUBLISHED"]
    upgrade(engine)
    with reading(engine) as session:
        found = placed(session, TODAY)
    assert [(one.row.policy_id, one.status) for one in found] == [
        ("a-1", Status.SUSPENDED), ("b-1", Status.IN_FORCE), ("c-1", Status.IN_FORCE),
    ]  # fmt: skip
    assert [one.row.content_hash for one in found] == [row[2] for row in rows]
    assert differences(engine) == []


def test_down_to_nothing_and_up_again(engine: Engine) -> None:
    downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    bring_up(engine)
    assert differences(engine) == []


def test_a_store_without_a_revision_is_taken_as_the_first_and_brought_up(engine: Engine) -> None:
    downgrade(engine, "0001")
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text("INSERT INTO data_source (name) VALUES ('tax')"))
    bring_up(engine)
    assert revision(engine) == HEAD
    with engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM data_source")).scalar() == "tax"


def test_a_newer_store_is_refused_and_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConflictError, match="比本程序新"):
        bring_up(engine)
    assert revision(engine) == "9999"


def test_several_processes_may_bring_a_store_up_at_once(new_store: NewStore) -> None:
    url = new_store(empty=True)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: open_store(url).dispose(), range(4)))
    assert differences(create_engine(url)) == []


def test_an_address_that_answers_nobody_is_said_without_its_password() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        open_store("postgresql+psycopg://u:geheim@127.0.0.1:1/x?connect_timeout=1")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(("url", "said"), [("mysql://u@h/d", "驱动"), ("nirgends://x", "不是存储地址")])
def test_an_address_of_no_known_database(url: str, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        open_store(url)


def test_the_guarded_tables_are_those_of_the_migration() -> None:
    from importlib import import_module

    names = ("0002_registry_and_service", "0004_applications", "0006_supervision")
    scripts = [import_module(f"policymatch.store.migrations.versions.{name}") for name in names]
    assert tuple(table for script in scripts for table in script.GUARDED) == APPEND_ONLY
