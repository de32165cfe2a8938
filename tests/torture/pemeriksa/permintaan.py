"""Requests for folders: a legal walk, no journey that serves two, and none said to be on its way that is not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from tests.torture.pemeriksa.bukti import Bukti, waktu
from tests.torture.pemeriksa.lipat import Jejak, Riwayat
from tests.torture.pemeriksa.tenggat import Tenggat

AWALAN: Final = "permintaan."
DIBUAT: Final = "permintaan.dibuat.v1"
PINDAH: Final = "permintaan.dipindahkan.v1"
MENUNGGU, DIKIRIM = "menunggu", "dikirim"
DI_JALAN: Final = frozenset({"diambil", "dalam_perjalanan"})
_SELESAI: Final = {
    "permintaan.terpenuhi.v1": "terpenuhi",
    "permintaan.tidak_terpenuhi.v1": "tidak_terpenuhi",
    "permintaan.dibatalkan.v1": "dibatalkan",
    "permintaan.kedaluwarsa.v1": "kedaluwarsa",
}
LANGKAH: Final[dict[str, dict[str, str]]] = {
    "baru": {DIBUAT: MENUNGGU},
    MENUNGGU: {
        **_SELESAI,
        "permintaan.dikirim.v1": DIKIRIM,
        "permintaan.dikerjakan.v1": MENUNGGU,
        "permintaan.dilepaskan.v1": MENUNGGU,
        PINDAH: MENUNGGU,
    },
    DIKIRIM: {**_SELESAI, "permintaan.pengiriman_dibatalkan.v1": MENUNGGU, PINDAH: DIKIRIM},
    "terpenuhi": {"permintaan.pemenuhan_dibatalkan.v1": DIKIRIM},
    "tidak_terpenuhi": {
        "permintaan.dibuka_lagi.v1": DIKIRIM,
        "permintaan.terpenuhi_susulan.v1": "terpenuhi",
    },
}
"""Which fact may follow in which state, and where it leads: written from what a unit and a record room do."""
PERISTIWA: Final = {
    "permintaan.buat": DIBUAT,
    "permintaan.batalkan": "permintaan.dibatalkan.v1",
    "permintaan.kerjakan": "permintaan.dikerjakan.v1",
}
"""What each wish of a person is told as, when it is granted; the rest follows by itself."""


@dataclass(slots=True)
class Satu:
    """One request while its lines are walked."""

    keadaan: str = "baru"
    versi: int = 0
    berkas: str = ""
    unit: str = ""
    berlaku_sampai: datetime | None = None

    @property
    def berjalan(self) -> Mapping[str, datetime]:
        """It runs out while a unit waits."""
        if self.keadaan in {MENUNGGU, DIKIRIM} and self.berlaku_sampai is not None:
            return {"permintaan": self.berlaku_sampai}
        return {}


@dataclass(slots=True)
class Permintaan:
    """All requests."""

    bukti: Bukti
    tenggat: Tenggat
    semua: dict[str, Satu] = field(default_factory=dict)

    def dengar(self, baris: Jejak) -> None:
        """One line."""
        if not baris.jenis.startswith(AWALAN):
            return
        satu = self.semua.setdefault(baris.subjek, Satu())
        if baris.versi != satu.versi + 1:
            self._kata("versi_berlubang", baris.seq, f"versi {baris.versi} sesudah {satu.versi}")
        ke = LANGKAH.get(satu.keadaan, {}).get(baris.jenis)
        if ke is None or (baris.data.get("dari"), baris.data.get("ke")) != (satu.keadaan, ke):
            self._kata("langkah_terlarang", baris.seq, f"{baris.jenis}: {satu.keadaan} -> {baris.data.get('ke')}")
        satu.keadaan, satu.versi = str(baris.data.get("ke")), baris.versi
        if baris.jenis in {DIBUAT, PINDAH}:
            satu.berkas = str(baris.data.get("berkas"))
        if baris.jenis == DIBUAT:
            satu.unit = str(baris.data.get("unit"))
            satu.berlaku_sampai = waktu(str(baris.data["berlaku_sampai"]))
        self.tenggat.ikuti(baris, satu.berjalan, ("permintaan",))

    def periksa(self, berkas: dict[str, Riwayat]) -> int:
        """In calm each is where its lines say, and what is on its way is on its way there. How many there were."""
        tabel = "proyeksi/permintaan.jsonl"
        ada = {str(b.get("id")): (b.get("keadaan"), b.get("versi")) for b in self.bukti.baris(tabel)}
        for id_ in sorted(ada.keys() | self.semua.keys()):
            satu = self.semua.get(id_, Satu())
            if ada.get(id_) != (satu.keadaan, satu.versi):
                self._kata("permintaan_bukan_jumlah", id_, f"{ada.get(id_)}, dari buku {(satu.keadaan, satu.versi)}")
        dilayani: dict[str, str] = {}
        for id_, satu in self.semua.items():
            if satu.keadaan != DIKIRIM:
                continue
            kini = berkas[satu.berkas].kini if satu.berkas in berkas else None
            if kini is None or kini.keadaan not in DI_JALAN or kini.tujuan != satu.unit:
                self._kata("permintaan_menggantung", id_, f"dikirim ke {satu.unit}, berkasnya tidak sedang ke sana")
            if lain := dilayani.get(satu.berkas):
                self._kata("dua_kali", id_, f"satu perjalanan melayani {lain} juga")
            dilayani[satu.berkas] = id_
        return len(self.semua)

    def _kata(self, jenis: str, di: str | int, kata: str) -> None:
        self.bukti.temuan.catat(jenis, di, kata)
