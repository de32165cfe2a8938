"""What facilities tell each other of a referral: sealed to the addressed facility, on the lane `ref`.

The letter and the answer are personal data: they travel nowhere else. `pada` is when it was so by the sender's clock.
"""

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from schemas.commands.rujukan import KodeKemampuan, NomorSurat
from schemas.commands.surat import IdentitasSurat, IsiBalasan, IsiSurat, Sebaris
from schemas.federasi.isi import Isi
from schemas.message import Waktu
from schemas.names import (
    AlasanBatalRujukan,
    AlasanRujukan,
    AlasanTolakRujukan,
    AlasanTutupRujukan,
    CaraHubung,
    KelasRawat,
    LayananRujukan,
    Pengecualian,
    TindakLanjut,
    TingkatFasyankes,
    UuidSubjek,
)
from schemas.names.federasi import KodeFasyankes

NamaFasyankes = Annotated[str, StringConstraints(min_length=1, max_length=120)]


class KabarRujukan(Isi):
    """One step of a referral, told to the other side."""

    rujukan: UuidSubjek
    pada: Waktu


class Dikirim(KabarRujukan):
    """The referral itself, with its letter."""

    jenis: ClassVar[str] = "rujukan.dikirim;1"
    nomor: NomorSurat
    nama_perujuk: NamaFasyankes
    tingkat_perujuk: TingkatFasyankes | None = None
    layanan: LayananRujukan
    alasan_rujukan: AlasanRujukan
    darurat: bool
    pengecualian: Pengecualian | None = None
    kelas: KelasRawat | None = None
    kemampuan: KodeKemampuan | None = None
    dihubungi: CaraHubung | None = None
    identitas: IdentitasSurat
    surat: IsiSurat


class Dibatalkan(KabarRujukan):
    """Called off by whoever referred."""

    jenis: ClassVar[str] = "rujukan.dibatalkan;1"
    alasan_batal: AlasanBatalRujukan


class Ditutup(KabarRujukan):
    """Closed by whoever referred."""

    jenis: ClassVar[str] = "rujukan.ditutup;1"
    alasan_tutup: AlasanTutupRujukan


class Diterima(KabarRujukan):
    """Accepted, perhaps with a bed promised."""

    jenis: ClassVar[str] = "rujukan.diterima;1"
    janji_kelas: KelasRawat | None = None
    janji_kemampuan: KodeKemampuan | None = None
    janji_sampai: Waktu | None = None
    catatan: Sebaris | None = None


class Ditolak(KabarRujukan):
    """Not accepted, with where to instead."""

    jenis: ClassVar[str] = "rujukan.ditolak;1"
    alasan_tolak: AlasanTolakRujukan
    saran: KodeFasyankes | None = None
    catatan: Sebaris | None = None


class Tiba(KabarRujukan):
    """The patient came."""

    jenis: ClassVar[str] = "rujukan.tiba;1"


class Dilayani(KabarRujukan):
    """Care began."""

    jenis: ClassVar[str] = "rujukan.dilayani;1"


class TidakDatang(KabarRujukan):
    """The patient never came."""

    jenis: ClassVar[str] = "rujukan.tidak_datang;1"


class Dibalas(KabarRujukan):
    """The answer: rujuk balik."""

    jenis: ClassVar[str] = "rujukan.dibalas;1"
    tindak_lanjut: TindakLanjut
    kontrol_pada: Waktu | None = None
    balasan: IsiBalasan
