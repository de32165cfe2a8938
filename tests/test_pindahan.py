"""Patients brought over: rehearsed, once, only what is new or changed, never over what people wrote in Jejak."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from engine import tables as t
from engine.execute import FrontDoor
from engine.facility import baru
from engine.impor.peta import PRATATA
from engine.pindahan.jalan import Berkas, Hasil, Impor
from engine.pindahan.rencana import Asal
from schemas.commands import pasien as ask_pasien
from schemas.commands.berkas import Daftarkan, Kaitkan
from schemas.commands.pasien import Identitas
from schemas.names import BerkasId
from tests.kit import LOKET, PERMED, PKM, Arsip, wish
from tests.lembar import HARI_INI, csv

JUDUL = "no_rkm_medis;nm_pasien;no_ktp;tgl_lahir;jk;alamat;no_tlp;no_kk"
TIGA = (
    "000001;Contoh Satu;6171014107900001;1990-07-01;P;Jl. Satu;;",
    "000002;Contoh Dua;-;1985-01-31;L;Jl. Dua;;",
    "000003;Contoh Tiga;;;;;;",
)


class Pindahan:
    """A facility, and files brought to it."""

    def __init__(self, engine: Engine, door: FrontDoor, folder: Path) -> None:
        self.engine, self.door, self.folder = engine, door, folder

    def impor(self, *rows: str, sungguh: bool = True, sistem: str = "khanza", berhenti_di: int | None = None) -> Hasil:
        """Import these rows."""
        berkas = Berkas(csv(self.folder, "\n".join((JUDUL, *rows)) + "\n"), PRATATA["otomatis"])
        made = Impor(self.engine, berkas, Asal(PKM.kode, sistem, PERMED), HARI_INI, self.door if sungguh else None)
        if berhenti_di is not None:
            made.maju = lambda hasil: hasil.baris < berhenti_di
        return made.jalankan()

    def pasien(self) -> dict[str, tuple[str, ...]]:
        """By number: the name and the address of the folder's patient."""
        query = select(t.berkas.c.nomor, t.pasien.c.nama, t.pasien.c.alamat).join(
            t.pasien, t.pasien.c.id == t.berkas.c.pasien
        )
        with self.engine.connect() as connection:
            return {row.nomor: (row.nama, row.alamat or "") for row in connection.execute(query)}

    def baris_buku(self) -> int:
        """Lines in the ledger."""
        with self.engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(t.jejak)).scalar_one())

    def id_pasien(self, nomor: str) -> str:
        """Whose folder it is."""
        with self.engine.connect() as connection:
            return str(connection.execute(select(t.berkas.c.pasien).where(t.berkas.c.nomor == nomor)).scalar_one())


@pytest.fixture
def pindahan(arsip: Arsip, tmp_path: Path) -> Pindahan:
    """A facility to import into."""
    return Pindahan(arsip.engine, arsip.door, tmp_path)


def angka(hasil: Hasil) -> tuple[int, int, int, int, int, int]:
    """Registered, changed, new folders, linked folders, same, refused."""
    return (
        hasil.pasien_baru,
        hasil.pasien_diubah,
        hasil.berkas_baru,
        hasil.berkas_dikaitkan,
        hasil.sama,
        hasil.catatan.baris_ditolak,
    )


def test_a_rehearsal_tells_what_would_happen_and_writes_nothing(pindahan: Pindahan) -> None:
    assert angka(pindahan.impor(*TIGA, "-;-;;;;;;", sungguh=False)) == (3, 0, 3, 0, 0, 1)
    assert pindahan.baris_buku() == 0


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


def test_what_a_file_leaves_empty_takes_nothing_away(pindahan: Pindahan) -> None:
    pindahan.impor(TIGA[0])
    assert angka(pindahan.impor("000001;Contoh Satu;;;;;;")) == (0, 0, 0, 0, 1, 0)
    assert pindahan.pasien()["000001"] == ("Contoh Satu", "Jl. Satu")


async def test_what_people_changed_in_jejak_is_not_overwritten(pindahan: Pindahan) -> None:
    pindahan.impor(TIGA[0])
    siapa = Identitas(nama="Contoh Satu", alamat="Jl. Dari Loket", nik="6171014107900001")
    await pindahan.door.execute(
        wish(ask_pasien.UbahIdentitas, BerkasId(pindahan.id_pasien("000001")), LOKET, identitas=siapa)
    )
    hasil = pindahan.impor(TIGA[0])
    assert hasil.pasien_diubah == 0
    assert {(one.kolom, one.kode) for one in hasil.catatan.semua} >= {("alamat", "diubah_di_jejak")}
    assert pindahan.pasien()["000001"] == ("Contoh Satu", "Jl. Dari Loket")


async def test_a_folder_that_is_there_without_a_patient_is_linked_and_not_registered_again(pindahan: Pindahan) -> None:
    await pindahan.door.execute(wish(Daftarkan, BerkasId(baru()), PERMED, nomor="00-00-01"))
    assert angka(pindahan.impor(TIGA[0])) == (1, 0, 0, 1, 0, 0)
    assert pindahan.pasien() == {"00-00-01": ("Contoh Satu", "Jl. Satu")}
    assert angka(pindahan.impor(TIGA[0])) == (0, 0, 0, 0, 1, 0)


async def _di_loket(pindahan: Pindahan, nomor: str, **siapa: object) -> str:
    """A patient registered at the desk, with a folder."""
    pasien, berkas = baru(), BerkasId(baru())
    identitas = Identitas.model_validate(siapa)
    await pindahan.door.execute(wish(ask_pasien.PasienDaftarkan, BerkasId(pasien), LOKET, identitas=identitas))
    await pindahan.door.execute(wish(Daftarkan, berkas, PERMED, nomor=nomor))
    await pindahan.door.execute(wish(Kaitkan, berkas, PERMED, pasien=pasien))
    return pasien


async def test_a_patient_of_the_desk_with_the_same_number_and_name_is_that_patient(pindahan: Pindahan) -> None:
    loket = await _di_loket(pindahan, "000001", nama="CONTOH SATU", alamat="Jl. Lain")
    hasil = pindahan.impor(TIGA[0])
    assert angka(hasil)[:4] == (0, 0, 0, 0)
    assert pindahan.id_pasien("000001") == loket
    assert ("alamat", "sudah_ada_di_jejak") in {(one.kolom, one.kode) for one in hasil.catatan.semua}


async def test_a_number_that_belongs_to_somebody_else_in_jejak_is_refused(pindahan: Pindahan) -> None:
    loket = await _di_loket(pindahan, "000001", nama="Orang Lain")
    hasil = pindahan.impor(*TIGA)
    assert angka(hasil) == (2, 0, 2, 0, 0, 1)
    assert hasil.catatan.kode["nomor_milik_orang_lain"] == 1
    assert pindahan.id_pasien("000001") == loket


async def test_possible_doubles_are_reported_and_never_merged(pindahan: Pindahan) -> None:
    await _di_loket(pindahan, "900001", nama="Orang Lain", nik="6171014107900001")
    await _di_loket(pindahan, "900002", nama="Dua Contoh", tanggal_lahir="1985-01-31")
    hasil = pindahan.impor(*TIGA)
    assert angka(hasil) == (3, 0, 3, 0, 0, 0)
    assert [(one.baris, one.kode) for one in hasil.catatan.semua] == [(2, "mungkin_kembar"), (3, "mungkin_kembar")]


def test_quirk_4_one_number_of_several_people_is_refused_for_all_of_them(pindahan: Pindahan) -> None:
    """One RM, several people."""
    hasil = pindahan.impor(*TIGA, "00-00-02;Orang Lain;;1970-01-01;;;;")
    assert angka(hasil) == (2, 0, 2, 0, 0, 2)
    assert [one.baris for one in hasil.catatan.semua if one.kode == "nomor_beberapa_orang"] == [3, 5]
    assert "000002" not in pindahan.pasien()


def test_quirk_4_one_family_folder_holds_several_patients(pindahan: Pindahan) -> None:
    """One family folder (kode_kk), several patients."""
    keluarga = [
        "000007;Ayah Contoh;;1980-01-01;L;;;6171010101010001",
        "000007;Ibu Contoh;;1982-01-01;P;;;6171010101010001",
    ]
    hasil = pindahan.impor(*keluarga)
    assert angka(hasil) == (2, 0, 1, 0, 0, 0)
    assert [(one.baris, one.kode) for one in hasil.catatan.semua] == [(3, "satu_map_keluarga")]
    assert pindahan.pasien() == {"000007": ("Ayah Contoh", "")}
    assert angka(pindahan.impor(*keluarga)) == (0, 0, 0, 0, 2, 0)


def test_the_same_row_twice_in_one_file_is_one_patient(pindahan: Pindahan) -> None:
    hasil = pindahan.impor(TIGA[0], TIGA[0])
    assert (angka(hasil), hasil.kembar) == ((1, 0, 1, 0, 0, 0), 1)


def test_an_import_that_was_stopped_is_finished_by_the_same_file(
    pindahan: Pindahan, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.pindahan import jalan

    monkeypatch.setattr(jalan, "SEKALIGUS", 2)
    rows = [f"{n:06d};Contoh Nomor {chr(65 + n)};;;;;;" for n in range(1, 8)]
    mulai = pindahan.impor(*rows, berhenti_di=3)
    assert (mulai.berhenti, mulai.pasien_baru) == (True, 4)
    assert angka(pindahan.impor(*rows)) == (3, 0, 3, 0, 4, 0)
    assert len(pindahan.pasien()) == 7


def test_another_system_may_use_the_same_numbers_for_its_own_ids(pindahan: Pindahan) -> None:
    pindahan.impor(TIGA[0])
    assert angka(pindahan.impor(TIGA[0], sistem="mlite")) == (0, 0, 0, 0, 1, 0), "the folder's patient is known"


def test_no_personal_data_of_an_import_is_in_the_ledger_or_among_refusals(pindahan: Pindahan) -> None:
    pindahan.impor(*TIGA)
    with pindahan.engine.connect() as connection:
        told = "".join(str(row) for row in connection.execute(select(t.jejak)))
        told += "".join(str(row) for row in connection.execute(select(t.penolakan)))
    for satu in ("Contoh", "6171014107900001", "000001", "Jl."):
        assert satu not in told


def test_whoever_imports_again_is_not_told_that_the_command_is_anothers(pindahan: Pindahan) -> None:
    pindahan.impor(*TIGA)
    berkas = Berkas(csv(pindahan.folder, "\n".join((JUDUL, *TIGA))), PRATATA["otomatis"])
    lain = Impor(pindahan.engine, berkas, Asal(PKM.kode, "khanza", LOKET), HARI_INI + timedelta(1), pindahan.door)
    assert angka(lain.jalankan()) == (0, 0, 0, 0, 3, 0)


def test_a_file_whose_niks_were_rounded_says_so_as_a_whole(pindahan: Pindahan) -> None:
    rows = [f"{n:06d};Contoh Nomor {chr(64 + n)};61710141079{n:04d}0;;;;;" for n in range(1, 25)]
    assert "nik_dibulatkan" in pindahan.impor(*rows, sungguh=False).umum
