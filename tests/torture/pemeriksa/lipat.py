"""A record as the sum of its lines: the checker's own fold, which also says where a line was not a legal step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Final

from tests.torture.pemeriksa.bukti import waktu
from tests.torture.pemeriksa.langkah import (
    CEK,
    DAPAT_DIURUNGKAN,
    DIAM,
    HANYA_FISIK,
    JADWAL,
    KAIT,
    LANGKAH,
    LEWAT,
    PANJANG,
    TAHAN,
    TAMAT,
    TERLIHAT,
    URUNG,
)

RM: Final = "RM"
Kata = Callable[[str, str], None]
"""Told of each thing that is wrong with a line: kind, words."""


@dataclass(frozen=True, slots=True)
class Jejak:
    """One line of the ledger, as far as a record's life is concerned."""

    seq: int
    id: str
    jenis: str
    subjek: str
    versi: int
    terjadi: datetime
    dicatat: datetime
    pelaku: str
    di: str | None
    selisih: int | None
    data: Mapping[str, Any]

    @property
    def efektif(self) -> datetime:
        """When it counts as having happened: never after it was recorded."""
        return min(self.terjadi, self.dicatat)


@dataclass(frozen=True, slots=True)
class Lipatan:
    """What a record is after its lines so far."""

    keadaan: str = "baru"
    versi: int = 0
    pembawa: str = "fisik"
    lokasi: str | None = None
    tujuan: str | None = None
    pemegang: str | None = None
    asal: str | None = None
    pengusul: str | None = None
    penanggung_jawab: str | None = None
    kembali_sebelum: datetime | None = None
    kembali_lewat: bool = False
    jatuh_tempo: datetime | None = None
    tempo_lewat: bool = False
    ditahan: bool = False
    digabung_ke: str | None = None
    sejak: datetime | None = None
    terakhir: datetime | None = None
    terdaftar: datetime | None = None
    pelaku_terakhir: str | None = None
    pasien: str | None = None

    @property
    def tempat(self) -> str:
        """Where it is counted: where it is going, or else where it is."""
        return self.tujuan or self.lokasi or ""


def berjalan(kini: Lipatan) -> dict[str, datetime]:
    """The deadlines that run in a record: not yet told, each with when it is due."""
    ada: dict[str, datetime] = {}
    if kini.kembali_sebelum is not None and not kini.kembali_lewat:
        ada["pengembalian"] = kini.kembali_sebelum
    if kini.jatuh_tempo is not None and not kini.tempo_lewat:
        ada["kelengkapan" if kini.penanggung_jawab else "pinjaman"] = kini.jatuh_tempo
    return ada


MEDAN: Final = tuple(medan.name for medan in fields(Lipatan))
WAKTU: Final = frozenset({"jatuh_tempo", "kembali_sebelum", "sejak", "terakhir", "terdaftar"})
YA_TIDAK: Final = frozenset({"ditahan", "kembali_lewat", "tempo_lewat"})
PULIHAN: Final = (
    "keadaan",
    "lokasi",
    "tujuan",
    "pemegang",
    "asal",
    "pengusul",
    "penanggung_jawab",
    "kembali_sebelum",
    "kembali_lewat",
    "jatuh_tempo",
    "tempo_lewat",
    "sejak",
)
"""What an undo restores."""

TANPA_PULANG: Final[dict[str, Any]] = {"kembali_sebelum": None, "kembali_lewat": False}
"""It need not come home any more: it is home, or lost."""
TANPA_TEMPO: Final[dict[str, Any]] = {"jatuh_tempo": None, "tempo_lewat": False}
"""Nobody owes its completion or its return from a loan."""
DI_RM: Final[dict[str, Any]] = {
    "lokasi": RM,
    "tujuan": None,
    "pemegang": None,
    "asal": None,
    "pengusul": None,
    **TANPA_PULANG,
}
LEWAT_DARI: Final = {"pengembalian": "kembali_lewat", "kelengkapan": "tempo_lewat", "pinjaman": "tempo_lewat"}
"""Which mark a deadline that was told late leaves on the record."""
MEDAN_TEMPO: Final = {"pengembalian": "kembali_sebelum", "kelengkapan": "jatuh_tempo"}
"""Which due times are reckoned anew; a loan's is its own."""


def ditanggung(kini: Lipatan, jenis: str) -> bool:
    """Does somebody answer for this: the unit that has it, or whoever must complete it?"""
    if jenis == "pengembalian":
        return kini.keadaan in {"di_poli", "dalam_perjalanan"}
    return kini.penanggung_jawab is not None and kini.jatuh_tempo is not None


@dataclass(slots=True)
class Riwayat:
    """One record while its lines are walked: as it is, as it was before its last move, and that move."""

    kini: Lipatan = Lipatan()
    sebelum: Lipatan | None = None
    gerak: Jejak | None = None

    def langkah(self, baris: Jejak, kata: Kata) -> None:
        """Take one line; tell what is wrong with it."""
        kini, data = self.kini, baris.data
        if baris.versi != kini.versi + 1:
            kata("versi_berlubang", f"versi {baris.versi} sesudah {kini.versi}")
        dari, ke = data.get("dari"), data.get("ke")
        if dari != kini.keadaan:
            kata("dari_tidak_cocok", f"{baris.jenis} berkata dari {dari}, padahal {kini.keadaan}")
        if baris.jenis in DIAM:
            self._diam(baris, ke, kata)
            return
        if baris.jenis == URUNG:
            self._urung(baris, ke, kata)
            return
        boleh = LANGKAH[kini.keadaan].get(baris.jenis, ()) if kini.keadaan in LANGKAH else ()
        if ke not in boleh:
            kata("langkah_terlarang", f"{baris.jenis}: {kini.keadaan} -> {ke}")
        if salah := _syarat(kini, baris):
            kata("langkah_terlarang", f"{baris.jenis}: {salah}")
        if kini.terakhir and baris.terjadi != baris.dicatat and baris.terjadi < kini.terakhir:
            kata("susulan_menggerakkan", f"{baris.jenis} terjadi {baris.terjadi}, sesudah fakta {kini.terakhir}")
        self.sebelum, self.gerak = kini, baris
        self.kini = replace(
            kini,
            versi=baris.versi,
            **_tetap(baris, ke) | {"pelaku_terakhir": baris.pelaku} | _ubah(baris),
        )

    def _diam(self, baris: Jejak, ke: object, kata: Kata) -> None:
        kini = self.kini
        if ke != kini.keadaan:
            kata("diam_menggerakkan", f"{baris.jenis}: {kini.keadaan} -> {ke}")
        if kini.keadaan == "baru":
            kata("langkah_terlarang", f"{baris.jenis} pada berkas yang belum ada")
        self.kini = replace(kini, versi=baris.versi)
        if baris.jenis == LEWAT:
            tanda = LEWAT_DARI.get(str(baris.data.get("tenggat")))
            if tanda is None:
                kata("tenggat_salah", f"tenggat {baris.data.get('tenggat')}")
            else:
                self._lewat(baris, tanda)
        if baris.jenis == JADWAL:
            self._dijadwalkan(baris, kata)
        if baris.jenis in {TERLIHAT, CEK, LEWAT, JADWAL}:
            return
        self.sebelum, self.gerak = kini, baris
        if baris.jenis == KAIT:
            self._dikaitkan(baris, kata)
        elif baris.jenis == PANJANG:
            self._diperpanjang(baris, kata)
        else:
            self._ditahan(baris, kata)

    def _dikaitkan(self, baris: Jejak, kata: Kata) -> None:
        if baris.data.get("pasien") in {None, self.kini.pasien}:
            kata("langkah_terlarang", f"{baris.jenis}: pasien {baris.data.get('pasien')} lagi")
        self.kini = replace(self.kini, pasien=baris.data.get("pasien"), pelaku_terakhir=None)

    def _diperpanjang(self, baris: Jejak, kata: Kata) -> None:
        if self.kini.keadaan != "dipinjam":
            kata("langkah_terlarang", f"{baris.jenis}: {self.kini.keadaan}")
        self.kini = replace(self.kini, **_bertempo(baris))

    def _ditahan(self, baris: Jejak, kata: Kata) -> None:
        kini = self.kini
        tahan = TAHAN[baris.jenis]
        if kini.keadaan in TAMAT or kini.ditahan is tahan:
            kata("langkah_terlarang", f"{baris.jenis}: {kini.keadaan}, ditahan {kini.ditahan}")
        self.kini = replace(kini, ditahan=tahan, pelaku_terakhir=None)

    def _lewat(self, baris: Jejak, tanda: str) -> None:
        """Told late, and so it stays: also in what an undo of the last move restores, where it ran then already."""
        jenis, tempo = str(baris.data["tenggat"]), nilai("jatuh_tempo", baris.data.get("jatuh_tempo"))
        self.kini = replace(self.kini, **ditandai(tanda))
        if self.sebelum is not None and berjalan(self.sebelum).get(jenis) == tempo:
            self.sebelum = replace(self.sebelum, **ditandai(tanda))

    def _dijadwalkan(self, baris: Jejak, kata: Kata) -> None:
        """Due at another time; also in what an undo of the last move restores, where that clock ran on through it."""
        jenis = str(baris.data.get("tenggat"))
        if jenis not in MEDAN_TEMPO:
            kata("tenggat_salah", f"tenggat {jenis} dijadwalkan ulang")
            return
        medan = MEDAN_TEMPO[jenis]
        changed = {medan: nilai("jatuh_tempo", baris.data.get("jatuh_tempo")), LEWAT_DARI[jenis]: False}
        if not ditanggung(self.kini, jenis):
            kata("langkah_terlarang", f"{baris.jenis}: {jenis} tidak berlaku bagi {self.kini.keadaan}")
        lama = self.sebelum
        if lama is not None and ditanggung(lama, jenis) and getattr(lama, medan) == getattr(self.kini, medan):
            self.sebelum = replace(lama, **changed)
        self.kini = replace(self.kini, **changed)

    def _urung(self, baris: Jejak, ke: object, kata: Kata) -> None:
        """Only the last move, only by who made it, and back to exactly what was before."""
        kini, gerak, sebelum = self.kini, self.gerak, self.sebelum
        data = baris.data
        pulihan = data.get("pulihan") or {}
        if gerak is None or sebelum is None or gerak.jenis not in DAPAT_DIURUNGKAN:
            kata("urung_terlarang", f"tidak ada gerak yang boleh diurungkan ({gerak.jenis if gerak else '-'})")
        else:
            if data.get("versi_diurungkan") != gerak.versi:
                kata("urung_terlarang", f"mengurungkan {data.get('versi_diurungkan')}, gerak terakhir {gerak.versi}")
            if baris.pelaku != gerak.pelaku:
                kata("urung_terlarang", "bukan pelaku gerak itu")
            beda = [nama for nama in PULIHAN if nilai(nama, pulihan.get(nama)) != getattr(sebelum, nama)]
            if beda or ke != sebelum.keadaan:
                kata("urung_terlarang", f"tidak pulih: {', '.join(beda) or 'keadaan'}")
        pulih = {nama: nilai(nama, pulihan.get(nama)) for nama in PULIHAN}
        self.sebelum, self.gerak = kini, baris
        self.kini = replace(
            kini, versi=baris.versi, **pulih | {"keadaan": ke, "terakhir": baris.efektif, "pelaku_terakhir": None}
        )


def ditandai(tanda: str) -> dict[str, Any]:
    """The change a deadline that was told late makes."""
    return {tanda: True}


def nilai(nama: str, isi: Any) -> Any:
    """A field as the fold has it, from how it was written down."""
    if nama in YA_TIDAK:
        return bool(isi)
    return waktu(isi) if nama in WAKTU and isi is not None else isi


def _tetap(baris: Jejak, ke: object) -> dict[str, Any]:
    return {"keadaan": ke, "terakhir": baris.efektif, "sejak": baris.efektif}


def _syarat(kini: Lipatan, baris: Jejak) -> str | None:  # noqa: PLR0911, C901 - one sentence a rule
    """Why this move was not allowed though its states fit."""
    data, jenis = baris.data, baris.jenis
    if kini.pembawa != "fisik" and jenis in HANYA_FISIK:
        return "berkas elektronik tidak berjalan"
    if jenis == "berkas.dirakit.v1" and kini.keadaan == "disimpan" and kini.pembawa == "fisik":
        return "berkas fisik dirakit di rak"
    if jenis == "berkas.diterima.v1" and data.get("unit") != kini.tujuan:
        return f"diterima di {data.get('unit')}, tujuannya {kini.tujuan}"
    if jenis == "berkas.kembali.v1" and kini.keadaan == "dalam_perjalanan" and kini.tujuan not in {RM, None}:
        return f"pulang padahal menuju {kini.tujuan}"
    if jenis in {"berkas.diambil.v1", "berkas.dikembalikan_ke_unit.v1", "berkas.dialihkan.v1"}:
        tujuan = data.get("tujuan")
        if tujuan in {RM, None} or (jenis == "berkas.dialihkan.v1" and tujuan == kini.lokasi):
            return f"tujuannya {tujuan}"
    if jenis == "berkas.pengambilan_dibatalkan.v1":
        rak = kini.asal == "disimpan"
        if rak != (data.get("ke") == "disimpan"):
            return f"diambil dari {kini.asal}, dikembalikan ke {data.get('ke')}"
    terlarang = {
        "berkas.diinaktifkan.v1", "berkas.pemusnahan_diusulkan.v1", "berkas.dimusnahkan.v1", "berkas.digabung.v1",
    }  # fmt: skip
    if kini.ditahan and jenis in terlarang:
        return "padahal ditahan"
    if jenis in {"berkas.temuan_diverifikasi.v1", "berkas.dimusnahkan.v1"} and baris.pelaku == kini.pengusul:
        return "disetujui oleh pengusulnya sendiri"
    if jenis == "berkas.digabung.v1" and data.get("ke_berkas") == baris.subjek:
        return "digabung ke dirinya"
    return None


def _keluar(baris: Jejak) -> dict[str, Any]:
    data = baris.data
    return {"asal": data.get("dari"), "tujuan": data.get("tujuan"), "pemegang": data.get("pemegang")}


def _diterima(baris: Jejak) -> dict[str, Any]:
    data = baris.data
    due = nilai("kembali_sebelum", data.get("kembali_sebelum"))
    baru = {"lokasi": data.get("unit"), "tujuan": None, "asal": None, "pemegang": data.get("pemegang") or baris.pelaku}
    return baru | {"kembali_sebelum": due, "kembali_lewat": False}


def _bertempo(baris: Jejak) -> dict[str, Any]:
    return {"jatuh_tempo": nilai("jatuh_tempo", baris.data.get("jatuh_tempo")), "tempo_lewat": False}


def _hilang(baris: Jejak) -> dict[str, Any]:
    return {"tujuan": None} | TANPA_PULANG | (TANPA_TEMPO if baris.data.get("dari") == "dipinjam" else {})


UBAH: Final[dict[str, Callable[[Jejak], dict[str, Any]]]] = {
    "berkas.didaftarkan.v1": lambda b: (
        {
            "pembawa": b.data.get("pembawa"),
            "pasien": b.data.get("pasien"),
            "lokasi": RM,
            "terdaftar": b.efektif,
            "pelaku_terakhir": None,
        }
    ),
    "berkas.diambil.v1": _keluar,
    "berkas.dikembalikan_ke_unit.v1": _keluar,
    "berkas.pengambilan_dibatalkan.v1": lambda _: DI_RM,
    "berkas.kembali.v1": lambda _: DI_RM,
    "berkas.pinjaman_dikembalikan.v1": lambda _: DI_RM | TANPA_TEMPO,
    "berkas.temuan_diverifikasi.v1": lambda _: DI_RM,
    "berkas.diterima.v1": _diterima,
    "berkas.dialihkan.v1": lambda b: {"tujuan": b.data.get("tujuan"), "pemegang": b.data.get("pemegang")},
    "berkas.dikirim_kembali.v1": lambda b: {"tujuan": RM, "pemegang": b.data.get("pemegang")},
    "berkas.dirakit.v1": lambda _: TANPA_TEMPO,
    "berkas.dilengkapi.v1": lambda _: TANPA_TEMPO,
    "berkas.lengkap.v1": lambda _: TANPA_TEMPO | {"penanggung_jawab": None},
    "berkas.tidak_lengkap.v1": lambda b: _bertempo(b) | {"penanggung_jawab": b.data.get("penanggung_jawab")},
    "berkas.dipinjamkan.v1": lambda b: _bertempo(b) | {"pemegang": b.data.get("peminjam")},
    "berkas.dilaporkan_hilang.v1": _hilang,
    "berkas.ditemukan.v1": lambda b: (
        {"lokasi": b.data.get("unit"), "tujuan": None, "pemegang": b.pelaku, "pengusul": b.pelaku}
    ),
    "berkas.diaktifkan.v1": lambda _: {"pengusul": None},
    "berkas.pemusnahan_diusulkan.v1": lambda b: {"pengusul": b.pelaku},
    "berkas.usul_musnah_dibatalkan.v1": lambda _: {"pengusul": None},
    "berkas.dimusnahkan.v1": lambda _: {"lokasi": None, "pemegang": None},
    "berkas.digabung.v1": lambda b: (
        TANPA_TEMPO | {"digabung_ke": b.data.get("ke_berkas"), "lokasi": None, "pemegang": None}
    ),
}
"""What each move changes besides state and times; a move that is not named changes nothing else."""


def _ubah(baris: Jejak) -> dict[str, Any]:
    ubah = UBAH.get(baris.jenis)
    return ubah(baris) if ubah else {}
