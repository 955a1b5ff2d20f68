"""Bringing a store to a revision of its tables, up or down, with its data, all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from policymatch.errors import ConflictError
from policymatch.store.engine import shown
from policymatch.store.transactions import take_turns

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0007"
"""The newest revision; a test holds it to the scripts."""
UNVERSIONED = "0001"
"""What stores looked like before they carried a revision."""
_BOOK = "alembic_version"


def revision(engine: Engine) -> str | None:
    """The revision of a store's tables; None where it has none yet."""
    with engine.connect() as connection:
        return _revision(connection)


def bring_up(engine: Engine) -> None:
    """Make the tables, or bring them to the newest revision; nothing is done where they are.

    Raises:
        ConflictError: the store was made by a newer version of the program.
    """
    if revision(engine) != HEAD:
        upgrade(engine)


def upgrade(engine: Engine, target: str = HEAD) -> None:
    """Go up to a revision; several processes may try at once.

    Raises:
        ConflictError: the store's revision is not one of ours.
    """
    from alembic import command

    with engine.execution_options(writes=True).begin() as connection:
        take_turns(connection, "migration")
        config = _config(connection)
        if _revision(connection) is None and inspect(connection).has_table("record"):
            command.stamp(config, UNVERSIONED)
        _check_known(connection, config)
        command.upgrade(config, target)


def downgrade(engine: Engine, target: str) -> None:
    """Go down to a revision (``base``: no tables at all); what the older tables cannot hold is lost.

    Raises:
        ConflictError: the store's revision is not one of ours.
    """
    from alembic import command

    with engine.execution_options(writes=True).begin() as connection:
        take_turns(connection, "migration")
        config = _config(connection)
        _check_known(connection, config)
        command.downgrade(config, target)


def revisions() -> tuple[str, ...]:
    """All revisions, the oldest first."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_config(None))
    return tuple(reversed([script.revision for script in scripts.walk_revisions()]))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_BOOK):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {_BOOK}")).scalar()
    return None if found is None else str(found)


def _check_known(connection: Connection, config: Config) -> None:
    from alembic.script import ScriptDirectory

    found = _revision(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise ConflictError(
            f"存储的版本 {found} 比本程序新", where=shown(connection.engine), hint="升级程序，或用旧版备份恢复"
        )


def _config(connection: Connection | None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
