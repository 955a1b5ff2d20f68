"""``policymatch demo``: the whole story on a store of its own, told for a newcomer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from policymatch.errors import ConflictError

if TYPE_CHECKING:
    from policymatch.push.channels.parcels import Parcel, Sent

Keep = Annotated[Path | None, typer.Option("--keep", help="把数据留在这个（空的）文件夹；默认不留任何东西。")]
SENDER = "zhengce@gov.example"


def mount(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(demo)


class MailFolder:
    """A mail channel that lays mails into a folder instead of sending them."""

    name = "smtp"
    knows_again = True
    kept_here = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, parcel: Parcel) -> Sent:
        """Lay one mail down under its id."""
        from policymatch.push.channels.parcels import Sent
        from policymatch.push.channels.smtp import write_mail

        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / f"{parcel.id}.eml").write_bytes(write_mail(parcel, sender=SENDER).as_bytes())
        return Sent("kept", delivered=True)

    def close(self) -> None:
        """Nothing is open."""


def demo(keep: Keep = None) -> None:
    """演示全程：发布、匹配、推送、一次办、办理、兑付、评价、督查；用虚构数据与临时存储，不发送任何外部消息。"""
    from policymatch.cli.home import remember_day, store_url
    from policymatch.cli.tale import Tale
    from policymatch.push.channels.inbox import Inbox
    from policymatch.store.engine import open_store

    started = perf_counter()
    with _folder(keep) as folder:
        engine = open_store(store_url(folder))
        tale = Tale(engine, folder, {"inbox": Inbox(), "smtp": MailFolder(folder / "mail")})
        for number, scene in enumerate(tale.scenes(), 1):
            typer.secho(f"\n{number:>2}. {scene.title}", bold=True)
            for line in scene.lines:
                typer.echo(f"    {line}")
        engine.dispose()
        remember_day(folder, tale.day)
    typer.echo(f"\n用时 {perf_counter() - started:.0f} 秒；" + (f"数据留在 {keep}/" if keep else "临时数据已清除"))


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is None:
        with TemporaryDirectory(prefix="policymatch-demo-") as made:
            yield Path(made)
        return
    if keep.exists() and any(keep.iterdir()):
        raise ConflictError("文件夹不是空的", where=str(keep), hint="换一个空文件夹，以免覆盖已有数据")
    keep.mkdir(parents=True, exist_ok=True)
    yield keep
