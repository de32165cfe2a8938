"""What may be asked of a referral. Each docstring is the sentence the documents show for that wish.

A step of the other side is the same wish, told by the peer: `pengirim` says which, `menurut_pengirim` its time.
"""

from typing import Annotated, ClassVar

from pydantic import ConfigDict, StringConstraints

from schemas.commands.surat import IdentitasSurat, IsiBalasan, IsiSurat, Sebaris
from schemas.message import Command, Waktu
from schemas.names import (
    AlasanBatalRujukan,
    AlasanRujukan,
    AlasanTempat,
    AlasanTolakRujukan,
    AlasanTutupRujukan,
    CaraHubung,
    JenisTenggat,
    KelasRawat,
    KodeUnit,
    KodeUnitSah,
    LayananRujukan,
    Pengecualian,
    TindakLanjut,
    TingkatFasyankes,
    UuidPetugas,
    UuidSubjek,
)
from schemas.names.federasi import KodeFasyankes

KodeKemampuan = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,23}$")]
"""What a bed must be able to serve: which there are is policy (`policies/rujukan.yaml`)."""
NomorSurat = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z./ -]{0,39}$", strip_whitespace=True)]


class PerintahRujukan(Command):
    """A wish about a referral."""

    model_config = ConfigDict(hide_input_in_errors=True)
    pengirim: KodeFasyankes | None = None
    """The peer that tells it; None: somebody of ours."""
    menurut_pengirim: Waktu | None = None
    """When it was so by the peer's clock."""

    @property
    def tempat(self) -> KodeUnit | None:
        """Where it was done, if that was said: a referral has no hands to be in."""
        return self.di


class Tulisan(PerintahRujukan):
    """The whole of a letter: written once, and again while it is a draft."""

    tujuan: KodeFasyankes
    unit: KodeUnitSah
    """The unit that refers."""
    layanan: LayananRujukan
    alasan_rujukan: AlasanRujukan
    darurat: bool = False
    pengecualian: Pengecualian | None = None
    kelas: KelasRawat | None = None
    """The class of bed asked for."""
    kemampuan: KodeKemampuan | None = None
    """What that bed must be able to serve."""
    dihubungi: CaraHubung | None = None
    """How the receiver was asked beforehand."""
    alasan_tempat: AlasanTempat | None = None
    """Why there, without a known free bed."""
    dokter: UuidPetugas | None = None
    """Who answers for it; None: whoever sends it."""
    surat: IsiSurat
    """Kept in its own table, never in an event."""


class Susun(Tulisan):
    """Rujukan disusun untuk seorang pasien: masih naskah, belum ada yang tahu."""

    jenis: ClassVar[str] = "rujukan.susun"
    pasien: UuidSubjek
    kunjungan: UuidSubjek | None = None
    """The visit it follows from."""


class Perbaiki(Tulisan):
    """Naskah rujukan diperbaiki sebelum dikirim; yang lama diganti."""

    jenis: ClassVar[str] = "rujukan.perbaiki"


class Kirim(PerintahRujukan):
    """Rujukan dikirim: suratnya bernomor, tidak berubah lagi, dan sampai ke fasilitas yang dituju."""

    jenis: ClassVar[str] = "rujukan.kirim"
    alasan_tempat: AlasanTempat | None = None
    """As in the letter; said here where the bed was lost meanwhile."""


class Masuk(PerintahRujukan):
    """Rujukan masuk dari fasilitas lain: lewat hub, atau dicatat dari surat yang dibawa pasien."""

    jenis: ClassVar[str] = "rujukan.masuk"
    perujuk: KodeFasyankes
    tingkat_perujuk: TingkatFasyankes | None = None
    layanan: LayananRujukan
    alasan_rujukan: AlasanRujukan
    darurat: bool = False
    pengecualian: Pengecualian | None = None
    kelas: KelasRawat | None = None
    kemampuan: KodeKemampuan | None = None
    dihubungi: CaraHubung | None = None
    nomor: NomorSurat | None = None
    """The sender's number of the letter: kept in its row, never in an event."""
    dari_kode: bool = False
    """Its id was read from the code on the letter: the sender's own referral has the same, and hears of our steps."""
    nama_perujuk: Sebaris | None = None
    """As the letter has it, for a facility our list does not know."""
    identitas: IdentitasSurat
    """As the sender has it: kept in its own table, never in an event."""
    surat: IsiSurat


class Terima(PerintahRujukan):
    """Fasilitas yang dituju menerima rujukan; tempat tidur dapat dijanjikan untuk waktu terbatas."""

    jenis: ClassVar[str] = "rujukan.terima"
    unit: KodeUnitSah | None = None
    """The unit that will take the patient."""
    janji_kelas: KelasRawat | None = None
    janji_kemampuan: KodeKemampuan | None = None
    janji_sampai: Waktu | None = None
    """None with a class: as long as policy has it."""
    catatan: Sebaris | None = None
    """Where to report, what to bring: kept in its own table."""


class Tolak(PerintahRujukan):
    """Rujukan tidak dapat diterima, dengan alasannya dan saran ke mana."""

    jenis: ClassVar[str] = "rujukan.tolak"
    alasan_tolak: AlasanTolakRujukan
    saran: KodeFasyankes | None = None
    """Where to instead."""
    catatan: Sebaris | None = None


class Tiba(PerintahRujukan):
    """Pasien rujukan tiba dan didaftarkan."""

    jenis: ClassVar[str] = "rujukan.tiba"
    pasien: UuidSubjek | None = None
    """Who that is in the receiver's own index."""
    kunjungan: UuidSubjek | None = None
    unit: KodeUnitSah | None = None


class Layani(PerintahRujukan):
    """Pasien rujukan mulai dilayani."""

    jenis: ClassVar[str] = "rujukan.layani"


class TidakDatang(PerintahRujukan):
    """Pasien yang diterima tidak datang."""

    jenis: ClassVar[str] = "rujukan.tidak_datang"


class Balas(PerintahRujukan):
    """Jawaban rujukan (rujuk balik) ditulis dan dikirim kepada perujuk."""

    jenis: ClassVar[str] = "rujukan.balas"
    tindak_lanjut: TindakLanjut
    kontrol_pada: Waktu | None = None
    balasan: IsiBalasan
    """Kept in its own table, never in an event."""


class Tutup(PerintahRujukan):
    """Perujuk menutup rujukan: jawabannya sudah dibaca, atau tidak pernah datang."""

    jenis: ClassVar[str] = "rujukan.tutup"
    alasan_tutup: AlasanTutupRujukan = AlasanTutupRujukan.BALASAN_DITERIMA


class Batalkan(PerintahRujukan):
    """Perujuk membatalkan rujukan, dengan alasannya."""

    jenis: ClassVar[str] = "rujukan.batalkan"
    alasan_batal: AlasanBatalRujukan


class TandaiLewat(PerintahRujukan):
    """Batas menjawab, datang, atau membalas lewat; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "rujukan.tandai_lewat"
    tenggat: JenisTenggat
    jatuh_tempo: Waktu


class HabiskanJanji(PerintahRujukan):
    """Janji tempat tidur habis waktunya; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "rujukan.habiskan_janji"
    janji_sampai: Waktu
