"""The projection behind the reports of completeness: it equals a naive recount of the ledger, whatever happens."""

from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from engine import tables as t
from engine.database import connect
from engine.execute import Accepted
from engine.projections import letters, ulangi
from engine.projections.analisis import analisis
from engine.projections.analisis_baris import Macam
from engine.projections.analisis_lipat import PERUBAHAN
from engine.projections.kinds import Berita, terapkan
from engine.projections.projector import Proyektor
from engine.projections.rebuild import banding
from schemas.commands import berkas as ask
from tests.kit import PKM, UMUM, Arsip
from tests.laporan_dunia import Dunia
from tests.laporan_oracle import Hitung, oracle


def terhitung(zona: str, buku: list[Berita], potong: int) -> tuple[Hitung, list[tuple[Any, ...]]]:
    """The counts as the projection makes them, so many lines a transaction; and its rows."""
    engine = connect("sqlite://")
    proyeksi = analisis(zona)
    with engine.connect() as connection:
        for tabel in proyeksi.semua_tabel:
            tabel.create(connection)
        for start in range(0, len(buku), potong):
            assert terapkan(connection, proyeksi, buku[start : start + potong]) == []
        sets = {row.susunan: row.formulir[1:-1] for row in connection.execute(select(t.analisis_susunan))}
        found: Hitung = Counter()
        for *key, rinci, jumlah in connection.execute(select(t.analisis_hitungan)):
            found[*key, sets.get(rinci, rinci)] = jumlah
        rows = [tuple(row) for tabel in proyeksi.semua_tabel for row in connection.execute(select(tabel))]
    engine.dispose()
    return found, sorted(rows, key=str)


LANGKAH = (
    *("waktu", "ambil", "ambil", "terima", "terima", "kembali", "kembali", "kembali", "rakit", "rakit", "rakit"),
    *("putusan", "putusan", "putusan", "putusan", "urungkan", "kurang", "kurang", "tutup", "lengkapi", "ke_unit"),
    *("lewat", "visit", "visit", "simpan", "jadwalkan", "pindahkan"),
)
"""What may happen, the likelier the more often it stands here."""


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(LANGKAH), st.integers(0, 7)), max_size=80), st.integers(1, 9))
def test_the_counts_are_what_a_naive_recount_of_the_ledger_makes(steps: list[tuple[str, int]], potong: int) -> None:
    dunia = Dunia()
    for pilihan, rinci in [("visit", 0), ("visit", 1), *steps]:
        dunia.langkah(pilihan, rinci)
    found, rows = terhitung("WIB", dunia.buku, potong)
    assert found == +oracle(dunia.buku, 7)
    assert terhitung("WIB", dunia.buku, 10**6)[1] == rows


@pytest.mark.parametrize(
    ("zona", "saat", "bulan"),
    [
        ("WIB", "2026-03-31T16:59:59", "2026-03"),
        ("WIB", "2026-03-31T17:00:00", "2026-04"),
        ("WITA", "2026-03-31T16:00:00", "2026-04"),
        ("WIT", "2026-12-31T14:59:59", "2026-12"),
        ("WIT", "2026-12-31T15:00:00", "2027-01"),
        ("WIB", "2028-02-28T17:00:00", "2028-02"),  # the leap day
        ("WIB", "2028-02-29T17:00:00", "2028-03"),
    ],
)
def test_a_month_ends_at_midnight_of_the_facilitys_clock(zona: str, saat: str, bulan: str) -> None:
    buku = [
        Berita(1, "berkas.kembali.v1", "b", 2, saat, None, {"dari": "di_poli", "ke": "kembali"}),
        Berita(2, "berkas.lengkap.v1", "b", 3, datetime.fromisoformat(saat).isoformat(), None, {"formulir": None}),
    ]
    found, _ = terhitung(zona, buku, 9)
    assert {(key[0], key[1]) for key in found} == {(bulan, Macam.DIKEMBALIKAN), (bulan, Macam.DIPERIKSA)}


@pytest.mark.parametrize(("kembali", "tepat"), [("2026-03-03T01:00:00", 1), ("2026-03-03T01:00:01", 0)])
def test_a_folder_is_in_time_at_the_very_instant_it_is_due(kembali: str, tepat: int) -> None:
    due = {"unit": "UMUM", "kembali_sebelum": "2026-03-03T01:00:00Z"}
    buku = [
        Berita(1, "berkas.diterima.v1", "b", 2, "2026-03-02T01:00:00", None, due),
        Berita(2, "berkas.kembali.v1", "b", 3, kembali, None, {"dari": "di_poli", "ke": "kembali"}),
    ]
    found, _ = terhitung("WIB", buku, 9)
    assert sum(n for key, n in found.items() if key[1] == Macam.TEPAT) == tepat
    assert sum(n for key, n in found.items() if key[1] == Macam.DINILAI) == 1


def test_a_line_of_a_newer_version_is_parked_rather_than_miscounted() -> None:
    engine = connect("sqlite://")
    proyeksi = analisis("WIB")
    with engine.connect() as connection:
        for tabel in proyeksi.semua_tabel:
            tabel.create(connection)
        lines = [Berita(n, jenis, "b", n, "2026-03-02T01:00:00", None, {}) for n, jenis in enumerate(
            ("berkas.kembali.v1", "berkas.lengkap.v9", "berkas.dipinjamkan.v9"), 1)]  # fmt: skip
        assert [one.seq for one in terapkan(connection, proyeksi, lines)] == [2]
    engine.dispose()


async def test_what_was_parked_and_can_be_read_now_is_counted_as_a_rebuild_counts_it(
    arsip: Arsip, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came after it was counted without it: applied late, the return would be one that nobody analysed."""
    folder, proyeksi = await arsip.daftar(), analisis("WIB")
    steps: tuple[tuple[Any, dict[str, Any]], ...] = (
        (ask.Ambil, {"tujuan": UMUM}),
        (ask.TerimaDiUnit, {"unit": UMUM}),
        (ask.TerimaKembali, {"cara_kembali": "diantar"}),
        (ask.Rakit, {}),
        (ask.NyatakanLengkap, {}),
    )
    for kind, isi in steps:
        assert isinstance(await arsip.minta(kind, folder, **isi), Accepted)
    with monkeypatch.context() as old:
        old.delitem(PERUBAHAN, "berkas.kembali.v1")  # a version that did not know it yet
        Proyektor(arsip.engine, PKM.kode, proyeksi).kejar()
        before = berisi(arsip.engine)
        assert ulangi.coba_lagi(arsip.engine, PKM.kode, proyeksi) == letters.Hasil((), (4,))
        assert (berisi(arsip.engine), menunggu(arsip.engine)) == (before, [(4, 2)])  # tried, and nothing came of it
    assert not banding(arsip.engine, PKM.kode, proyeksi).sama
    assert ulangi.coba_lagi(arsip.engine, PKM.kode, proyeksi) == letters.Hasil((4,), ())
    assert banding(arsip.engine, PKM.kode, proyeksi).sama
    assert [(row.kembali != "", row.putusan) for row in berisi(arsip.engine)] == [(True, "lengkap")]
    assert menunggu(arsip.engine) == []
    assert ulangi.coba_lagi(arsip.engine, PKM.kode, proyeksi) == letters.Hasil((), ())


def berisi(engine: Engine) -> list[Any]:
    """The analyses there are."""
    with engine.connect() as connection:
        return list(connection.execute(select(t.analisis)))


def menunggu(engine: Engine) -> list[tuple[int, int]]:
    """The letters that wait: of which line, tried how often."""
    with engine.connect() as connection:
        return [(one.seq, one.percobaan) for one in letters.daftar(connection)]
