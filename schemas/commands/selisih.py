"""What may be said of an exception between visits and folders. Each docstring is the sentence the documents show."""

from typing import ClassVar

from schemas.message import Command, Waktu
from schemas.names import AlasanSelisih, KodeUnitSah, MacamSelisih, UuidBerkas, UuidSubjek


class Jelaskan(Command):
    """Selisih antara kunjungan dan berkas dijelaskan, dengan alasannya; ia tidak ditampilkan lagi."""

    jenis: ClassVar[str] = "selisih.jelaskan"
    macam: MacamSelisih
    berkas: UuidBerkas | None = None
    kunjungan: UuidSubjek | None = None
    unit: KodeUnitSah
    """Whose it is."""
    awal: Waktu
    """Since when it is one."""
    penjelasan: AlasanSelisih


class BukaLagi(Command):
    """Penjelasannya tidak benar: selisih ditampilkan lagi."""

    jenis: ClassVar[str] = "selisih.buka_lagi"
