"""What was said of an exception between visits and folders."""

from typing import ClassVar

from schemas.message import Event, Waktu
from schemas.names import AlasanSelisih, KeadaanSelisih, KodeUnitSah, MacamSelisih, UuidBerkas, UuidSubjek


class PeristiwaSelisih(Event):
    """A fact about an exception."""

    dari: KeadaanSelisih
    ke: KeadaanSelisih


class SelisihDijelaskan(PeristiwaSelisih):
    """Explained by somebody who may: it is shown no more."""

    jenis: ClassVar[str] = "selisih.dijelaskan.v1"
    macam: MacamSelisih
    berkas: UuidBerkas | None = None
    kunjungan: UuidSubjek | None = None
    unit: KodeUnitSah
    awal: Waktu
    penjelasan: AlasanSelisih


class SelisihDibukaLagi(PeristiwaSelisih):
    """The explanation was not right: it is shown again."""

    jenis: ClassVar[str] = "selisih.dibuka_lagi.v1"
