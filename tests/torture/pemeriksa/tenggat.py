"""Deadlines: each that came due was told once, not early, within a minute of when it could be."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from tests.torture.pemeriksa.bukti import Baris, Bukti, waktu
from tests.torture.pemeriksa.lipat import Jejak, Riwayat, berjalan

SETIAP_LEWAT: Final = ".lewat_tenggat.v1"
"""A deadline told late, of whatever it is."""
TOLERANSI: Final = timedelta(seconds=60)
"""How late a deadline may be told, after it was due and the system was there to tell it."""
HALUS: Final = timedelta(milliseconds=1)
"""Two clocks' readings of one instant."""
ZONA: Final = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
LAMA: Final = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
BATAS: Final[dict[str, Any]] = {
    "pengembalian": {"rawat_jalan": "PT24H", "gawat_darurat": "PT24H", "rawat_inap": "PT48H", "lainnya": "PT24H"},
    "kelengkapan": "P14D",
}
"""The field's limits (seed 003; RSUD Wangaya), where the plan (`tenggat` in rencana.json) names no others."""


class Berjalan(NamedTuple):
    """A deadline that runs."""

    jatuh_tempo: datetime
    versi: int
    sejak: datetime
    """When the ledger learned of it."""


RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-74656e676761")
"""The name space of the timer's command ids."""
RUMPUN_LAIN: Final = {"kekurangan": UUID("6a656a61-6b00-5000-8000-6b6572616e67")}
"""Those of deadlines that are not a record's."""
BERKAS: Final = ("pengembalian", "kelengkapan", "pinjaman")
"""The deadlines of a record."""
COBA: Final = 100
"""How often a deadline may have been told in vain before (its clock was set back)."""


@dataclass(slots=True)
class Halangan:
    """When nobody could tell a deadline late, in the system's own time: it was down, or its clock leapt over it."""

    kala: list[tuple[datetime, datetime]] = field(default_factory=list)

    @classmethod
    def baca(cls, bukti: Bukti) -> "Halangan":
        """From the log of faults. A shifted clock (`jam`, `geser` in seconds) shifts what comes after it."""
        kala: list[tuple[datetime, datetime]] = []
        geser = timedelta()
        for satu in sorted(_bersaat(bukti), key=lambda satu: int(satu["w"])):
            awal = _dinding(satu["w"]) + geser
            if satu.get("jenis") == "jam":
                geser = timedelta(seconds=float(satu.get("geser") or 0))
            pulih = _dinding(satu.get("pulih_w") or satu["w"]) + geser
            if pulih > awal:
                kala.append((awal, pulih))
        return cls(sorted(kala))

    def batas(self, bisa: datetime) -> datetime:
        """The latest moment to tell something that could be told from `bisa` on."""
        batas = bisa + TOLERANSI
        for awal, akhir in self.kala:
            if awal > batas:
                break
            if akhir > bisa:
                batas = max(batas, akhir + TOLERANSI)
        return batas


def _bersaat(bukti: Bukti) -> Iterator[Baris]:
    for satu in bukti.baris("gangguan.jsonl"):
        if isinstance(satu.get("w"), int) and isinstance(satu.get("pulih_w") or 0, int):
            yield satu
        else:
            bukti.temuan.catat("bukti_rusak", "gangguan.jsonl", f"tanpa saat: {satu}")


def _dinding(nano: int) -> datetime:
    return datetime.fromtimestamp(nano / 1e9, UTC)


class Aturan:
    """When something is due, reckoned anew: days by the calendar of the facility's zone, hours by the clock."""

    def __init__(self, bukti: Bukti) -> None:
        tentang = bukti.satu("aliran.json")
        self._zona = ZoneInfo(ZONA[str(tentang.get("zona", "WIB"))])
        self._unit: dict[str, str] = tentang.get("unit") or {}
        self._batas = BATAS | (bukti.rencana.get("tenggat") or {})

    def harap(self, baris: Jejak) -> tuple[str, datetime] | None:
        """The field in which a line says when something is due, and what it should say; None where it says nothing."""
        if baris.jenis == "berkas.diterima.v1":
            semua = self._batas["pengembalian"]
            jenis = self._unit.get(str(baris.data.get("unit")), "")
            return "kembali_sebelum", self._sejak(baris.efektif, semua.get(jenis) or semua["lainnya"])
        if baris.jenis in {"berkas.tidak_lengkap.v1", "kekurangan.tercatat.v1"}:
            return "jatuh_tempo", self._sejak(baris.efektif, self._batas["kelengkapan"])
        return None

    def _sejak(self, mulai: datetime, lama: str) -> datetime:
        cocok = LAMA.fullmatch(lama)
        if cocok is None:
            raise ValueError(f"bukan durasi: {lama}")
        hari, jam, menit, detik = cocok.groups(default="0")
        besok = (mulai.astimezone(self._zona) + timedelta(days=int(hari))).astimezone(UTC)
        return besok + timedelta(hours=int(jam), minutes=int(menit), seconds=float(detik))


@dataclass(slots=True)
class Tenggat:
    """All deadlines, walked beside the ledger."""

    bukti: Bukti
    halangan: Halangan
    aturan: Aturan
    jalan: dict[tuple[str, str], Berjalan] = field(default_factory=dict)
    pernah: set[tuple[str, str, int]] = field(default_factory=set)
    dimulai: int = 0
    ditandai: int = 0

    def dengar(self, baris: Jejak, riwayat: Riwayat) -> None:
        """One line of a record."""
        self.ikuti(baris, berjalan(riwayat.kini), BERKAS)

    def ikuti(self, baris: Jejak, kini: Mapping[str, datetime], jenisnya: Sequence[str]) -> None:
        """One line, and what runs after it of these kinds."""
        if baris.jenis.endswith(SETIAP_LEWAT):
            self._ditandai(baris)
        self._dihitung(baris)
        for jenis in jenisnya:
            kunci = (baris.subjek, jenis)
            lama, baru = self.jalan.get(kunci), kini.get(jenis)
            if lama is not None and lama.jatuh_tempo != baru:
                if not baris.jenis.endswith(SETIAP_LEWAT) and baris.dicatat > self.halangan.batas(
                    max(lama.jatuh_tempo, lama.sejak)
                ):
                    self._catat(
                        "tenggat_terlewat", baris, f"{jenis} jatuh tempo {lama.jatuh_tempo}, tidak pernah ditandai"
                    )
                del self.jalan[kunci]
                lama = None
            if baru is not None and lama is None:
                self.dimulai += 1
                self.jalan[kunci] = Berjalan(baru, baris.versi, baris.dicatat)

    def _dihitung(self, baris: Jejak) -> None:
        """A due time is what policy makes of the moment it began."""
        if (harap := self.aturan.harap(baris)) is None:
            return
        medan, tempo = harap
        tertulis = baris.data.get(medan)
        if tertulis is None or abs(waktu(str(tertulis)) - tempo) > HALUS:
            self._catat("tenggat_salah_hitung", baris, f"{medan} {tertulis}, seharusnya {tempo}")

    def _ditandai(self, baris: Jejak) -> None:
        """A deadline told late."""
        self.ditandai += 1
        jenis, tempo = str(baris.data.get("tenggat")), waktu(str(baris.data.get("jatuh_tempo")))
        lama = self.jalan.get((baris.subjek, jenis))
        if lama is None:
            self._catat("tenggat_dua_kali", baris, f"{jenis} tidak sedang berjalan, atau sudah ditandai")
            return
        tanda = (baris.subjek, jenis, lama.versi)
        if tanda in self.pernah:
            self._catat("tenggat_dua_kali", baris, f"{jenis} sejak versi {lama.versi} sudah ditandai")
        self.pernah.add(tanda)
        rumpun = RUMPUN_LAIN.get(jenis, RUMPUN)
        if not any(baris.id == str(uuid5(rumpun, f"{'/'.join(map(str, tanda))}/{n}")) for n in range(COBA)):
            self._catat("tenggat_id", baris, f"{baris.id} bukan id {tanda}")
        if tempo != lama.jatuh_tempo:
            self._catat("tenggat_salah", baris, f"{jenis} berkata {tempo}, berjalan sampai {lama.jatuh_tempo}")
        if baris.dicatat + HALUS < lama.jatuh_tempo:
            self._catat("tenggat_dini", baris, f"{jenis} ditandai {baris.dicatat}, jatuh tempo {lama.jatuh_tempo}")
        batas = self.halangan.batas(max(lama.jatuh_tempo, lama.sejak))
        if baris.dicatat > batas:
            self._catat("tenggat_telat", baris, f"{jenis} ditandai {baris.dicatat}, paling lambat {batas}")
        del self.jalan[baris.subjek, jenis]

    def _catat(self, jenis: str, baris: Jejak, kata: str) -> None:
        self.bukti.temuan.catat(jenis, baris.seq, kata)

    def periksa(self) -> None:
        """At the end: the table holds exactly what runs, and nothing that should have been told by now."""
        ada = dict(self._tabel())
        for kunci in sorted(ada.keys() | self.jalan.keys()):
            harap = self.jalan.get(kunci)
            if harap is None or kunci not in ada or ada[kunci] != (harap.jatuh_tempo, harap.versi):
                self.bukti.temuan.catat("tenggat_bukan_jumlah", "/".join(kunci), f"{ada.get(kunci)}, dari buku {harap}")
        diambil = self.bukti.satu("aliran.json").get("diambil")
        if diambil is None:
            self.bukti.temuan.catat("bukti_rusak", "aliran.json", "tanpa saat pengambilan (`diambil`)")
            return
        kini = waktu(diambil)
        for (subjek, jenis), satu in self.jalan.items():
            if kini > self.halangan.batas(max(satu.jatuh_tempo, satu.sejak)):
                kata = f"{jenis} jatuh tempo {satu.jatuh_tempo}, belum ditandai pada {kini}"
                self.bukti.temuan.catat("tenggat_terlewat", subjek, kata)

    def _tabel(self) -> Iterator[tuple[tuple[str, str], tuple[datetime, int]]]:
        for baris in self.bukti.baris("tenggat.jsonl"):
            yield _kunci(baris), (waktu(str(baris["jatuh_tempo"])), int(baris["versi"]))


def _kunci(baris: Baris) -> tuple[str, str]:
    return str(baris["subjek"]), str(baris["jenis"])
