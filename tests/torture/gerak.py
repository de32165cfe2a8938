"""What a client may ask next of a record, as far as it knows: its own small map of the trade, made of plain words."""

import os
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

RM: Final = "RM"
KENARI: Final = "KENARI"

JALAN: Final[dict[str, tuple[tuple[int, str], ...]]] = {
    "disimpan": ((24, "ambil"), (2, "pinjamkan"), (1, "inaktifkan"), (1, "laporkan_hilang"), (1, "tahan")),
    "diambil": ((12, "terima_di_unit"), (2, "batal_ambil"), (2, "terima_kembali"), (1, "laporkan_hilang")),
    "di_poli": ((6, "kirim_kembali"), (3, "alihkan"), (4, "terima_kembali"), (1, "laporkan_hilang")),
    "dalam_perjalanan": ((8, "tiba"), (1, "laporkan_hilang")),
    "kembali": ((8, "rakit"), (2, "ambil")),
    "dirakit": ((6, "nyatakan_lengkap"), (4, "kekurangan.catat"), (1, "ambil")),
    "tidak_lengkap": ((5, "lengkapi"), (2, "kembalikan_ke_unit"), (1, "ambil")),
    "lengkap": ((8, "simpan"), (1, "ambil"), (1, "pinjamkan")),
    "dipinjam": ((1, "kembalikan_pinjaman"),),
    "hilang": ((1, "temukan"),),
    "ditemukan": ((1, "verifikasi_temuan"),),
    "inaktif": ((2, "nilai"), (3, "aktifkan")),
    "dinilai": ((1, "usulkan_musnah"), (2, "aktifkan")),
    "diusulkan_musnah": ((2, "batalkan_usul"), (1, "aktifkan")),
}
"""By state: what is asked, how often against the others."""
KURANG: Final = (
    (4, "nyatakan_tidak_lengkap"),
    (3, "kekurangan.nyatakan_dilengkapi"),
    (3, "kekurangan.verifikasi"),
    (1, "kekurangan.tolak"),
    (1, "kekurangan.hapuskan"),
    (1, "nyatakan_lengkap"),
)
"""While a folder is assembled and this client knows of a gap in it: one of these."""
AKHIR: Final = {"dinilai": "lestarikan", "diusulkan_musnah": "musnahkan", "disimpan": "gabungkan"}
"""Ends of a life: asked now and then of a client's own records only."""
SISIPAN: Final = ("catat_terlihat", "lepas", "tahan", "urungkan")
"""Asked in any state, now and then."""
SALAH: Final = ("simpan", "verifikasi_temuan", "kembalikan_pinjaman", "batalkan_usul", "temukan", "musnahkan")
"""Asked where it cannot be granted."""


DIMINTA: Final = 20
"""Requests of a client that are open at most, as far as it knows; and visits."""
UMUM: Final = "UMUM"
"""Where people come."""


def uuid7(rng: Random | None = None) -> str:
    """A new identifier. From the operating system unless a seed is wanted: two runs must not share one."""
    noise = int.from_bytes(os.urandom(10), "big") if rng is None else rng.getrandbits(80)
    value = (time.time_ns() // 1_000_000) << 80 | 7 << 76 | (noise >> 64 & 0xFFF) << 64 | 2 << 62 | noise & (2**62 - 1)
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def kini() -> datetime:
    """The wall clock of whoever asks."""
    return datetime.fromtimestamp(time.time_ns() / 1e9, UTC)


@dataclass(slots=True)
class Yakin:
    """What a client believes of a record. Another client may have moved it meanwhile."""

    id: str
    kode: str | None = None
    keadaan: str = "disimpan"
    versi: int = 1
    lokasi: str | None = RM
    tujuan: str | None = None
    elektronik: bool = False
    milik: bool = False
    """Nobody else moves it."""
    kurang: str | None = None
    """The gap this client knows of in it."""

    def dengar(self, jenis: str, isi: dict[str, Any], jawab: dict[str, Any]) -> bool:
        """Take in an answer; False where it shows that more has happened than this client knows."""
        if jenis.startswith("permintaan."):
            return True
        if jenis.startswith("kekurangan."):
            ended = jawab["keadaan"] in {"diverifikasi", "dihapuskan"}
            self.kurang = None if ended else str(jawab["subjek"])
            return True
        moved = jawab.get("peristiwa") != "berkas.terlihat.v1"
        known = int(jawab["versi"]) == self.versi + 1
        self.versi = max(self.versi, int(jawab["versi"]))
        self.keadaan = str(jawab["keadaan"])
        if not moved:
            return known
        if "unit" in isi:
            self.lokasi, self.tujuan = str(isi["unit"]), None
        elif "tujuan" in isi:
            self.tujuan = str(isi["tujuan"])
        elif jenis == "berkas.kirim_kembali":
            self.tujuan = RM
        elif self.keadaan in {"kembali", "disimpan"}:
            self.lokasi, self.tujuan = RM, None
        return known and jenis not in {"berkas.pindai", "berkas.urungkan"}


@dataclass(slots=True)
class Minta:
    """One wish, ready for its door; asked again it is the same to the byte."""

    pintu: str
    jenis: str
    berkas: Yakin | None
    isi: dict[str, Any] = field(default_factory=dict)
    siapa: int = 0
    lain: dict[str, Any] = field(default_factory=dict)
    """The envelope beside it: terjadi_pada, versi, jam_perangkat, kode, subjek."""
    command_id: str = field(default_factory=uuid7)
    terjawab: bool = False
    """Answered once already: asked again on purpose, it is not counted again."""

    @property
    def subjek(self) -> str:
        """The record; a registration's is its own id."""
        return str(self.lain.get("subjek") or (self.berkas.id if self.berkas else self.command_id))

    def catatan(self, *, ulang: bool, pintu: str | None = None) -> dict[str, Any]:
        """As it stands in the history. `pintu`: the door it goes through this time, where that is another."""
        said = {"command_id": self.command_id, "pintu": pintu or self.pintu, "jenis": self.jenis, "subjek": self.subjek}
        kept = {name: self.lain[name] for name in ("terjadi_pada", "versi") if name in self.lain}
        return said | {"isi": self.isi, "siapa": self.siapa, "ulang": ulang} | kept

    def tubuh(self) -> dict[str, Any]:
        """As it is sent."""
        if self.jenis == "berkas.pindai":
            named = {"kode": self.lain["kode"]} if "kode" in self.lain else {"teks": self.subjek}
            times = {name: self.lain[name] for name in ("terjadi_pada", "versi", "jam_perangkat") if name in self.lain}
            return {"command_id": self.command_id} | named | times | self.isi
        times = {name: self.lain[name] for name in ("terjadi_pada", "versi", "jam_perangkat") if name in self.lain}
        return {"command_id": self.command_id, "jenis": self.jenis, "subjek": self.subjek, "data": self.isi} | times


@dataclass(slots=True)
class Pengarang:
    """Makes wishes up, from a seed."""

    rng: Random
    klien: int
    unit: list[str]
    petugas: list[str]
    _nomor: int = 0
    _diminta: list[str] = field(default_factory=list)
    _datang: list[str] = field(default_factory=list)

    def daftar(self, pintu: str) -> Minta:
        """A new record; its number is a canary like all others."""
        self._nomor += 1
        nomor = f"{KENARI}-{self.klien:02d}{os.urandom(5).hex().upper()}"
        data: dict[str, Any] = {"nomor": nomor}
        if self.rng.random() < 0.1:
            data["pembawa"] = "elektronik"
        return Minta(pintu, "berkas.daftarkan", None, data)

    def gerak(self, berkas: Yakin, pintu: str, gabung: Yakin | None = None) -> Minta:
        """What would come next in this record's life."""
        rng = self.rng
        ways = JALAN.get(berkas.keadaan, ((1, "catat_terlihat"),))
        if berkas.keadaan in {"dirakit", "tidak_lengkap"} and berkas.kurang is not None and rng.random() < 0.6:
            ways = KURANG
        kata = rng.choices([kata for _, kata in ways], [weight for weight, _ in ways])[0]
        if berkas.elektronik and berkas.keadaan == "disimpan":
            kata = "rakit"
        elif berkas.milik and rng.random() < 0.04 and berkas.keadaan in AKHIR:
            kata = AKHIR[berkas.keadaan]
        elif rng.random() < 0.08:
            kata = rng.choice(SISIPAN)
        if kata == "tiba":
            kata = "terima_kembali" if berkas.tujuan in {RM, None} else "terima_di_unit"
        if kata == "gabungkan" and gabung is None:
            kata = "catat_terlihat"
        siapa = int(kata in {"verifikasi_temuan", "musnahkan"}) ^ int(rng.random() < 0.02)
        if kata.startswith("kekurangan."):
            return self._kurang(kata, berkas, pintu, siapa)
        return Minta(pintu, f"berkas.{kata}", berkas, self._isi(kata, berkas, gabung), siapa)

    def _kurang(self, kata: str, berkas: Yakin, pintu: str, siapa: int) -> Minta:
        """Something about a gap in it: a new one, or the one this client knows of."""
        rng = self.rng
        if kata == "kekurangan.catat":
            missing = rng.choice(("identitas.ada", "identitas.terisi", "resume_medis.tanda_tangan"))
            isi = {"berkas": berkas.id, "butir": missing, "penanggung_jawab": rng.choice(self.petugas)}
            return Minta(pintu, kata, berkas, isi, siapa, {"subjek": uuid7()})
        isi = {"kekurangan.tolak": {"sebab": "belum_terisi"}, "kekurangan.hapuskan": {"sebab": "ganda"}}.get(kata, {})
        gap, berkas.kurang = berkas.kurang, None if rng.random() < 0.2 else berkas.kurang
        return Minta(pintu, kata, berkas, isi, siapa, {"subjek": gap})

    def _isi(self, kata: str, berkas: Yakin, gabung: Yakin | None) -> dict[str, Any]:
        rng = self.rng
        elsewhere = [unit for unit in self.unit if unit != berkas.lokasi]
        match kata:
            case "ambil" | "alihkan" | "kembalikan_ke_unit":
                holder = {"pemegang": rng.choice(self.petugas)} if rng.random() < 0.3 else {}
                return {"tujuan": rng.choice(elsewhere)} | holder
            case "terima_di_unit":
                return {"unit": berkas.tujuan or rng.choice(self.unit)}
            case "temukan":
                return {"unit": rng.choice([RM, *self.unit])}
            case "terima_kembali":
                return {"cara_kembali": "diantar" if berkas.keadaan == "dalam_perjalanan" else "dijemput"}
            case "nyatakan_tidak_lengkap":
                return {"penanggung_jawab": rng.choice(self.petugas)}
            case "pinjamkan":
                due = kini() + timedelta(seconds=rng.choice((3, 20, 86_400)))
                keperluan = rng.choice(("klaim", "pendidikan", "audit"))
                return {"peminjam": rng.choice(self.petugas), "keperluan": keperluan, "jatuh_tempo": due.isoformat()}
            case "gabungkan" if gabung is not None:
                return {"ke_berkas": gabung.id}
            case _:
                return {}

    def permintaan(self, berkas: Yakin, pintu: str) -> Minta:
        """A unit asks for the folder, or calls an older wish of this client's off."""
        rng = self.rng
        if len(self._diminta) >= DIMINTA or (self._diminta and rng.random() < 0.3):
            old = self._diminta.pop(rng.randrange(len(self._diminta)))
            return Minta(pintu, "permintaan.batalkan", None, {"sebab": "pasien_batal"}, 0, {"subjek": old})
        new = uuid7()
        self._diminta.append(new)
        isi = {"berkas": berkas.id, "unit": rng.choice(self.unit)}
        return Minta(pintu, "permintaan.buat", berkas, isi, 0, {"subjek": new})

    def kunjungan(self, pintu: str) -> list[Minta]:
        """What comes next at the front desk: somebody new comes and has a folder made, is served, or goes away."""
        rng = self.rng
        if len(self._datang) >= DIMINTA or (self._datang and rng.random() < 0.4):
            visit = self._datang.pop(rng.randrange(len(self._datang)))
            if rng.random() < 0.5:
                return [Minta(pintu, "kunjungan.layani", None, {}, 0, {"subjek": visit})]
            return [Minta(pintu, "kunjungan.batalkan", None, {"alasan_batal": "pasien_pergi"}, 0, {"subjek": visit})]
        who, visit = uuid7(), uuid7()
        self._datang.append(visit)
        nama = f"{KENARI} Rekaan {''.join(rng.choices('BCDFG', k=6))}"
        isi = {"pasien": who, "unit": UMUM, "jenis_kunjungan": "rawat_jalan", "cara_bayar": "umum"}
        folder = self.daftar(pintu)
        folder.isi |= {"pasien": who, "pembawa": "fisik"}
        return [
            Minta(pintu, "pasien.daftarkan", None, {"identitas": {"nama": nama}}, 0, {"subjek": who}),
            *([folder] if rng.random() < 0.5 else []),
            Minta(pintu, "kunjungan.daftarkan", None, isi, 0, {"subjek": visit}),
        ]

    def pindai(self, berkas: Yakin) -> Minta:
        """A scan where the folder is believed to be, or anywhere."""
        rng = self.rng
        here = berkas.tujuan or berkas.lokasi or RM
        di = here if rng.random() < 0.8 else rng.choice([RM, *self.unit])
        isi: dict[str, Any] = {"di": di}
        if rng.random() < 0.5:
            isi["tujuan"] = rng.choice([RM, *self.unit])
        if rng.random() < 0.1:
            isi["lihat_saja"] = True
        named = {"kode": berkas.kode} if berkas.kode and rng.random() < 0.6 else {}
        return Minta("pindai", "berkas.pindai", berkas, isi, lain=dict(named))

    def susulan(self, berkas: Yakin) -> Minta:
        """The same, hours or seconds late; half of them at a place where the folder was not."""
        rng = self.rng
        late = rng.choice((1.0, 5.0, 30.0, 300.0, 3600.0, 40 * 3600.0)) * rng.uniform(0.5, 1.0)
        if rng.random() < 0.3:
            asked = self.gerak(berkas, "susulan")
        else:
            asked = self.pindai(berkas)
            asked.pintu = "susulan"
            if rng.random() < 0.5:
                asked.isi["di"] = rng.choice(self.unit)
        asked.lain["terjadi_pada"] = (kini() - timedelta(seconds=late)).isoformat()
        if rng.random() < 0.1:
            asked.lain["jam_perangkat"] = (kini() + timedelta(minutes=rng.choice((-20, 5, 90)))).isoformat()
        return asked

    def salah(self, berkas: Yakin, pintu: str) -> Minta:
        """Something that must be refused, most of the time."""
        rng = self.rng
        match rng.randrange(5):
            case 0:
                kata = rng.choice(SALAH)
                return Minta(pintu, f"berkas.{kata}", berkas, self._isi(kata, berkas, None))
            case 1:
                return Minta(pintu, "berkas.terima_di_unit", berkas, {"unit": rng.choice(self.unit)})
            case 2:
                return Minta(pintu, "berkas.ambil", berkas, {"tujuan": "TAKADA"})
            case 3:
                return Minta(pintu, "berkas.ambil", None, {"tujuan": rng.choice(self.unit)}, lain={"subjek": uuid7()})
            case _:
                asked = self.gerak(berkas, pintu)
                asked.lain["versi"] = max(0, berkas.versi - rng.randrange(1, 3))
                return asked
