"""The projection behind the reports of completeness: it equals a naive recount of the ledger, whatever happens."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from engine import tables as t
from engine.database import connect
from engine.facility import baru
from engine.projections.analisis import analisis
from engine.projections.analisis_baris import Macam
from engine.projections.kinds import Berita, terapkan
from engine.workflow import Step
from engine.workflows.berkas import Berkas, Pemulihan, pulihan
from engine.workflows.tenggat_berkas import Penjadwalan
from schemas.commands import berkas as ask
from schemas.message import Pelaku
from schemas.names import JenisTenggat, Pembawa, SebabJadwal
from tests.kisah import Kisah
from tests.kit import GIGI, MESIN, PAGI, SERBA_BISA, UMUM

FORMULIR = ("identitas", "resume_medis", "catatan_rawat_jalan")
BUTIR = ("identitas.ada", "resume_medis.ada", "resume_medis.tanda_tangan", "catatan_rawat_jalan.tanggal")
DOKTER = ("dokter-a", "dokter-b")


@dataclass
class Dunia:
    """Two folders, some visits, some gaps; every fact a line, in the order in which the ledger learned of it."""

    zona: str = "WIB"
    buku: list[Berita] = field(default_factory=list)
    berkas: list[Kisah] = field(default_factory=list)
    kunjungan: list[str] = field(default_factory=list)
    kekurangan: list[tuple[str, str]] = field(default_factory=list)
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

    def langkah(self, pilihan: int, rinci: int) -> None:
        """One thing that may happen."""
        kisah = self.berkas[rinci % 2]
        kini = kisah.saat
        if pilihan == 0:
            kisah.saat += timedelta(days=(1, 6, 13, 20)[rinci % 4], hours=rinci)
        elif pilihan == 1:
            self.minta(kisah, ask.Ambil, tujuan=(UMUM, GIGI)[rinci // 2 % 2])
        elif pilihan == 2 and kisah.berkas.tujuan in {UMUM, GIGI}:
            due = None if rinci == 5 else kini + timedelta(days=rinci)
            self.minta(kisah, ask.TerimaDiUnit, unit=kisah.berkas.tujuan, kembali_sebelum=due)
        elif pilihan == 3:
            self.minta(kisah, ask.TerimaKembali, mundur=rinci * 500)
        elif pilihan == 4:
            self.minta(kisah, ask.Rakit)
        elif pilihan == 5:
            self.verdict(kisah, rinci)
        elif pilihan == 6:
            if kisah.berkas.id in self.sebelum:
                before, versi = self.sebelum[kisah.berkas.id]
                self.minta(kisah, Pemulihan, versi_diurungkan=versi, pulihan=pulihan(before), baru=True)
        elif pilihan == 7:
            self.kekurangan.append((baru(), kisah.berkas.id))
            self.catat(
                "kekurangan.tercatat.v1", self.kekurangan[-1][0], 1, kini,
                berkas=kisah.berkas.id, butir=BUTIR[rinci // 2 % 4],
            )  # fmt: skip
        elif pilihan == 8 and self.kekurangan:
            id_, _ = self.kekurangan.pop(rinci % len(self.kekurangan))
            self.catat(f"kekurangan.{('diverifikasi', 'dihapuskan')[rinci % 2]}.v1", id_, 2, kini)
        elif pilihan == 9:
            self.minta(kisah, ask.Lengkapi)
        elif pilihan == 10:
            self.minta(kisah, ask.KembalikanKeUnit, tujuan=GIGI)
        elif pilihan == 11 and kisah.berkas.jatuh_tempo:
            kisah.saat = max(kini, kisah.berkas.jatuh_tempo)
            self.minta(kisah, ask.TandaiLewat, MESIN)
        elif pilihan == 12:
            self.visit(rinci, kini)
        elif pilihan == 13:
            self.minta(kisah, ask.Simpan)
        elif pilihan == 14 and kisah.berkas.jatuh_tempo:
            self.minta(
                kisah, Penjadwalan, MESIN, tenggat=JenisTenggat.KELENGKAPAN, sebab=SebabJadwal.KEBIJAKAN,
                jatuh_tempo=kini + timedelta(days=rinci), tempo_sejak=None,
            )  # fmt: skip

    def verdict(self, kisah: Kisah, rinci: int) -> None:
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

    def visit(self, rinci: int, kini: Any) -> None:
        """A visit begins, ends, is opened again, or is filled in."""
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


# ── the oracle: reads the ledger from its first line, knows no batches, no tables, no undo (what was undone is struck) ──

Hitung = Counter[tuple[str, str, str, str, str, str]]


def oracle(buku: list[Berita], jam: int) -> Hitung:
    """The counts as somebody with a pencil would make them."""
    found: Hitung = Counter()
    verdicts = []
    for berkas in {one.subjek for one in buku if one.jenis.startswith("berkas.")}:
        verdicts += _berkas(dicoret([one for one in buku if one.subjek == berkas]), buku, jam, found)
    for visit in {one.subjek for one in buku if one.jenis.startswith("kunjungan.")}:
        _visit([one for one in buku if one.subjek == visit], verdicts.count(visit), jam, found)
    return found


def dicoret(lines: list[Berita]) -> list[Berita]:
    """A folder's lines without those that were undone."""
    gone: set[int] = set()
    for one in lines:
        if one.jenis == "berkas.gerak_diurungkan.v1":
            gone |= {one.versi, one.data["versi_diurungkan"]}
    return [one for one in lines if one.versi not in gone]


def hari(efektif: str, jam: int) -> str:
    return (PAGI.fromisoformat(efektif) + timedelta(hours=jam)).date().isoformat()


def _berkas(lines: list[Berita], buku: list[Berita], jam: int, found: Hitung) -> list[str]:
    """A folder's returns and first verdicts; the visits those name."""
    begins: list[list[Berita]] = []
    from_care, due, dues, units = True, None, {}, {}
    for one in lines:
        kind = one.jenis.split(".")[1]
        if kind == "diambil":
            from_care, due, unit = True, None, one.data["tujuan"]
        elif kind == "dikembalikan_ke_unit":
            from_care, due = False, None
        elif kind == "diterima":
            due, unit = one.data.get("kembali_sebelum"), one.data["unit"]
        elif kind == "pengambilan_dibatalkan":
            due = None
        elif (kind == "kembali" and from_care) or (kind == "dirakit" and one.data["dari"] == "disimpan"):
            begins.append([one])
            if kind == "kembali":
                dues[one.seq], units[one.seq] = due, unit
        elif kind == "kembali":
            from_care = True
        elif begins:
            begins[-1].append(one)
    named = []
    for cycle in begins:
        after = [one for one in lines if one.seq >= cycle[0].seq]
        named += _siklus(cycle, after, buku, jam, found, dues.get(cycle[0].seq), units.get(cycle[0].seq, ""))
    return named


def _siklus(cycle, after, buku, jam, found, due, asal) -> list[str]:  # type: ignore[no-untyped-def]  # noqa: ANN001, PLR0913, PLR0917, PLR0914, C901
    start = cycle[0]
    first = next((one for one in cycle if one.jenis in {"berkas.lengkap.v1", "berkas.tidak_lengkap.v1"}), None)
    visit = first.data.get("kunjungan") if first else None
    unit, dokter, jenis = asal, "", ""
    if visit:
        for one in buku:
            if one.subjek == visit and one.seq < first.seq:
                unit, dokter = one.data.get("unit") or unit, one.data.get("dokter") or dokter
                jenis = one.data.get("jenis_kunjungan") or jenis
    bad = bool(first) and first.jenis == "berkas.tidak_lengkap.v1"
    late = False
    if bad:
        limit, told = first.data.get("jatuh_tempo"), False
        for one in (one for one in after if one.seq > first.seq):
            if one.jenis == "berkas.lengkap.v1":
                late = one.efektif > limit[:19] if limit else told
                break
            if one.data.get("tenggat") == "kelengkapan":
                if one.jenis == "berkas.dijadwalkan_ulang.v1":
                    limit, told = one.data.get("jatuh_tempo"), False
                elif (limit or "")[:19] <= one.data["jatuh_tempo"][:19]:
                    told = True
            late = told
    if start.jenis == "berkas.kembali.v1":
        bulan = hari(start.efektif, jam)[:7]
        yes = {
            Macam.DIKEMBALIKAN: True,
            Macam.DINILAI: due is not None,
            Macam.TEPAT: due is not None and start.efektif <= due[:19],
            Macam.KEMBALI_KURANG: bad,
            Macam.KEMBALI_LEWAT: late,
        }
        found.update((bulan, macam, asal, dokter, jenis, "") for macam, so in yes.items() if so)
    if not first:
        return []
    where = (unit, dokter, jenis)
    bulan, told_forms = hari(first.efektif, jam)[:7], first.data.get("formulir")
    rinci = ",".join(sorted(told_forms)) if told_forms else ""
    found[(bulan, Macam.DIPERIKSA, *where, rinci)] += 1
    if bad:
        found[(bulan, Macam.TIDAK_LENGKAP, *where, "")] += 1
        found[(bulan, Macam.LEWAT, *where, "")] += late
        opened = {
            one.data["butir"]
            for one in buku
            if one.jenis == "kekurangan.tercatat.v1" and one.data["berkas"] == start.subjek and one.seq < first.seq
            and not any(other.subjek == one.subjek and one.seq < other.seq < first.seq for other in buku)
        }  # fmt: skip
        opened = {butir for butir in opened if butir.split(".")[0] in (told_forms or ())}
        found.update((bulan, Macam.BUTIR, *where, butir) for butir in opened)
        found.update((bulan, Macam.FORMULIR, *where, form) for form in {butir.split(".")[0] for butir in opened})
        found.update((bulan, Macam.UNSUR, *where, unsur) for unsur in {butir.split(".")[1] for butir in opened})
    return [visit] if visit else []


def _visit(lines: list[Berita], diperiksa: int, jam: int, found: Hitung) -> None:
    ended: Berita | None = None
    filled, dokter = False, ""
    for one in lines:
        dokter = one.data.get("dokter") or dokter
        if one.jenis.startswith("kunjungan.selesai"):
            ended, filled = one, False
        elif one.jenis.startswith("kunjungan.dibuka"):
            ended, filled = None, False
        elif one.jenis.startswith("kunjungan.terisi"):
            filled = one.data["tepat_waktu"]
    if ended is None or not ended.data.get("isi_sebelum"):
        return
    where = (hari(ended.efektif, jam)[:7],)
    of = (lines[0].data["unit"], dokter, lines[0].data["jenis_kunjungan"], "")
    found[(*where, Macam.LAYANAN, *of)] += 1
    found[(*where, Macam.LAYANAN_DIPERIKSA, *of)] += diperiksa > 0
    found[(*where, Macam.TERISI, *of)] += filled


# ── the law ─────────────────────────────────────────────────────────────────────────────────────────


def terhitung(zona: str, buku: list[Berita], potong: int) -> tuple[Hitung, list[tuple[Any, ...]]]:
    """The counts as the projection makes them, so many lines a transaction; and its rows."""
    engine = connect("sqlite://")
    proyeksi = analisis(zona)
    with engine.connect() as connection:
        for tabel in proyeksi.semua_tabel:
            tabel.create(connection)
        for start in range(0, len(buku), potong):
            assert terapkan(connection, proyeksi, buku[start : start + potong]) == []
        sets = {row.susunan: row.formulir[1:-1] for row in connection.execute(select(t.analisis_susunan))}
        found: Hitung = Counter()
        for *key, rinci, jumlah in connection.execute(select(t.analisis_hitungan)):
            found[*key, sets.get(rinci, rinci)] = jumlah
        rows = [tuple(row) for tabel in proyeksi.semua_tabel for row in connection.execute(select(tabel))]
    engine.dispose()
    return found, sorted(rows, key=str)


LANGKAH = (0, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 7, 7, 8, 9, 10, 11, 12, 12, 13, 14)
"""What may happen, the likelier the more often it stands here."""


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(LANGKAH), st.integers(0, 7)), max_size=80), st.integers(1, 9))
def test_the_counts_are_what_a_naive_recount_of_the_ledger_makes(steps: list[tuple[int, int]], potong: int) -> None:
    dunia = Dunia()
    for pilihan, rinci in [(12, 0), (12, 1), *steps]:
        dunia.langkah(pilihan, rinci)
    found, rows = terhitung("WIB", dunia.buku, potong)
    assert found == +oracle(dunia.buku, 7)
    assert terhitung("WIB", dunia.buku, 10**6)[1] == rows
