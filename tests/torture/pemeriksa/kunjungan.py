"""Visits: a legal walk, and the table holds exactly those of the ledger."""

from dataclasses import dataclass, field
from typing import Final

from tests.torture.pemeriksa.bukti import Bukti
from tests.torture.pemeriksa.lipat import Jejak

AWALAN: Final = "kunjungan."
TERDAFTAR: Final = "kunjungan.terdaftar.v1"
PASIEN: Final = "pasien.terdaftar.v1"
LANGKAH: Final[dict[str, dict[str, str]]] = {
    "baru": {TERDAFTAR: "terdaftar"},
    "terdaftar": {
        "kunjungan.dilayani.v1": "dilayani",
        "kunjungan.dibatalkan.v1": "dibatalkan",
        "kunjungan.dikode.v1": "terdaftar",
    },
    "dilayani": {"kunjungan.dibatalkan.v1": "dibatalkan", "kunjungan.dikode.v1": "dilayani"},
}
"""What the clients ask of a visit: registered, served, coded, called off. Nobody leaves meanwhile."""
PERISTIWA: Final = {
    "pasien.daftarkan": PASIEN,
    "kunjungan.daftarkan": TERDAFTAR,
    "kunjungan.layani": "kunjungan.dilayani.v1",
    "kunjungan.kodekan": "kunjungan.dikode.v1",
    "kunjungan.batalkan": "kunjungan.dibatalkan.v1",
}
"""What each wish is told as, when it is granted."""


@dataclass(slots=True)
class Satu:
    """One visit while its lines are walked."""

    keadaan: str = "baru"
    versi: int = 0


@dataclass(slots=True)
class Kunjungan:
    """All visits, and the patients who made them."""

    bukti: Bukti
    semua: dict[str, Satu] = field(default_factory=dict)
    pasien: set[str] = field(default_factory=set)
    antrean: set[tuple[str, str, int]] = field(default_factory=set)
    """Unit, day, number: each is given once."""

    def dengar(self, baris: Jejak) -> None:
        """One line."""
        if baris.jenis == PASIEN:
            self.pasien.add(baris.subjek)
        if not baris.jenis.startswith(AWALAN):
            return
        satu = self.semua.setdefault(baris.subjek, Satu())
        if baris.versi != satu.versi + 1:
            self._kata("versi_berlubang", baris.seq, f"versi {baris.versi} sesudah {satu.versi}")
        ke = LANGKAH.get(satu.keadaan, {}).get(baris.jenis)
        if ke is None or (baris.data.get("dari"), baris.data.get("ke")) != (satu.keadaan, ke):
            self._kata("langkah_terlarang", baris.seq, f"{baris.jenis}: {satu.keadaan} -> {baris.data.get('ke')}")
        satu.keadaan, satu.versi = str(baris.data.get("ke")), baris.versi
        if baris.jenis == TERDAFTAR:
            self._terdaftar(baris)

    def _terdaftar(self, baris: Jejak) -> None:
        if baris.data.get("pasien") not in self.pasien:
            self._kata("tidak_diminta", baris.seq, f"pasien {baris.data.get('pasien')} tidak pernah terdaftar")
        if (number := baris.data.get("antrean")) is None:
            return
        place = (str(baris.data.get("unit")), str(baris.data.get("tanggal")), int(number))
        if place in self.antrean:
            self._kata("dua_kali", baris.seq, f"nomor antrean {place} sudah diberikan")
        self.antrean.add(place)

    def periksa(self) -> int:
        """In calm the table is what the lines say. How many there were."""
        tabel = "proyeksi/kunjungan.jsonl"
        ada = {str(b.get("id")): (b.get("keadaan"), b.get("versi")) for b in self.bukti.baris(tabel)}
        for id_ in sorted(ada.keys() | self.semua.keys()):
            satu = self.semua.get(id_, Satu())
            if ada.get(id_) != (satu.keadaan, satu.versi):
                self._kata("kunjungan_bukan_jumlah", id_, f"{ada.get(id_)}, dari buku {(satu.keadaan, satu.versi)}")
        return len(self.semua)

    def _kata(self, jenis: str, di: str | int, kata: str) -> None:
        self.bukti.temuan.catat(jenis, di, kata)
