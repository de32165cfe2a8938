"""The board's list of latest moves, on both databases."""

from engine.views import latest
from schemas.commands import berkas as ask
from tests.kit import PERMED, UMUM, Arsip
from tests.test_peminjaman import dipinjam
from workers.deadlines import Deadlines


async def test_the_latest_moves_are_the_last_lines_newest_first_with_their_numbers(arsip: Arsip) -> None:
    first = await arsip.daftar(nomor="11-11-11")
    second = await arsip.daftar(nomor="22-22-22")
    arsip.jam.maju(minutes=1)
    await arsip.minta(ask.Ambil, first, PERMED, tujuan=UMUM)
    await arsip.minta(ask.Simpan, second, PERMED, cara="pindai")
    with arsip.engine.connect() as connection:
        told = latest.terakhir(connection, 4, 3)
        assert [line.seq for line in latest.terakhir(connection, 2)] == [2, 1]
    assert [(line.seq, line.nomor, line.ditolak) for line in told] == [
        (4, "22-22-22", True),
        (3, "11-11-11", False),
        (2, "22-22-22", False),
    ]
    assert str(told[1].kalimat) == "Diambil dari rak untuk Poli Umum"


async def test_what_the_timer_tells_is_no_move(arsip: Arsip) -> None:
    await dipinjam(arsip)
    with arsip.engine.connect() as connection:
        before = latest.terakhir(connection, 99)
    arsip.jam.maju(days=30)
    timer = Deadlines(arsip.engine, now=arsip.jam)
    await timer.lewatkan(arsip.door)
    assert timer.ditandai == 1
    with arsip.engine.connect() as connection:
        assert latest.terakhir(connection, 99) == before
