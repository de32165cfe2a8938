"""What others say about where a missing folder may be: its pile, look-alikes, past finds, a claim. Read-only SQL."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import Connection, select

from engine import arsip
from engine import tables as t
from engine.numbers import kunci
from engine.penjajaran import tetangga_salah
from engine.policy import kebijakan
from engine.views import nomor as nomor_view
from engine.views.bukti_riwayat import DI_MEJA, DI_RAK, tempat
from engine.views.dugaan import MEJA, RAK, SISI, Bukti, di_sisi, golongan, pada_orang
from engine.views.jejak_gerak import Perjalanan, waktu
from schemas.events.berkas import BerkasDialihkan, BerkasDidaftarkan
from schemas.events.pencarian import PencarianBerhasil
from schemas.names import RUANG_REKAM_MEDIS, Keadaan, KeadaanPencarian

SEKITAR: Final = 400
"""Lines of the ledger looked at on either side of a scan: a pile is scanned in one go."""
SEBELAH: Final = 3
"""Folders to the left and right that are seen by whoever looks at its shelf."""
TERSELIP: Final = 4
"""Folders scanned just before and after it: it may have slipped into one of them."""
BARU_INI: Final = 10_000
"""Lines of the ledger before and after its last move that say where folders are sent on to."""
TETANGGA: Final = 8
"""Look-alike numbers that are suggested."""
SUSUT: Final = 0.9
"""What the next look-alike counts, against the one before."""
SEDIKIT: Final = 10
"""Finds that say nothing are added to those there were: two finds are no rule."""
TEMUAN: Final = 200
"""Past finds the base rates are taken from: the newest."""


def bukti_sekitar(connection: Connection, path: Perjalanan, nomor: str) -> Iterator[Bukti]:
    """The pile it was in, and the numbers it is mistaken for."""
    yield from rombongan(connection, path)
    yield from umum_dari_sana(connection, path)
    yield from salah_letak(connection, path, nomor)


def rombongan(connection: Connection, path: Perjalanan) -> Iterator[Bukti]:
    """Folders moved by the same hands in the same way within minutes of its last move: where they are now."""
    last = path.terakhir
    if last is None or isinstance(last.event, BerkasDidaftarkan):  # an import is no pile
        return
    j, b = t.jejak.c, t.berkas.c
    limit = kebijakan().pencarian.rombongan.batas
    query = (
        select(j.seq, j.terjadi_pada, j.dicatat_pada, j.data, b.id, b.keadaan, b.lokasi, b.tujuan, b.pemegang)
        .join(t.berkas, b.id == j.subjek)
        .where(
            j.seq.between(last.seq - SEKITAR, last.seq + SEKITAR),
            j.pelaku == last.event.pelaku,
            j.jenis == last.event.jenis,
            j.di.is_(None) if last.event.di is None else j.di == last.event.di,
            j.subjek != path.akhir.id,
        )
    )
    when = waktu(last.event)
    pile: dict[str, Any] = {}
    for row in connection.execute(query):
        if abs(min(row.terjadi_pada, row.dicatat_pada) - when) <= limit:
            pile.setdefault(row.id, row)
    if not pile:
        return
    near = sorted(pile.values(), key=lambda row: (abs(row.seq - last.seq), row.seq))
    share = (0.5 if path.akhir.keadaan in DI_RAK else 1.0) / (1 + len(near))  # it slipped into one of them at most
    for age, row in enumerate(near[:TERSELIP]):
        yield Bukti(di_sisi(row.id), "terselip", share * SUSUT**age, (last.seq, row.seq))
    yield from _tumpukan_lain(path, near)
    where: dict[str, list[int]] = defaultdict(list)
    for row in near:
        if (letak := _sekarang(row)) is not None:
            where[letak].append(row.seq)
    for letak, seqs in sorted(where.items()):
        nilai = (("n", str(len(seqs))), ("semua", str(len(pile))))
        yield Bukti(letak, "rombongan", len(seqs) / len(pile), tuple(sorted(seqs)[:TERSELIP]), nilai)


def _tumpukan_lain(path: Perjalanan, pile: Sequence[Any]) -> Iterator[Bukti]:
    """Sent off at the same time by the same hands to other units: the piles may have been mixed up."""
    own = path.akhir.tujuan
    if own is None or path.terakhir is None:
        return
    other: dict[str, list[int]] = defaultdict(list)
    for row in pile:
        if (tujuan := orjson.loads(row.data).get("tujuan")) and tujuan != own:
            other[tujuan].append(row.seq)
    total = sum(len(seqs) for seqs in other.values())
    for unit, seqs in sorted(other.items()):
        nilai = (("n", str(len(seqs))),)
        yield Bukti(tempat(unit), "tumpukan_lain", len(seqs) / total, tuple(sorted(seqs)[:TERSELIP]), nilai)


def umum_dari_sana(connection: Connection, path: Perjalanan) -> Iterator[Bukti]:
    """Where folders are usually sent on to from the unit it was last in, or sent to: lately, by anybody."""
    record = path.akhir
    here = record.tujuan if record.keadaan in {Keadaan.DIAMBIL, Keadaan.DALAM_PERJALANAN} else record.lokasi
    if path.terakhir is None or here is None or here == RUANG_REKAM_MEDIS or record.keadaan in DI_RAK:
        return
    j = t.jejak.c
    query = select(j.seq, j.data).where(
        j.seq.between(path.terakhir.seq - BARU_INI, path.terakhir.seq + BARU_INI),
        j.jenis == BerkasDialihkan.jenis,
        j.di == here,
        j.subjek != record.id,
    )
    onward: dict[str, list[int]] = defaultdict(list)
    for row in connection.execute(query):
        onward[orjson.loads(row.data)["tujuan"]].append(row.seq)
    total = sum(len(seqs) for seqs in onward.values())
    share = 1.0 if record.keadaan is Keadaan.DI_POLI else 0.5
    for unit, seqs in sorted(onward.items()):
        nilai = (("n", str(len(seqs))), ("semua", str(total)))
        yield Bukti(tempat(unit), "umum_dari_sana", share * len(seqs) / total, tuple(sorted(seqs)[-TERSELIP:]), nilai)


def _sekarang(row: Any) -> str | None:  # noqa: ANN401 - a row of `berkas`
    """Where a folder of the pile is now, as a place to look; on the shelf each stands in a place of its own."""
    keadaan = Keadaan(row.keadaan)
    if keadaan in DI_MEJA:
        return MEJA
    if keadaan is Keadaan.DIPINJAM and row.pemegang:
        return pada_orang(row.pemegang)
    if keadaan in {Keadaan.DI_POLI, Keadaan.DIAMBIL, Keadaan.DALAM_PERJALANAN}:
        return tempat(row.tujuan or row.lokasi or RUANG_REKAM_MEDIS)
    return None


def salah_letak(connection: Connection, path: Perjalanan, nomor: str) -> Iterator[Bukti]:
    """Numbers that are easily taken for this one: it may stand beside them. Less so while it was told elsewhere."""
    jajaran = arsip.jajaran(connection)
    wanted = [kunci(satu) for satu in tetangga_salah(nomor, jajaran.sistem, jajaran.bentuk)]
    found = nomor_view.ids(connection, wanted)
    share = 1.0 if path.akhir.keadaan in DI_RAK else 0.7 if path.akhir.keadaan in DI_MEJA else 0.35
    near = _di_sebelah(connection, path.akhir.id)
    alike = [found[key] for key in wanted if key in found and found[key] not in near]
    seq = (path.terakhir.seq,) if path.terakhir else ()
    for age, berkas in enumerate(alike[:TETANGGA]):
        yield Bukti(di_sisi(berkas), "salah_letak", share * SUSUT**age, seq)


def _di_sebelah(connection: Connection, berkas: str) -> set[str]:
    """The folder and those some places to its left and right: whoever looks at its own shelf sees them."""
    b = t.berkas.c
    own = connection.execute(select(b.rumah, b.urutan).where(b.id == berkas)).first()
    near = {berkas}
    if own is None or own.urutan is None:
        return near
    for beside, order in ((b.urutan < own.urutan, b.urutan.desc()), (b.urutan > own.urutan, b.urutan.asc())):
        query = select(b.id).where(b.rumah == own.rumah, beside).order_by(order).limit(SEBELAH)
        near |= set(connection.execute(query).scalars())
    return near


def klaim(connection: Connection, pencarian: str, unit: str | None, nama: str) -> Iterator[Bukti]:
    """A unit says it gave the folder back: then it came to the desks, or somebody put it away unscanned."""
    if unit is None:
        return
    j = t.jejak.c
    query = select(j.seq).where(j.subjek == pencarian, j.jenis == "pencarian.pengembalian_diklaim.v1")
    seqs = tuple(sorted(connection.execute(query).scalars()))[-1:]
    yield Bukti(MEJA, "klaim", 1.0, seqs, (("unit", nama),))
    yield Bukti(RAK, "klaim", 0.7, seqs, (("unit", nama),))


def temuan_lalu(connection: Connection, kecuali: str, letak: Sequence[str]) -> Iterator[Bukti]:
    """Where missing folders were found before, for the places that are suggested and for every unit of a find."""
    p, j = t.pencarian.c, t.jejak.c
    query = (
        select(p.id, p.letak_temuan)
        .where(p.keadaan == KeadaanPencarian.DITEMUKAN, p.letak_temuan.is_not(None), p.id != kecuali)
        .order_by(p.terdaftar.desc(), p.id)
        .limit(TEMUAN)
    )
    finds = [(row.id, _seperti(row.letak_temuan)) for row in connection.execute(query)]
    if not finds:
        return
    counts = Counter(place for _, place in finds)
    told_at = select(j.subjek, j.seq).where(j.subjek.in_([id_ for id_, _ in finds]), j.jenis == PencarianBerhasil.jenis)
    told = {row.subjek: row.seq for row in connection.execute(told_at)}
    lines = {place: tuple(sorted(told[id_] for id_, at in finds if at == place and id_ in told)) for place in counts}
    alike = Counter(_seperti(place) for place in letak)
    for place in sorted({*letak, *(place for place in counts if golongan(place) == "unit")}):
        kind = _seperti(place)
        if kind not in counts:
            continue
        nilai = (("n", str(counts[kind])), ("semua", str(len(finds))))
        share = counts[kind] / (len(finds) + SEDIKIT) / (max(alike[kind], 1) if kind in {SISI, "orang"} else 1)
        yield Bukti(place, "temuan_lalu", share, lines[kind][-TERSELIP:], nilai)


def _seperti(letak: str) -> str:
    """What a past find teaches: a unit by name, the shelf, the desks, somebody else's folder, somebody's hands."""
    return golongan(letak) if golongan(letak) in {SISI, "orang"} else letak
