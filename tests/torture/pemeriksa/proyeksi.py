"""Projections: each must equal a rebuild from the ledger done here, and none may lag behind it."""

from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from tests.torture.pemeriksa.bukti import Bukti
from tests.torture.pemeriksa.buku import Buku
from tests.torture.pemeriksa.kunjungan import AWALAN as KUNJUNGAN
from tests.torture.pemeriksa.kunjungan import TERDAFTAR
from tests.torture.pemeriksa.langkah import LEWAT, TERLIHAT, URUNG
from tests.torture.pemeriksa.lipat import RM, Jejak
from tests.torture.pemeriksa.pencarian import AWALAN as PENCARIAN
from tests.torture.pemeriksa.permintaan import AWALAN as PERMINTAAN
from tests.torture.pemeriksa.permintaan import DIBUAT
from tests.torture.pemeriksa.tenggat import ZONA

KE_TUJUAN: Final = frozenset({"berkas.diambil.v1", "berkas.dialihkan.v1", "berkas.dikembalikan_ke_unit.v1"})
"""What goes out is counted where it goes."""
DI_UNIT: Final = frozenset({"berkas.diterima.v1", "berkas.ditemukan.v1"})
"""What arrives or turns up is counted there."""
DI_TANGAN: Final = frozenset(
    {
        "berkas.dikirim_kembali.v1",
        "berkas.dilaporkan_hilang.v1",
        "kekurangan.dinyatakan_lengkap.v1",
        "kekurangan.lewat_tenggat.v1",
        TERLIHAT,
        LEWAT,
    }
)
"""What a unit does or sees is counted where the hands were, if that was told."""

KLAIM: Final = "pencarian.pengembalian_diklaim.v1"
"""A unit says that it brought the folder back: counted there."""

REKAP: Final = "proyeksi/rekap_gerak.jsonl"


def periksa_kursor(bukti: Bukti, buku: Buku) -> int:
    """Every projection has come to the ledger's head. How many there are."""
    jumlah = 0
    for baris in bukti.baris("proyeksi/kursor.jsonl"):
        jumlah += 1
        if baris.get("seq") != buku.kepala or baris.get("hash") != buku.hash:
            bukti.temuan.catat("proyeksi_tertinggal", baris.get("nama"), f"di {baris.get('seq')}, buku {buku.kepala}")
    if not jumlah:
        bukti.temuan.catat("bukti_kosong", "proyeksi/kursor.jsonl", "tidak satu proyeksi pun")
    return jumlah


class Rekap:
    """The daily recap, rebuilt: facts by day (on the facility's clock), place and kind."""

    def __init__(self, bukti: Bukti) -> None:
        self._bukti = bukti
        zona = ZoneInfo(ZONA[str(bukti.satu("aliran.json").get("zona", "WIB"))])
        self._hari = lru_cache(maxsize=4096)(lambda saat: saat.astimezone(zona).date().isoformat())
        self._harap: dict[tuple[str, str, str], list[int]] = {}

    def dengar(self, baris: Jejak) -> None:
        """One line."""
        saat: datetime = baris.efektif.replace(microsecond=0)
        kunci = (self._hari(saat), tempat(baris), baris.jenis)
        sel = self._harap.setdefault(kunci, [0, baris.seq, baris.seq])
        sel[0] += 1
        sel[2] = baris.seq

    def periksa(self) -> int:
        """Against the table. How many cells it has."""
        if not (self._bukti.folder / REKAP).is_file():
            self._bukti.temuan.catat("bukti_hilang", REKAP, "proyeksi itu tidak ada")
        ada = {
            (str(b.get("tanggal")), str(b.get("unit")), str(b.get("jenis"))): [
                b.get("jumlah"),
                b.get("seq_awal"),
                b.get("seq_akhir"),
            ]
            for b in self._bukti.baris(REKAP)
        }
        for kunci in sorted(ada.keys() | self._harap.keys()):
            if ada.get(kunci) != self._harap.get(kunci):
                kata = f"{ada.get(kunci)}, dari buku {self._harap.get(kunci)} (jumlah, seq awal, seq akhir)"
                self._bukti.temuan.catat("proyeksi_salah", "/".join(kunci), kata)
        return len(ada)


def tempat(baris: Jejak) -> str:
    """Where a fact counts; "" where that was not told."""
    data = baris.data
    if baris.jenis in KE_TUJUAN:
        return str(data.get("tujuan"))
    if baris.jenis in DI_UNIT:
        return str(data.get("unit"))
    if baris.jenis in DI_TANGAN:
        return baris.di or ""
    if baris.jenis == URUNG:
        pulihan = data.get("pulihan") or {}
        return str(pulihan.get("tujuan") or pulihan.get("lokasi") or "")
    if baris.jenis == KLAIM:
        return str(data.get("unit"))
    if baris.jenis.startswith((PENCARIAN, PERMINTAAN, KUNJUNGAN)):
        return str(data.get("unit")) if baris.jenis in {DIBUAT, TERDAFTAR} else baris.di or ""
    return RM
