"""What a folder's own history says about where it may be. Pure: evidence from its journeys.

The last place, an arrival nobody scanned, whose hands, sightings; how often and how long it was where, where it
usually went on to, and where it arrived unscanned before.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from engine.views.dugaan import MEJA, RAK, Bukti, di_unit, pada_orang
from engine.views.jejak_gerak import Baris, Perjalanan, waktu
from schemas.events import berkas as told
from schemas.names import RUANG_REKAM_MEDIS, SISTEM, Keadaan

S = Keadaan
DI_MEJA: Final = frozenset({S.KEMBALI, S.DIRAKIT, S.LENGKAP, S.TIDAK_LENGKAP})
DI_RAK: Final = frozenset({S.DISIMPAN, S.INAKTIF, S.DINILAI, S.DIUSULKAN_MUSNAH})
SUSUT: Final = 0.7
"""What an older sighting counts, against the next newer one."""
DARI_RAK: Final = 0.25
"""What the movement graph counts for a folder last told on its shelf: somebody took it without a tracer."""


def tempat(unit: str) -> str:
    """A unit as a place to look; the record room is its desks."""
    return MEJA if unit == RUANG_REKAM_MEDIS else di_unit(unit)


def bukti_riwayat(path: Perjalanan) -> Iterator[Bukti]:
    """All that its own history says."""
    yield from _terakhir(path)
    yield from _terlihat(path)
    yield from _kebiasaan(path)


def _terakhir(path: Perjalanan) -> Iterator[Bukti]:
    """Where it was, by the last fact that moved it, and what usually goes unscanned from there."""
    last = path.terakhir
    if last is None:
        return
    record, seq = path.akhir, (last.seq,)
    lokasi, tujuan = record.lokasi or RUANG_REKAM_MEDIS, record.tujuan or RUANG_REKAM_MEDIS
    if record.keadaan is S.DIAMBIL:
        asal = RAK if record.asal is S.DISIMPAN else MEJA
        yield Bukti(tempat(tujuan), "belum_sampai", 1.0, seq)
        yield Bukti(asal, "tempat_terakhir", 0.6, seq)
        yield Bukti(MEJA, "pulang_tanpa_pindai", 0.5, seq)
    elif record.keadaan is S.DALAM_PERJALANAN:
        yield Bukti(tempat(tujuan), "belum_sampai", 1.0, seq)
        yield Bukti(tempat(lokasi), "tempat_terakhir", 0.7, seq)
        yield Bukti(MEJA, "pulang_tanpa_pindai", 0.6, seq)
        yield Bukti(RAK, "di_raknya", 0.4, seq)
    elif record.keadaan is S.DI_POLI:
        yield Bukti(tempat(lokasi), "tempat_terakhir", 1.0, seq)
        yield Bukti(MEJA, "pulang_tanpa_pindai", 1.0, seq)
        yield Bukti(RAK, "di_raknya", 0.4, seq)
    elif record.keadaan is S.DIPINJAM:
        yield Bukti(MEJA, "pulang_tanpa_pindai", 0.5, seq)
    elif record.keadaan in DI_MEJA:
        yield Bukti(MEJA, "tempat_terakhir", 1.0, seq)
        yield Bukti(RAK, "di_raknya", 0.8, seq)
    else:
        yield Bukti(RAK, "tempat_terakhir", 0.8, seq)
        yield Bukti(RAK, "di_raknya", 1.0, seq)
    yield from _di_tangan(path, last)


def _di_tangan(path: Perjalanan, last: Baris) -> Iterator[Bukti]:
    """With whoever held it, or else whoever moved it last out of the room."""
    record = path.akhir
    orang = record.penanggung_jawab if record.keadaan is S.TIDAK_LENGKAP else record.pemegang
    if record.keadaan is S.DIPINJAM and orang:
        yield Bukti(pada_orang(orang), "tempat_terakhir", 1.0, (last.seq,))
        return
    holder = orang or last.event.pelaku
    if record.keadaan not in DI_RAK and holder != SISTEM:
        yield Bukti(pada_orang(holder), "di_tangan", 1.0, (last.seq,))


def _terlihat(path: Perjalanan) -> Iterator[Bukti]:
    """Sightings: since it was last moved they say where it is, before that only where it strays to."""
    since = waktu(path.terakhir.event) if path.terakhir else None
    after: list[Baris] = []
    before: dict[str, list[int]] = defaultdict(list)
    for line in path.terlihat:
        if line.event.di is None:
            continue
        if since is None or waktu(line.event) >= since:
            after.append(line)
        elif isinstance(line.event, told.BerkasTerlihat) and line.event.alasan_cek:
            before[tempat(line.event.di)].append(line.seq)
    newest: dict[str, Baris] = {}
    for line in sorted(after, key=lambda line: (waktu(line.event), line.seq)):
        newest[tempat(str(line.event.di))] = line
    ordered = sorted(newest.items(), key=lambda pair: (waktu(pair[1].event), pair[1].seq), reverse=True)
    for age, (letak, line) in enumerate(ordered):
        yield Bukti(letak, "terlihat", SUSUT**age, (line.seq,))
    for letak, seqs in sorted(before.items()):
        yield Bukti(letak, "pernah_terlihat", 1 - 0.5 ** len(seqs), tuple(seqs))


def _kebiasaan(path: Perjalanan) -> Iterator[Bukti]:
    """Its movement graph: visits, time spent, where it went on to, arrivals nobody scanned."""
    share = DARI_RAK if path.akhir.keadaan in DI_RAK else 1.0
    visits: dict[str, list[int]] = defaultdict(list)
    spent: dict[str, timedelta] = defaultdict(timedelta)
    for stay in path.tinggal:
        visits[stay.unit].append(stay.baris[0])
        if stay.selesai is not None:
            spent[stay.unit] += max(stay.selesai - stay.mulai, timedelta(0))
    all_visits, all_spent = len(path.tinggal), sum(spent.values(), timedelta(0))
    for unit, seqs in sorted(visits.items()):
        nilai = (("n", str(len(seqs))), ("semua", str(all_visits)))
        yield Bukti(tempat(unit), "sering_ke_sana", share * len(seqs) / all_visits, tuple(seqs), nilai)
        if all_spent and spent[unit]:
            part = spent[unit] / all_spent
            told_as = (("persen", str(round(100 * part))),)
            yield Bukti(tempat(unit), "lama_di_sana", share * part, tuple(seqs), told_as)
    yield from _lanjut(path)
    missed: dict[str, list[int]] = defaultdict(list)
    for leg in path.kaki[: -1 if path.kaki and len(path.kaki[-1].baris) == 1 else None]:
        if not leg.sampai:
            missed[leg.ke].append(leg.baris[0])
    for unit, seqs in sorted(missed.items()):
        often = (("n", str(len(seqs))),)
        yield Bukti(tempat(unit), "tanda_terima_luput", share * (1 - 0.5 ** len(seqs)), tuple(seqs), often)


def _lanjut(path: Perjalanan) -> Iterator[Bukti]:
    """From where it was last, where it usually went on to."""
    record = path.akhir
    here = record.tujuan if record.keadaan in {S.DIAMBIL, S.DALAM_PERJALANAN} else record.lokasi
    if here is None or here == RUANG_REKAM_MEDIS:
        return
    onward: dict[str, list[int]] = defaultdict(list)
    for leg in path.kaki:
        if leg.dari == here and leg.ke != here:
            onward[leg.ke].append(leg.baris[0])
    total = sum(len(seqs) for seqs in onward.values())
    for unit, seqs in sorted(onward.items()):
        nilai = (("n", str(len(seqs))), ("semua", str(total)))
        yield Bukti(tempat(unit), "biasa_dari_sana", len(seqs) / total, tuple(seqs), nilai)
