"""The checker's rule on searches: what is missing is looked for, however it came to be missing."""

from pathlib import Path

from tests.torture.contoh_bukti import SATU, Baris, Dunia
from tests.torture.pemeriksa.bukti import Bukti, Temuan
from tests.torture.pemeriksa.buku import jejak
from tests.torture.pemeriksa.lipat import Riwayat
from tests.torture.pemeriksa.pencarian import Pencarian

CARI = "00000000-0000-0000-0000-000000000901"


def hari(*, dibuka_lagi: bool) -> Dunia:
    """Reported missing, looked for, found, and the find undone."""
    dunia = Dunia()
    dunia.tulis(SATU, "berkas.didaftarkan.v1", SATU, "baru", "disimpan", pembawa="fisik", di="RM")
    dunia.tulis("a", "berkas.dilaporkan_hilang.v1", SATU, "disimpan", "hilang", di="RM")
    dunia.tulis("b", "pencarian.dimulai.v1", CARI, "baru", "berjalan", berkas=SATU, sebab="dilaporkan_hilang")
    found = dunia.tulis("c", "berkas.ditemukan.v1", SATU, "hilang", "ditemukan", unit="RM", di="RM")
    dunia.tulis("d", "pencarian.ditemukan.v1", CARI, "berjalan", "ditemukan", letak="meja")
    pulihan: Baris = {"keadaan": "hilang", "lokasi": "RM", "kembali_lewat": False, "tempo_lewat": False}
    isi = {"versi_diurungkan": found["versi"], "pulihan": pulihan | {"sejak": found["dicatat_pada"]}}
    dunia.tulis("e", "berkas.gerak_diurungkan.v1", SATU, "ditemukan", "hilang", **isi)
    if dibuka_lagi:
        dunia.tulis("f", "pencarian.dibuka_lagi.v1", CARI, "ditemukan", "berjalan")
    return dunia


def dinilai(dunia: Dunia, folder: Path) -> set[str]:
    """What the rule finds wrong with a day."""
    temuan = Temuan()
    aturan, berkas = Pencarian(Bukti.buka(folder, temuan)), Riwayat()
    sebelum = {satu.jenis for satu in temuan.semua()}
    for baris in dunia.buku:
        aturan.dengar(jejak(baris))
        if baris["subjek"] == SATU:
            berkas.langkah(jejak(baris), lambda *_: None)
    aturan.periksa({SATU: berkas})
    return {satu.jenis for satu in temuan.semua()} - sebelum


def test_a_find_undone_without_a_search_opened_again_is_found_out(tmp_path: Path) -> None:
    assert dinilai(hari(dibuka_lagi=False), tmp_path) == {"tidak_dicari"}


def test_a_search_opened_again_with_the_undone_find_is_clean(tmp_path: Path) -> None:
    assert dinilai(hari(dibuka_lagi=True), tmp_path) == set()
