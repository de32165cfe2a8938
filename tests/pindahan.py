"""A facility, and files of patients brought to it."""

from pathlib import Path

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
from tests.kit import LOKET, PERMED, PKM, wish
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


async def di_loket(pindahan: Pindahan, nomor: str, **siapa: object) -> str:
    """A patient registered at the desk, with a folder."""
    pasien, berkas = baru(), BerkasId(baru())
    identitas = Identitas.model_validate(siapa)
    await pindahan.door.execute(wish(ask_pasien.PasienDaftarkan, BerkasId(pasien), LOKET, identitas=identitas))
    await pindahan.door.execute(wish(Daftarkan, berkas, PERMED, nomor=nomor))
    await pindahan.door.execute(wish(Kaitkan, berkas, PERMED, pasien=pasien))
    return pasien
