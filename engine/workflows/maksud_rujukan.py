"""The wishes about a referral with what their handlers found."""

from datetime import datetime

from schemas.commands import rujukan as ask
from schemas.commands.surat import IdentitasSurat, IsiSurat
from schemas.names import JalurRujukan, JenisRujukan, KeadaanTempat, PetugasId, TingkatFasyankes
from schemas.names.federasi import KodeFasyankes


class _Berjenjang(ask.Tulisan):
    """A letter, with the levels of both facilities."""

    perujuk: KodeFasyankes
    jenis_rujukan: JenisRujukan | None
    tingkat_perujuk: TingkatFasyankes | None
    tingkat_tujuan: TingkatFasyankes | None


class Penyusunan(_Berjenjang, ask.Susun):
    """The draft, with the levels of both facilities."""


class Perbaikan(_Berjenjang, ask.Perbaiki):
    """The draft written anew, with the levels of both facilities."""


class Pengiriman(ask.Kirim):
    """The sending: its number, its way, what is known of a bed there, and until when an answer is waited for."""

    tujuan: KodeFasyankes
    darurat: bool
    jalur: JalurRujukan
    urut: int
    bulan: str
    nomor: str
    dokter: PetugasId
    tempat_tidur: KeadaanTempat
    jawab_sebelum: datetime | None
    nama_perujuk: str
    identitas: IdentitasSurat
    """As the index had it when the letter was sent."""
    surat: IsiSurat


class Pemasukan(ask.Masuk):
    """What came in, with our side of it."""

    tujuan: KodeFasyankes
    tingkat_tujuan: TingkatFasyankes | None
    jenis_rujukan: JenisRujukan | None
    jalur: JalurRujukan
    jawab_sebelum: datetime | None


class Penerimaan(ask.Terima):
    """The acceptance, with until when the patient is waited for."""

    datang_sebelum: datetime | None


class Kedatangan(ask.Tiba):
    """The arrival, with until when the answer is to be written where care needs no telling of its own."""

    balas_sebelum: datetime | None


class Pelayanan(ask.Layani):
    """The beginning of care, with until when the answer is to be written."""

    balas_sebelum: datetime | None


class Pembalasan(ask.Balas):
    """The answer, signed with the name of whoever wrote it."""


class Kelewatan(ask.TandaiLewat):
    """The wish to tell it late, with what is known of the delay."""

    susulan: bool | None
