"""The stream lies: its files deleted, cut, flipped, replaced by an old copy; strangers who write into it.

The ledger is right each time: the stream is built again whole, in another epoch wherever a reader could be misled.
"""

import asyncio
import shutil
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.torture import kawat, proses
from tests.torture.gangguan.dasar import PULIH_DETIK, baris_terakhir
from tests.torture.sistem import Sistem
from workers.compare import SISIR

BLOK: Final = "jetstream/$G/streams/JEJAK_{kode}_*/msgs/*.blk"


def direktori_hidup(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Delete the store of a running server, or its whole directory where it is ours."""
    lama, pid = epoch_kini(sistem), sistem.pid("nats")
    whole = sistem.profil == "tertanam" and acak.random() < 0.5
    shutil.rmtree(sistem.nats_dir if whole else sistem.nats_dir / "jetstream", ignore_errors=True)
    if sistem.profil == "postgres":
        _mati_hidup(sistem, lambda: None)  # a server nobody supervises goes on lying until somebody starts it again
    else:
        proses.tunggu(lambda: sistem.pid("nats") not in {None, pid}, PULIH_DETIK, "another nats-server", sela=0.05)
    # what the server wrote while it was deleted may have stayed, the stream's name with no message behind it: filled
    # again from its first line it misleads no reader
    return pulih_utuh(sistem, lama, "direktori_hidup", semua=whole, boleh_lanjut=True)


def direktori_mati(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Delete the store while the server is down."""
    del acak
    lama = epoch_kini(sistem)
    _mati_hidup(sistem, lambda: shutil.rmtree(sistem.nats_dir / "jetstream"))
    return pulih_utuh(sistem, lama, "direktori_mati")


def ekor_api(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Delete the last messages through JetStream's own interface."""
    lama = epoch_kini(sistem)
    many = acak.randint(1, 5)

    async def cut(js: Any, nama: str) -> None:
        last = (await js.stream_info(nama)).state.last_seq
        for seq in range(last, max(0, last - many), -1):
            await js.delete_msg(nama, seq)

    tangan(sistem, cut)
    return pulih_utuh(sistem, lama, "ekor_api", jumlah=many)


def lubang(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Delete one message in the middle."""
    lama = epoch_kini(sistem)

    async def hole(js: Any, nama: str) -> None:
        last = (await js.stream_info(nama)).state.last_seq
        await js.delete_msg(nama, acak.randint(2, max(2, last - 1)))

    tangan(sistem, hole)
    return pulih_utuh(sistem, lama, "lubang")


def kosong(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Purge the stream."""
    del acak
    lama = epoch_kini(sistem)

    async def purge(js: Any, nama: str) -> None:
        await js.purge_stream(nama)

    tangan(sistem, purge)
    return pulih_utuh(sistem, lama, "kosong")


def hapus(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Delete the stream."""
    del acak
    lama = epoch_kini(sistem)

    async def delete(js: Any, nama: str) -> None:
        await js.delete_stream(nama)

    tangan(sistem, delete)
    return pulih_utuh(sistem, lama, "hapus")


def orang_asing(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """A stranger publishes on the stream's own subjects: a fact nobody committed."""
    lama = epoch_kini(sistem)
    body = acak.choice([b"", b"{}", b'{"specversion":"1.0","type":"berkas.diambil.v1"}', b"\xff" * 900])

    async def publish(js: Any, nama: str) -> None:
        await js.publish(f"jejak.{sistem.fasyankes}.{nama.rpartition('_')[2]}.berkas.diambil.v1", body)

    tangan(sistem, publish)
    return pulih_utuh(sistem, lama, "orang_asing", bita=len(body))


def ekor_blok(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Cut the end off a block of messages while the server is down."""
    lama = epoch_kini(sistem)
    cut = acak.randint(1, 4000)

    def shorten() -> None:
        block = max(_blok(sistem), key=lambda path: path.stat().st_size)
        with block.open("r+b") as file:
            file.truncate(max(0, block.stat().st_size - cut))

    _mati_hidup(sistem, shorten)
    return pulih_utuh(sistem, lama, "ekor_blok", bita=cut, boleh_lanjut=True)


def bit(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Flip one bit of a block of messages while the server is down; ended in order, it trusts its index afterwards."""
    lama = epoch_kini(sistem)
    tertib = acak.random() < 0.5
    at: list[int] = []

    def flip() -> None:
        block = max(_blok(sistem), key=lambda path: path.stat().st_size)
        content = bytearray(block.read_bytes())
        at.append(acak.randrange(len(content)))
        content[at[0]] ^= 1 << acak.randrange(8)
        block.write_bytes(content)

    _mati_hidup(sistem, flip, signal.SIGTERM if tertib else signal.SIGKILL)
    _disisir(sistem)
    return pulih_utuh(sistem, lama, "bit", di=at[0], tertib=tertib, boleh_lanjut=True)


def salinan_nats(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """An old copy of the store comes back under a newer ledger; sometimes of an epoch that is gone since."""
    lama = epoch_kini(sistem)
    salinan = sistem.folder / "salinan-nats"
    shutil.rmtree(salinan, ignore_errors=True)
    _mati_hidup(sistem, lambda: shutil.copytree(sistem.nats_dir / "jetstream", salinan))
    sebelum = baris_terakhir(sistem)
    ganti = acak.random() < 0.5
    if ganti:
        kosong(sistem, acak)
    proses.tunggu(lambda: baris_terakhir(sistem) > sebelum + 30, PULIH_DETIK, "a newer ledger", sela=0.05)

    def restore() -> None:
        shutil.rmtree(sistem.nats_dir / "jetstream")
        shutil.copytree(salinan, sistem.nats_dir / "jetstream")

    _mati_hidup(sistem, restore)
    return pulih_utuh(sistem, _epoch_tertinggi(sistem) if ganti else lama, "salinan_nats", boleh_lanjut=not ganti)


def epoch_kini(sistem: Sistem) -> int:
    """The epoch of this moment."""
    found: list[int] = []

    def known() -> bool:
        found[:] = _epochs(sistem)
        return bool(found)

    proses.tunggu(known, PULIH_DETIK, "a stream", sela=0.05)
    return max(found)


def _epochs(sistem: Sistem) -> list[int]:
    start = f"JEJAK_{sistem.fasyankes}_"
    try:
        named = [one["config"]["name"] for one in kawat.aliran(str(sistem.nats_url), sistem.nats_token)]
    except (OSError, ValueError):
        return []
    return [int(name.removeprefix(start)) for name in named if name.startswith(start)]


def _epoch_tertinggi(sistem: Sistem) -> int:
    from engine import epochs
    from engine.database import connect

    engine = connect(sistem.database_url)
    try:
        with engine.connect() as connection:
            return epochs.highest(connection, sistem.fasyankes)
    finally:
        engine.dispose()


def pulih_utuh(sistem: Sistem, lama: int, cara: str, *, boleh_lanjut: bool = False, **isi: Any) -> dict[str, Any]:
    """Wait until readers have a whole stream again, of an epoch never used before; what this fault was."""
    began = time.monotonic()

    def again() -> bool:
        found = _epochs(sistem)
        return len(found) == 1 and (found[0] > lama or (boleh_lanjut and found[0] == lama))

    proses.tunggu(again, PULIH_DETIK, f"a new epoch after {cara} of {lama}", sela=0.05)
    sistem.tunggu_siap(PULIH_DETIK, lancar=True)
    waited = round(time.monotonic() - began, 3)
    return (
        {"jenis": "siaran_bohong", "sasaran": "nats", "cara": cara, "epoch": [lama, *_epochs(sistem)]}
        | isi
        | {"pulih_detik": waited}
    )


def _mati_hidup(sistem: Sistem, selagi: Callable[[], object], sinyal: signal.Signals = signal.SIGKILL) -> None:
    """End nats-server, do something to its files, have it again.

    Ours is started again by its watchdog: the app is frozen meanwhile, or it would start it under our hands.
    """
    pid = sistem.pid("nats")
    assert pid is not None
    app = sistem.henti("app") if sistem.profil == "tertanam" else None
    try:
        proses.kirim(pid, sinyal)
        if app is None:
            sistem.tunggu_mati("nats")
        else:  # its parent is frozen and does not take note of its end
            proses.tunggu(lambda: not proses.hidup(pid), PULIH_DETIK, "the end of nats-server")
        selagi()
    finally:
        if app is not None:
            proses.kirim(app, signal.SIGCONT)
    if app is None:
        sistem.mulai()
    else:
        proses.tunggu(lambda: sistem.pid("nats") not in {None, pid}, PULIH_DETIK, "another nats-server", sela=0.02)


def tangan(sistem: Sistem, work: Callable[[Any, str], Awaitable[None]]) -> None:
    """A stranger's hand in the server, with the right token."""

    async def reach() -> None:
        from engine.relay import NatsTujuan
        from workers.streams import sambung

        async with sambung(NatsTujuan(str(sistem.nats_url), sistem.nats_token)) as client:
            js = client.jetstream(timeout=5)
            await work(js, f"JEJAK_{sistem.fasyankes}_{max(_epochs(sistem))}")

    asyncio.run(reach())


def _disisir(sistem: Sistem) -> None:
    """Give the relay the time to go through the whole stream once: a page a second, and a second more."""
    time.sleep(baris_terakhir(sistem) / SISIR + 2)


def _blok(sistem: Sistem) -> list[Path]:
    return list(sistem.nats_dir.glob(BLOK.format(kode=sistem.fasyankes)))
