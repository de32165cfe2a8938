"""Searches, which follow from reports of loss by themselves: a legal walk, a cause for each, and none forgotten."""

from dataclasses import dataclass, field
from typing import Final

from tests.torture.pemeriksa.bukti import Bukti
from tests.torture.pemeriksa.lipat import Jejak, Riwayat

AWALAN: Final = "pencarian."
MULAI: Final = "pencarian.dimulai.v1"
HILANG: Final = "berkas.dilaporkan_hilang.v1"
TERBUKA: Final = frozenset({"berjalan", "diklaim_kembali"})
_DITEMUKAN: Final = {"pencarian.ditemukan.v1": "ditemukan"}
_DIPERIKSA: Final = "pencarian.tempat_diperiksa.v1"
LANGKAH: Final[dict[str, dict[str, str]]] = {
    "baru": {MULAI: "berjalan"},
    "berjalan": {
        **_DITEMUKAN,
        _DIPERIKSA: "berjalan",
        "pencarian.pengembalian_diklaim.v1": "diklaim_kembali",
        "pencarian.dihentikan.v1": "dihentikan",
    },
    "diklaim_kembali": {
        **_DITEMUKAN,
        _DIPERIKSA: "diklaim_kembali",
        "pencarian.klaim_ditolak.v1": "berjalan",
        "pencarian.dihentikan.v1": "dihentikan",
    },
    "dihentikan": _DITEMUKAN,
    "ditemukan": {"pencarian.dibuka_lagi.v1": "berjalan"},
}


@dataclass(slots=True)
class _Satu:
    """One search while its lines are walked."""

    keadaan: str = "baru"
    versi: int = 0
    berkas: str = ""


@dataclass(slots=True)
class Pencarian:
    """All searches, and the folders that were ever reported missing."""

    bukti: Bukti
    semua: dict[str, _Satu] = field(default_factory=dict)
    hilang: set[str] = field(default_factory=set)

    def dengar(self, baris: Jejak) -> None:
        """One line, of a folder or of a search."""
        if baris.jenis == HILANG:
            self.hilang.add(baris.subjek)
        if not baris.jenis.startswith(AWALAN):
            return
        satu = self.semua.setdefault(baris.subjek, _Satu())
        if baris.versi != satu.versi + 1:
            self._kata("versi_berlubang", baris, f"versi {baris.versi} sesudah {satu.versi}")
        ke = LANGKAH.get(satu.keadaan, {}).get(baris.jenis)
        if ke is None or (baris.data.get("dari"), baris.data.get("ke")) != (satu.keadaan, ke):
            self._kata("langkah_terlarang", baris, f"{baris.jenis}: {satu.keadaan} -> {baris.data.get('ke')}")
        if baris.jenis == MULAI:
            satu.berkas = str(baris.data.get("berkas"))
            if satu.berkas not in self.hilang:
                self._kata("tidak_diminta", baris, f"{satu.berkas} tidak pernah dilaporkan hilang")
            if any(lain.berkas == satu.berkas and lain.keadaan in TERBUKA for lain in self.semua.values()):
                self._kata("dua_kali", baris, f"{satu.berkas} sedang dicari")
        satu.keadaan, satu.versi = str(baris.data.get("ke")), baris.versi

    def periksa(self, berkas: dict[str, Riwayat]) -> int:
        """What is missing is looked for. How many searches there were."""
        dicari = {satu.berkas for satu in self.semua.values() if satu.keadaan in TERBUKA}
        mulai = {satu.berkas for satu in self.semua.values()}
        for kunci, riwayat in berkas.items():
            if riwayat.kini.keadaan == "hilang" and kunci not in dicari and mulai:
                self.bukti.temuan.catat("tidak_dicari", kunci, "hilang, dan tidak ada yang mencarinya")
        return len(self.semua)

    def _kata(self, jenis: str, baris: Jejak, kata: str) -> None:
        self.bukti.temuan.catat(jenis, baris.seq, kata)
