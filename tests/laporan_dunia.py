"""A small record room for tests of the reports: every fact a line, in the order in which the ledger learned of it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import orjson

from engine.facility import baru
from engine.projections.kinds import Berita
from engine.workflow import Step
from engine.workflows.berkas import Berkas, Pemulihan, pulihan
from engine.workflows.tenggat_berkas import Penjadwalan
from schemas.commands import berkas as ask
from schemas.message import Pelaku
from schemas.names import JenisTenggat, Pembawa, SebabJadwal
from tests.kisah import Kisah
from tests.kit import GIGI, MESIN, SERBA_BISA, UMUM

FORMULIR = ("identitas", "resume_medis", "catatan_rawat_jalan")
BUTIR = ("identitas.ada", "resume_medis.ada", "resume_medis.tanda_tangan", "catatan_rawat_jalan.tanggal")
DOKTER = ("dokter-a", "dokter-b")


@dataclass
class Dunia:
    """Two folders, some visits, some gaps; every fact a line, in the order in which the ledger learned of it."""

    buku: list[Berita] = field(default_factory=list)
    berkas: list[Kisah] = field(default_factory=list)
    kunjungan: list[str] = field(default_factory=list)
    kekurangan: list[str] = field(default_factory=list)
    sebelum: dict[str, tuple[Berkas, int]] = field(default_factory=dict)
    """What each folder was before its last move, and that move."""

    def __post_init__(self) -> None:
        for pembawa in (Pembawa.FISIK, Pembawa.ELEKTRONIK):
            kisah = Kisah()
            kisah.terjadi(ask.Daftarkan, pembawa=pembawa)
            self.berkas.append(kisah)

    def catat(self, jenis: str, subjek: str, versi: int, saat: Any, **data: Any) -> None:
        """A line of another workflow, or of a folder."""
        self.buku.append(Berita(len(self.buku) + 1, jenis, subjek, versi, saat.isoformat()[:19], None, data))

    def minta(self, kisah: Kisah, kind: Any, pelaku: Pelaku = SERBA_BISA, mundur: int = 0, **isi: Any) -> bool:
        """Ask; what happened is a line, perhaps told later than it was done."""
        before = kisah.berkas
        outcome = kisah.minta(kind, pelaku, **isi)
        if not isinstance(outcome, Step):
            return False
        event = outcome.event
        if kind not in {ask.TandaiLewat, Penjadwalan}:
            self.sebelum[before.id] = (before, event.versi)
        data = orjson.loads(event.data())
        saat = min(event.terjadi_pada, event.dicatat_pada) - timedelta(minutes=mundur)
        self.catat(event.jenis, event.subjek, event.versi, saat, **data)
        return True

    def langkah(self, pilihan: str, rinci: int) -> None:
        """One thing that may happen."""
        getattr(self, f"_{pilihan}")(self.berkas[rinci % 2], rinci)

    def _waktu(self, kisah: Kisah, rinci: int) -> None:
        kisah.saat += timedelta(days=(1, 6, 13, 20)[rinci % 4], hours=rinci)

    def _ambil(self, kisah: Kisah, rinci: int) -> None:
        self.minta(kisah, ask.Ambil, tujuan=(UMUM, GIGI)[rinci // 2 % 2])

    def _terima(self, kisah: Kisah, rinci: int) -> None:
        if kisah.berkas.tujuan in {UMUM, GIGI}:
            due = None if rinci == 5 else kisah.saat + timedelta(days=rinci)
            self.minta(kisah, ask.TerimaDiUnit, unit=kisah.berkas.tujuan, kembali_sebelum=due)

    def _kembali(self, kisah: Kisah, rinci: int) -> None:
        self.minta(kisah, ask.TerimaKembali, mundur=rinci * 500)

    def _rakit(self, kisah: Kisah, _rinci: int) -> None:
        self.minta(kisah, ask.Rakit)

    def _urungkan(self, kisah: Kisah, _rinci: int) -> None:
        if kisah.berkas.id in self.sebelum:
            before, versi = self.sebelum[kisah.berkas.id]
            self.minta(kisah, Pemulihan, versi_diurungkan=versi, pulihan=pulihan(before), baru=True)

    def _kurang(self, kisah: Kisah, rinci: int) -> None:
        self.kekurangan.append(baru())
        butir = BUTIR[rinci // 2 % 4]
        self.catat("kekurangan.tercatat.v1", self.kekurangan[-1], 1, kisah.saat, berkas=kisah.berkas.id, butir=butir)

    def _tutup(self, kisah: Kisah, rinci: int) -> None:
        if self.kekurangan:
            id_ = self.kekurangan.pop(rinci % len(self.kekurangan))
            self.catat(
                f"kekurangan.{('diverifikasi', 'dihapuskan')[rinci % 2]}.v1", id_, 2 + len(self.buku), kisah.saat
            )

    def _pindahkan(self, kisah: Kisah, rinci: int) -> None:
        if self.kekurangan:
            id_ = self.kekurangan[rinci % len(self.kekurangan)]
            self.catat("kekurangan.dipindahkan.v1", id_, 2 + len(self.buku), kisah.saat, berkas=kisah.berkas.id)

    def _lengkapi(self, kisah: Kisah, _rinci: int) -> None:
        self.minta(kisah, ask.Lengkapi)

    def _ke_unit(self, kisah: Kisah, _rinci: int) -> None:
        self.minta(kisah, ask.KembalikanKeUnit, tujuan=GIGI)

    def _lewat(self, kisah: Kisah, _rinci: int) -> None:
        if kisah.berkas.jatuh_tempo:
            kisah.saat = max(kisah.saat, kisah.berkas.jatuh_tempo)
            self.minta(kisah, ask.TandaiLewat, MESIN)

    def _simpan(self, kisah: Kisah, _rinci: int) -> None:
        self.minta(kisah, ask.Simpan)

    def _jadwalkan(self, kisah: Kisah, rinci: int) -> None:
        if kisah.berkas.jatuh_tempo:
            isi: dict[str, Any] = {"tenggat": JenisTenggat.KELENGKAPAN, "sebab": SebabJadwal.KEBIJAKAN}
            isi |= {"jatuh_tempo": kisah.saat + timedelta(days=rinci), "tempo_sejak": None}
            self.minta(kisah, Penjadwalan, MESIN, **isi)

    def _putusan(self, kisah: Kisah, rinci: int) -> None:
        """Complete or not, of a visit or of none, told with its forms or without."""
        isi: dict[str, Any] = {"formulir": None if rinci == 6 else FORMULIR[: 1 + rinci % 3]}
        if self.kunjungan and rinci != 7:
            isi["kunjungan"] = self.kunjungan[rinci % len(self.kunjungan)]
        mundur = 2000 if rinci == 3 else 0
        if rinci % 2:
            self.minta(kisah, ask.NyatakanLengkap, mundur=mundur, **isi)
        else:
            due = kisah.saat + timedelta(days=rinci)
            self.minta(kisah, ask.NyatakanTidakLengkap, mundur=mundur, jatuh_tempo=due, tempo_sejak=None, **isi)

    def _visit(self, kisah: Kisah, rinci: int) -> None:
        """A visit begins, ends, is opened again, or is filled in."""
        kini = kisah.saat
        if rinci < 3 or not self.kunjungan:
            self.kunjungan.append(baru())
            jenis = ("rawat_jalan", "rawat_inap")[rinci % 2]
            dokter = {} if rinci == 2 else {"dokter": DOKTER[rinci % 2]}
            self.catat(
                "kunjungan.terdaftar.v1", self.kunjungan[-1], 1, kini, jenis_kunjungan=jenis, unit=UMUM, **dokter
            )
            return
        id_, after = self.kunjungan[rinci % len(self.kunjungan)], len(self.buku)
        if rinci < 5:
            until = {} if rinci == 4 else {"isi_sebelum": (kini + timedelta(days=1)).isoformat()}
            self.catat("kunjungan.selesai.v1", id_, after, kini, **until)
        elif rinci == 5:
            self.catat("kunjungan.dibuka_lagi.v1", id_, after, kini)
        elif rinci == 6:
            self.catat("kunjungan.dilayani.v1", id_, after, kini, dokter=DOKTER[1])
        else:
            self.catat("kunjungan.terisi_lengkap.v1", id_, after, kini, tepat_waktu=rinci % 2 == 1)
