"""The sample facility's units, rooms, racks and invented staff."""

from dataclasses import dataclass
from typing import Final

from engine.facility import Fasyankes, Rak, Unit
from engine.ruang import Kamar
from schemas.names import KelasRawat, KodeUnit, Peran

CONTOH: Final = Fasyankes("CONTOH", "Puskesmas Contoh", "WIB")
"""The code says what it is: only a facility of this code is ever filled or played on."""

UNITS: Final = (
    Unit(KodeUnit("RM"), "Pendaftaran dan Rekam Medis", "rekam_medis", "0800-000-100"),
    Unit(KodeUnit("UMUM"), "Pemeriksaan Umum", "rawat_jalan", "0800-000-101"),
    Unit(KodeUnit("GIGI"), "Pemeriksaan Gigi dan Mulut", "rawat_jalan"),
    Unit(KodeUnit("MTBS"), "Manajemen Terpadu Balita Sakit", "rawat_jalan"),
    Unit(KodeUnit("KIA"), "Kesehatan Ibu dan Anak", "rawat_jalan"),
    Unit(KodeUnit("IMUN"), "Imunisasi", "rawat_jalan"),
    Unit(KodeUnit("UGD"), "Unit Gawat Darurat", "gawat_darurat", "0800-000-102"),
    Unit(KodeUnit("RANAP"), "Pelayanan Rawat Inap", "rawat_inap", "0800-000-103"),
    Unit(KodeUnit("SALIN"), "Persalinan", "rawat_inap", "0800-000-104"),
    Unit(KodeUnit("GIZI"), "Gizi", "rawat_jalan"),
    Unit(KodeUnit("TB"), "Tuberkulosis", "rawat_jalan"),
)
PELAYANAN: Final = tuple(unit.kode for unit in UNITS[1:])
KAMAR: Final = (
    (Kamar("ML1", "Kamar Melati 1", KodeUnit("RANAP"), KelasRawat.KELAS_2), ("ML1-A", "ML1-B")),
    (Kamar("ML2", "Kamar Melati 2", KodeUnit("RANAP"), KelasRawat.KELAS_3), ("ML2-A", "ML2-B", "ML2-C")),
    (Kamar("AG1", "Kamar Anggrek", KodeUnit("RANAP"), KelasRawat.KELAS_1), ("AG1-A", "AG1-B")),
    (Kamar("MW1", "Kamar Mawar", KodeUnit("SALIN"), KelasRawat.KELAS_2, kemampuan=("bersalin",)), ("MW1-A", "MW1-B")),
    (
        Kamar("BY1", "Kamar Bayi", KodeUnit("SALIN"), KelasRawat.STANDAR, bayi=True, kemampuan=("perinatologi",)),
        ("BY1-A", "BY1-B", "BY1-C"),
    ),
)
"""The rooms of the wards, each with its beds."""
RAMAI: Final = dict(zip(PELAYANAN, (40, 14, 8, 14, 8, 7, 3, 2, 3, 4), strict=True))
"""How many of a hundred visits go to each unit."""

SANDI: Final = "contoh-jejak"
"""The password of every sample account; shown at start. Sample accounts exist in the sample facility only."""


@dataclass(frozen=True, slots=True)
class Orang:
    """An invented member of staff."""

    nama_pengguna: str
    nama: str
    peran: tuple[Peran, ...]
    unit: tuple[KodeUnit, ...] = ()

    @property
    def surel(self) -> str:
        """An address nobody can have (RFC 2606)."""
        return f"{self.nama_pengguna}@example.invalid"


LOKET, PERMED, PERMED_LAIN, DOKTER, KEPALA = "loket", "permed", "permed2", "dokter", "kepala"
DOKTER_LAIN = "dokter2"
SISTEM: Final = "sistem"
"""What nobody's hand does."""
SURVEILANS: Final = Orang("surveilans", "Contoh Petugas Surveilans", (Peran.PETUGAS_SURVEILANS,))
STAF: Final = (
    Orang(LOKET, "Contoh Petugas Loket", (Peran.PETUGAS_PENDAFTARAN,)),
    Orang(PERMED, "Contoh Perekam Medis Satu", (Peran.PEREKAM_MEDIS,)),
    Orang(PERMED_LAIN, "Contoh Perekam Medis Dua", (Peran.PEREKAM_MEDIS,)),
    Orang(DOKTER, "Contoh Dokter Umum", (Peran.DOKTER,), PELAYANAN),
    Orang(DOKTER_LAIN, "Contoh Dokter Jaga", (Peran.DOKTER,), PELAYANAN),
    Orang(KEPALA, "Contoh Kepala Puskesmas", (Peran.KEPALA,)),
    SURVEILANS,
    Orang("auditor", "Contoh Auditor", (Peran.AUDITOR,)),
    *(Orang(kode.lower(), f"Contoh Petugas {kode}", (Peran.PETUGAS_UNIT,), (kode,)) for kode in PELAYANAN),
)
KEPALA_UNIT: Final = {KodeUnit("UMUM"): DOKTER, KodeUnit("UGD"): DOKTER_LAIN, KodeUnit("RANAP"): DOKTER_LAIN}
"""Who was appointed to be told of what is long overdue there."""
KEBIJAKAN: Final = ((90, 10), (30, None))
"""What was adopted how many days ago: so many days to complete a record; at last what the files say."""
JUMLAH: Final = 500
"""Its records, and their patients."""

RAK: Final = tuple(Rak(kode, f"Rak {kode}") for kode in ("A", "B", "C", "D"))
MUAT: Final = (27, 30, 26, 34, 40)
"""How many folders fit in the sections of a rack, one after the other; each begins after 25 more numbers."""
SERUAS: Final = JUMLAH // (len(RAK) * len(MUAT))
