"""The checker's rule on requests: a legal walk, and nothing said to be on its way that is not."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.torture.contoh_bukti import SATU, Dunia
from tests.torture.pemeriksa.bukti import Bukti, Temuan
from tests.torture.pemeriksa.buku import jejak
from tests.torture.pemeriksa.lipat import Riwayat
from tests.torture.pemeriksa.permintaan import LANGKAH, Permintaan
from tests.torture.pemeriksa.tenggat import Aturan, Halangan, Tenggat

MINTA, LAIN = "00000000-0000-0000-0000-000000000902", "00000000-0000-0000-0000-000000000903"


def pagi(*, pulang: bool = False, dua: bool = False, tertutup: bool = False) -> Dunia:
    """Asked for, pulled, on its way; and what may be wrong with that."""
    dunia = Dunia()
    dunia.tulis(SATU, "berkas.didaftarkan.v1", SATU, "baru", "disimpan", pembawa="fisik", di="RM")
    isi = {"berkas": SATU, "unit": "GIGI", "berlaku_sampai": dunia.saat + timedelta(days=1)}
    dunia.tulis("a", "permintaan.dibuat.v1", MINTA, "baru", "menunggu", **isi)
    if dua:
        dunia.tulis("b", "permintaan.dibuat.v1", LAIN, "baru", "menunggu", **isi)
    dunia.tulis("c", "berkas.diambil.v1", SATU, "disimpan", "diambil", tujuan="GIGI", di="RM")
    if tertutup:
        dunia.tulis("d", "permintaan.dibatalkan.v1", MINTA, "menunggu", "dibatalkan", sebab="pasien_batal")
    dunia.tulis("e", "permintaan.dikirim.v1", MINTA, "menunggu", "dikirim")
    if dua:
        dunia.tulis("f", "permintaan.dikirim.v1", LAIN, "menunggu", "dikirim")
    if pulang:
        dunia.tulis("g", "berkas.kembali.v1", SATU, "diambil", "kembali", cara_kembali="diantar", di="RM")
    return dunia


@pytest.mark.parametrize(
    ("dunia", "jenis"),
    [
        (pagi(), set()),
        (pagi(pulang=True), {"permintaan_menggantung"}),
        (pagi(dua=True), {"dua_kali"}),
        (pagi(tertutup=True), {"langkah_terlarang"}),
    ],
)
def test_each_fault_is_named_for_what_it_is(dunia: Dunia, jenis: set[str], tmp_path: Path) -> None:
    temuan = Temuan()
    bukti = Bukti.buka(tmp_path, temuan)
    tenggat = Tenggat(bukti, Halangan.baca(bukti), Aturan(bukti))
    aturan, berkas = Permintaan(bukti, tenggat), Riwayat()
    before = {satu.jenis for satu in temuan.semua()}
    for baris in dunia.buku:
        aturan.dengar(jejak(baris))
        if baris["subjek"] == SATU:
            berkas.langkah(jejak(baris), lambda *_: None)
    aturan.periksa({SATU: berkas})
    found = {satu.jenis for satu in temuan.semua()} - before
    assert found - {"permintaan_bukan_jumlah"} == jenis
    assert "permintaan_bukan_jumlah" in found, "a table that lacks them is told too"


def test_the_checkers_walk_ends_where_the_fields_procedure_ends() -> None:
    ends = {ke for moves in LANGKAH.values() for ke in moves.values()} - LANGKAH.keys()
    assert ends == {"dibatalkan", "kedaluwarsa"}
