"""A projection killed at any moment: effect and cursor stand or fall together, and a restart goes on from there."""

import pytest
from sqlalchemy import Engine, update

from engine import tables as t
from engine.database import writing
from engine.points import Titik
from engine.projections import sensus
from engine.projections.rebuild import banding
from schemas.commands import kunjungan as ask
from schemas.names import CaraKeluar
from tests.anak_proyeksi import MATI, SEKALI
from tests.berjalan import jalankan
from tests.kit import PKM, Arsip
from tests.klinik import klinik_baru
from tests.proyeksi import bernama, hari_kerja, isi, jumlah, kepala, kursor, proyektor, racun, sama_dengan_buku, surat


def hidup(url: str, point: str, what: str, *nama: str) -> int:
    """Let a child work; how it ended."""
    return jalankan("tests.anak_proyeksi", url, point, what, *nama).returncode


@pytest.mark.parametrize(
    ("point", "applied"),
    [
        (Titik.PROYEKSI_SEBELUM_TULIS, 2 * SEKALI),
        (Titik.PROYEKSI_SEBELUM_COMMIT, 2 * SEKALI),
        (Titik.PROYEKSI_SESUDAH_COMMIT, 3 * SEKALI),
    ],
)
async def test_dying_around_the_commit_effect_and_cursor_stand_or_fall_together(
    arsip: Arsip, url: str, point: Titik, applied: int
) -> None:
    await hari_kerja(arsip, 5)
    bad = racun(arsip.engine)
    await hari_kerja(arsip, 3)
    assert hidup(url, point, "terus") == MATI
    assert kursor(arsip.engine) == applied == sama_dengan_buku(arsip.engine) == jumlah(arsip.engine)
    assert hidup(url, "-", "terus") == 0
    assert kursor(arsip.engine) == kepala(arsip.engine) == jumlah(arsip.engine) + 1
    assert surat(arsip.engine) == [(bad, "buku", "KeyError", 1, False)]
    sama_dengan_buku(arsip.engine)


async def test_a_rebuild_killed_in_the_middle_leaves_the_old_table_and_can_be_done_again(
    arsip: Arsip, url: str
) -> None:
    last = await hari_kerja(arsip, 6)
    proyektor(arsip.engine).kejar()
    spoil(arsip.engine)
    before = isi(arsip.engine)
    assert hidup(url, Titik.PROYEKSI_TENGAH_BANGUN, "bangun") == MATI
    assert (isi(arsip.engine), kursor(arsip.engine)) == (before, last)
    assert hidup(url, "-", "bangun") == 0
    assert isi(arsip.engine) != before
    assert sama_dengan_buku(arsip.engine) == last == jumlah(arsip.engine)


async def test_a_rebuild_killed_while_it_takes_the_old_tables_place_leaves_one_of_the_two(
    arsip: Arsip, url: str
) -> None:
    last = await hari_kerja(arsip, 1)
    assert last <= SEKALI
    await hari_kerja(arsip, 2)
    last = kepala(arsip.engine)
    assert SEKALI < last <= 2 * SEKALI  # two pages, so that the third passing is between the old rows and the new
    proyektor(arsip.engine).kejar()
    spoil(arsip.engine)
    before = isi(arsip.engine)
    assert hidup(url, Titik.PROYEKSI_TENGAH_BANGUN, "bangun") == MATI
    assert isi(arsip.engine) == before
    assert hidup(url, "-", "bangun") == 0
    assert sama_dengan_buku(arsip.engine) == last == jumlah(arsip.engine)


def spoil(engine: Engine) -> None:
    """Falsify the table, so that a rebuild has something to mend."""
    with writing(engine).begin() as connection:
        connection.execute(update(t.rekap_gerak).values(jumlah=t.rekap_gerak.c.jumlah + 1))


async def test_a_census_killed_before_the_commit_is_at_any_time_what_a_rebuild_makes(arsip: Arsip, url: str) -> None:
    klinik = klinik_baru(arsip)
    for bed in ("M1-A", "M1-B", "M3-A"):
        visit = await klinik.dirawat(bed)
        await klinik.minta(ask.Pindahkan, subjek=visit.id, tempat_tidur="M3-B")
        await klinik.minta(ask.Selesaikan, subjek=visit.id, cara_keluar=CaraKeluar.DIRUJUK)
        await klinik.minta(ask.BukaLagi, subjek=visit.id)
        await klinik.minta(ask.Selesaikan, subjek=visit.id, cara_keluar=CaraKeluar.IZIN_DOKTER)
    census = bernama(sensus.NAMA)
    assert hidup(url, Titik.PROYEKSI_SEBELUM_COMMIT, "terus", sensus.NAMA) == MATI
    halfway = banding(arsip.engine, PKM.kode, census)
    assert halfway.sama, halfway
    assert 0 < halfway.seq < kepala(arsip.engine)
    assert hidup(url, "-", "terus", sensus.NAMA) == 0
    whole = banding(arsip.engine, PKM.kode, census)
    assert (whole.sama, whole.seq) == (True, kepala(arsip.engine)), whole
