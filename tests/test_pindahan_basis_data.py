"""What an import asks the database most, on both databases."""

from pathlib import Path

import pytest

from engine.facility import baru
from schemas.commands.berkas import Daftarkan
from schemas.names import BerkasId
from tests.kit import PERMED, Arsip, wish
from tests.pindahan import TIGA, Pindahan, angka, di_loket


@pytest.fixture
def pindahan(arsip: Arsip, tmp_path: Path) -> Pindahan:
    """A facility to import into."""
    return Pindahan(arsip.engine, arsip.door, tmp_path)


def test_patients_and_their_folders_come_over_once(pindahan: Pindahan) -> None:
    assert angka(pindahan.impor(*TIGA)) == (3, 0, 3, 0, 0, 0)
    assert pindahan.pasien() == {
        "000001": ("Contoh Satu", "Jl. Satu"),
        "000002": ("Contoh Dua", "Jl. Dua"),
        "000003": ("Contoh Tiga", ""),
    }
    lines = pindahan.baris_buku()
    assert angka(pindahan.impor(*TIGA)) == (0, 0, 0, 0, 3, 0)
    assert pindahan.baris_buku() == lines == 6


def test_a_corrected_file_brings_only_what_is_new_or_changed(pindahan: Pindahan) -> None:
    pindahan.impor(*TIGA[:2], "000003;Contoh 3;;;;;;")
    lagi = pindahan.impor(TIGA[0], TIGA[1].replace("Jl. Dua", "Jl. Baru"), TIGA[2], "000004;Contoh Empat;;;;;;")
    assert angka(lagi) == (2, 1, 2, 0, 1, 0)
    assert pindahan.pasien()["000002"] == ("Contoh Dua", "Jl. Baru")
    assert angka(pindahan.impor(*TIGA)) == (0, 1, 0, 0, 2, 0), "back to what it was: changed again"


async def test_a_folder_that_is_there_without_a_patient_is_linked_and_not_registered_again(pindahan: Pindahan) -> None:
    await pindahan.door.execute(wish(Daftarkan, BerkasId(baru()), PERMED, nomor="00-00-01"))
    assert angka(pindahan.impor(TIGA[0])) == (1, 0, 0, 1, 0, 0)
    assert pindahan.pasien() == {"00-00-01": ("Contoh Satu", "Jl. Satu")}
    assert angka(pindahan.impor(TIGA[0])) == (0, 0, 0, 0, 1, 0)


async def test_possible_doubles_are_reported_and_never_merged(pindahan: Pindahan) -> None:
    await di_loket(pindahan, "900001", nama="Orang Lain", nik="6171014107900001")
    await di_loket(pindahan, "900002", nama="Dua Conto", tanggal_lahir="1985-01-31")
    hasil = pindahan.impor(*TIGA)
    assert angka(hasil) == (3, 0, 3, 0, 0, 0)
    assert [(one.baris, one.kode) for one in hasil.catatan.semua] == [(2, "mungkin_kembar"), (3, "mungkin_kembar")]
