"""What may be asked of a request for a folder. Each docstring is the sentence the documents show for that wish."""

from typing import ClassVar

from schemas.message import Command, Waktu
from schemas.names import (
    AsalPermintaan,
    JenisKunjungan,
    JenisTenggat,
    KodeUnit,
    KodeUnitSah,
    SebabBatal,
    SebabTidakTerpenuhi,
    UuidBerkas,
    UuidSubjek,
)


class Buat(Command):
    """Sebuah unit memerlukan berkas; permintaan masuk antrean berkas itu menurut waktu dibutuhkan."""

    jenis: ClassVar[str] = "permintaan.buat"
    berkas: UuidBerkas
    unit: KodeUnitSah
    kunjungan: UuidSubjek | None = None
    dibutuhkan_pada: Waktu | None = None
    """When the folder is needed there; None = at once."""
    asal: AsalPermintaan = AsalPermintaan.TANGAN
    layanan: JenisKunjungan | None = None
    """The kind of visit: says which clock runs. A request made by hand runs none."""

    @property
    def tempat(self) -> KodeUnit | None:
        """The unit that waits."""
        return self.di or self.unit


class Kirim(Command):
    """Berkas yang diminta sudah diambil dan berangkat ke unit itu."""

    jenis: ClassVar[str] = "permintaan.kirim"


class BatalKirim(Command):
    """Berkas tidak jadi sampai; permintaan kembali menunggu."""

    jenis: ClassVar[str] = "permintaan.batal_kirim"


class Penuhi(Command):
    """Berkas diterima di unit yang memintanya."""

    jenis: ClassVar[str] = "permintaan.penuhi"


class BatalPenuhi(Command):
    """Penerimaan di unit diurungkan; berkas masih dalam perjalanan."""

    jenis: ClassVar[str] = "permintaan.batal_penuhi"


class TidakPenuhi(Command):
    """Permintaan tidak dapat dipenuhi, dengan sebabnya."""

    jenis: ClassVar[str] = "permintaan.tidak_penuhi"
    sebab: SebabTidakTerpenuhi


class BukaLagi(Command):
    """Pulangnya berkas diurungkan: ia masih menuju unit, dan permintaannya belum selesai."""

    jenis: ClassVar[str] = "permintaan.buka_lagi"


class PenuhiSusulan(Command):
    """Pindaian terima yang dibuat tanpa jaringan baru sampai: unit menerimanya sebelum berkas pulang."""

    jenis: ClassVar[str] = "permintaan.penuhi_susulan"
    diterima_pada: Waktu
    """When it was scanned in there."""


class Batalkan(Command):
    """Berkas tidak diperlukan lagi, dengan sebabnya."""

    jenis: ClassVar[str] = "permintaan.batalkan"
    sebab: SebabBatal


class Kerjakan(Command):
    """Seorang perekam medis mencari berkas ini."""

    jenis: ClassVar[str] = "permintaan.kerjakan"


class Lepaskan(Command):
    """Pencari melepaskan permintaan; orang lain boleh mengerjakannya."""

    jenis: ClassVar[str] = "permintaan.lepaskan"


class Pindahkan(Command):
    """Berkas digabung; permintaan mengikuti isinya ke berkas yang baru."""

    jenis: ClassVar[str] = "permintaan.pindahkan"
    berkas: UuidBerkas


class Kedaluwarsakan(Command):
    """Permintaan melewati batas berlakunya tanpa terpenuhi; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "permintaan.kedaluwarsakan"
    tenggat: JenisTenggat = JenisTenggat.PERMINTAAN
    jatuh_tempo: Waktu
