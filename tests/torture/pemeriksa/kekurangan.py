"""Gaps in records: a legal walk, each item once, and no verdict that contradicts what is written down as missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from tests.torture.pemeriksa.bukti import Bukti, waktu
from tests.torture.pemeriksa.lipat import Jejak
from tests.torture.pemeriksa.tenggat import Tenggat

AWALAN: Final = "kekurangan."
TERCATAT: Final = "kekurangan.tercatat.v1"
LEWAT: Final = "kekurangan.lewat_tenggat.v1"
JADWAL: Final = "kekurangan.dijadwalkan_ulang.v1"
BELUM_SELESAI: Final = frozenset({"terbuka", "dilengkapi"})
PINDAH: Final = "kekurangan.dipindahkan.v1"
_DIAM: Final = ("kekurangan.dialihkan.v1", JADWAL, PINDAH)
LANGKAH: Final[dict[str, dict[str, str]]] = {
    "baru": {TERCATAT: "terbuka"},
    "terbuka": {
        "kekurangan.dinyatakan_lengkap.v1": "dilengkapi",
        "kekurangan.dihapuskan.v1": "dihapuskan",
        LEWAT: "terbuka",
        **dict.fromkeys(_DIAM, "terbuka"),
    },
    "dilengkapi": {
        "kekurangan.diverifikasi.v1": "diverifikasi",
        "kekurangan.ditolak.v1": "terbuka",
        "kekurangan.dihapuskan.v1": "dihapuskan",
        **dict.fromkeys(_DIAM, "dilengkapi"),
    },
}
"""Which fact may follow in which state, and where it leads: written from the field's procedure."""
PERISTIWA: Final = {
    "kekurangan.catat": TERCATAT,
    "kekurangan.nyatakan_dilengkapi": "kekurangan.dinyatakan_lengkap.v1",
    "kekurangan.verifikasi": "kekurangan.diverifikasi.v1",
    "kekurangan.tolak": "kekurangan.ditolak.v1",
    "kekurangan.hapuskan": "kekurangan.dihapuskan.v1",
    "kekurangan.alihkan": "kekurangan.dialihkan.v1",
}
"""What each wish is told as, when it is granted."""


@dataclass(slots=True)
class Satu:
    """One gap while its lines are walked."""

    keadaan: str = "baru"
    versi: int = 0
    butir: tuple[str, str, str] = ("", "", "")
    """Record, visit, item."""
    jatuh_tempo: datetime | None = None
    lewat: bool = False

    @property
    def berjalan(self) -> Mapping[str, datetime]:
        """The deadline that runs while nobody says it is completed."""
        if self.keadaan == "terbuka" and self.jatuh_tempo is not None and not self.lewat:
            return {"kekurangan": self.jatuh_tempo}
        return {}


@dataclass(slots=True)
class Kekurangan:
    """All gaps, and the verdicts on the records they are in."""

    bukti: Bukti
    tenggat: Tenggat
    semua: dict[str, Satu] = field(default_factory=dict)
    terbuka: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _per_berkas: dict[str, int] = field(default_factory=dict)
    """By record: how many gaps keep it from being complete."""

    def dengar(self, baris: Jejak) -> None:
        """One line, of a gap or of a record."""
        if baris.jenis == "berkas.lengkap.v1" and (sisa := self._per_berkas.get(baris.subjek)):
            self._kata("putusan_salah", baris, f"dinyatakan lengkap, padahal masih ada {sisa} kekurangan")
        if baris.jenis == "berkas.tidak_lengkap.v1" and not self._per_berkas.get(baris.subjek):
            self._kata("putusan_salah", baris, "dinyatakan tidak lengkap, padahal tidak ada kekurangan")
        if baris.jenis.startswith(AWALAN):
            self._langkah(baris, self.semua.setdefault(baris.subjek, Satu()))

    def _langkah(self, baris: Jejak, satu: Satu) -> None:
        if baris.versi != satu.versi + 1:
            self._kata("versi_berlubang", baris, f"versi {baris.versi} sesudah {satu.versi}")
        ke = LANGKAH.get(satu.keadaan, {}).get(baris.jenis)
        if ke is None or (baris.data.get("dari"), baris.data.get("ke")) != (satu.keadaan, ke):
            self._kata("langkah_terlarang", baris, f"{baris.jenis}: {satu.keadaan} -> {baris.data.get('ke')}")
        before = satu.keadaan in BELUM_SELESAI
        satu.keadaan, satu.versi = str(baris.data.get("ke")), baris.versi
        if baris.jenis == TERCATAT:
            data = baris.data
            satu.butir = (str(data.get("berkas")), str(data.get("kunjungan")), str(data.get("butir")))
            if satu.butir in self.terbuka:
                self._kata("dua_kali", baris, f"{satu.butir} sudah tercatat sebagai {self.terbuka[satu.butir]}")
        if baris.jenis in {TERCATAT, JADWAL}:
            satu.jatuh_tempo, satu.lewat = waktu(str(baris.data["jatuh_tempo"])), False
        if baris.jenis == PINDAH:
            self._pindah(satu, str(baris.data.get("berkas")))
        self._hitung(satu, baris.subjek, before=before)
        satu.lewat = satu.lewat or baris.jenis == LEWAT
        self.tenggat.ikuti(baris, satu.berjalan, ("kekurangan",))

    def _pindah(self, satu: Satu, berkas: str) -> None:
        """Its folder was merged: it keeps the other one from being complete now."""
        self._per_berkas[satu.butir[0]] -= 1
        self._per_berkas[berkas] = self._per_berkas.get(berkas, 0) + 1
        id_ = self.terbuka.pop(satu.butir, "")
        satu.butir = (berkas, *satu.butir[1:])
        self.terbuka[satu.butir] = id_

    def _hitung(self, satu: Satu, id_: str, *, before: bool) -> None:
        after, berkas = satu.keadaan in BELUM_SELESAI, satu.butir[0]
        self._per_berkas[berkas] = self._per_berkas.get(berkas, 0) + after - before
        if after and not before:
            self.terbuka[satu.butir] = id_
        elif before and not after:
            self.terbuka.pop(satu.butir, None)

    def periksa(self) -> int:
        """The table holds exactly the gaps of the ledger. How many there were."""
        ada = {str(b.get("id")): (b.get("keadaan"), b.get("versi")) for b in self.bukti.baris("kekurangan.jsonl")}
        for id_ in sorted(ada.keys() | self.semua.keys()):
            satu = self.semua.get(id_, Satu())
            if ada.get(id_) != (satu.keadaan, satu.versi):
                kata = f"{ada.get(id_)}, dari buku {(satu.keadaan, satu.versi)}"
                self.bukti.temuan.catat("kekurangan_bukan_jumlah", id_, kata)
        return len(self.semua)

    def _kata(self, jenis: str, baris: Jejak, kata: str) -> None:
        self.bukti.temuan.catat(jenis, baris.seq, kata)
