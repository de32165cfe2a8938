"""Word of a commit reaches other processes' readers; without it they only wait for their sweep."""

import threading

import pytest

from engine.announce import Listener
from engine.database import connect
from engine.execute import Accepted
from schemas.commands import berkas as ask
from tests.kit import GIGI, Arsip


def _needs_notify(arsip: Arsip) -> None:
    if arsip.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no NOTIFY: readers sweep every second")


async def test_a_commit_is_heard_on_another_connection_and_a_refusal_is_not(arsip: Arsip) -> None:
    _needs_notify(arsip)
    heard: list[int] = []
    reached = threading.Event()

    def woken(seq: int) -> None:
        heard.append(seq)
        if seq >= 3:
            reached.set()

    berkas = await arsip.daftar()
    other = connect(arsip.engine.url.render_as_string(hide_password=False))
    listener = Listener(other, woken).open()
    try:
        while not heard:  # the listener may still be on its way to LISTEN
            await arsip.minta(ask.CatatTerlihat, berkas, di="GIGI")
        refused = await arsip.minta(ask.Simpan, berkas)
        moved = await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
        assert not isinstance(refused, Accepted)
        assert isinstance(moved, Accepted)
        assert reached.wait(10)
        assert heard == sorted(set(heard))
    finally:
        listener.close()
        other.dispose()


async def test_the_listener_comes_back_after_the_database_cut_it_off(arsip: Arsip) -> None:
    _needs_notify(arsip)
    heard: list[int] = []
    listener = Listener(arsip.engine, heard.append).open()
    try:
        berkas = await arsip.daftar()
        for _ in range(2):
            seen = len(heard)
            while len(heard) == seen:
                await arsip.minta(ask.CatatTerlihat, berkas, di="GIGI")
            with arsip.engine.connect() as connection:
                connection.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%%'"
                )
    finally:
        listener.close()
