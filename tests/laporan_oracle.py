"""The counts of the reports as somebody with a pencil would make them from the ledger's lines.

Knows no batches, no tables, no undo: what was undone is struck out first.
"""

from collections import Counter
from datetime import timedelta

from engine.projections.analisis_baris import Macam
from engine.projections.kinds import Berita
from tests.kit import PAGI

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


def _berkas(  # noqa: C901 - counted by hand, from top to bottom
    lines: list[Berita], buku: list[Berita], jam: int, found: Hitung
) -> list[str]:
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


def _siklus(  # noqa: C901, PLR0913, PLR0917 - counted by hand, from top to bottom
    cycle: list[Berita],
    after: list[Berita],
    buku: list[Berita],
    jam: int,
    found: Hitung,
    due: str | None,
    asal: str,
) -> list[str]:
    start = cycle[0]
    first = next((one for one in cycle if one.jenis in {"berkas.lengkap.v1", "berkas.tidak_lengkap.v1"}), None)
    visit = first.data.get("kunjungan") if first else None
    unit, dokter, jenis = asal, "", ""
    if first and visit:
        for one in buku:
            if one.subjek == visit and one.seq < first.seq:
                unit, dokter = one.data.get("unit") or unit, one.data.get("dokter") or dokter
                jenis = one.data.get("jenis_kunjungan") or jenis
    bad = first is not None and first.jenis == "berkas.tidak_lengkap.v1"
    late = False
    if first and bad:
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
            if one.jenis == "kekurangan.tercatat.v1" and one.seq < first.seq
            and [line.data.get("berkas") for line in buku if line.subjek == one.subjek and line.seq < first.seq][-1]
            == start.subjek  # where it was recorded or moved to last; what closes it names no folder
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
