"""What the sample's electronic records were found to lack, visit by visit, and how far that has come. Pure.

Every visit whose records were filled in is analysed: most were whole at once, some after days, a few wait still. So
the reports of completeness, the clock of 24 hours and the reminders have something to say, doctor by doctor.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from engine.sample.kekurangan import JALAN, PERAWAT, TERBANYAK
from engine.sample.langkah import Langkah
from engine.sample.tempat import LOKET, PERMED, PERMED_LAIN, SISTEM
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as kurang
from schemas.commands import kunjungan as visit
from schemas.names import CaraKeluar, JenisKunjungan, SebabTolak

J: Final = JenisKunjungan
DOKTERNYA: Final = "dokternya"
"""Stands for the doctor of the visit."""
FORMULIR: Final = {
    J.RAWAT_JALAN: JALAN,
    J.GAWAT_DARURAT: ("identitas", "triase", "catatan_gawat_darurat"),
    J.RAWAT_INAP: (
        *("ringkasan_masuk_keluar", "identitas", "persetujuan_umum", "pengkajian_medis"),
        *("catatan_perkembangan", "catatan_perawat", "resume_medis"),
    ),
}
"""What is looked at in a visit of each kind."""
KURANG: Final = {
    J.RAWAT_JALAN: (
        ("catatan_rawat_jalan.tanda_tangan", DOKTERNYA),
        ("catatan_rawat_jalan.terisi", DOKTERNYA),
        ("persetujuan_umum.tanda_tangan", LOKET),
    ),
    J.GAWAT_DARURAT: (("catatan_gawat_darurat.tanda_tangan", DOKTERNYA), ("triase.terisi", PERAWAT)),
    J.RAWAT_INAP: (
        ("resume_medis.tanda_tangan", DOKTERNYA),
        ("resume_medis.terisi", DOKTERNYA),
        ("catatan_perawat.tanda_tangan", PERAWAT),
    ),
}
"""What may be missing, and who should have seen to it."""
SERING: Final = {J.RAWAT_JALAN: 4, J.GAWAT_DARURAT: 3, J.RAWAT_INAP: 2}
"""One of so many visits of each kind is found incomplete."""
HARI: Final = (1, 2, 4, 1, 9, 3, 30)
"""How many days it takes to complete them, one after the other; the last are waited for still."""


@dataclass(slots=True)
class _Layanan:
    """What is known of a visit."""

    jenis: JenisKunjungan
    unit: str = ""
    dokter: str = ""


@dataclass(slots=True)
class _Buku:
    sampai: datetime
    layanan: dict[int, _Layanan] = field(default_factory=dict)
    sibuk: dict[int, datetime] = field(default_factory=dict)
    """Until when a record is being analysed."""
    kurang: int = 0
    """How many were found incomplete."""


def dianalisis(steps: Iterable[Langkah], sampai: datetime) -> Iterator[Langkah]:
    """These steps, each filling in of a visit's records with the analysis that found it so."""
    buku, made = _Buku(sampai), list[Langkah]()
    for step in sorted(steps, key=lambda one: one.pada):
        _kenali(buku, step)
        made += _analisis(buku, step) if step.kind is visit.CatatLengkap else (step,)
    return _terisi(sorted(made, key=lambda one: one.pada))


def _terisi(steps: Iterable[Langkah]) -> Iterator[Langkah]:
    """A record that is found complete fills in every visit of its patient that is over and lacks nothing, once."""
    milik: dict[int, int] = {}
    usai: dict[int, None] = {}
    celah: dict[int, int] = {}
    for step in steps:
        if step.kind is visit.CatatLengkap and step.tempat not in usai:
            continue  # told with another visit's verdict
        yield step
        if step.kind in {visit.Daftarkan, visit.MasukRawatInap}:
            milik[step.tempat] = step.rujuk["pasien"][1]
        elif step.kind is visit.Selesaikan and step.isi["cara_keluar"] is not CaraKeluar.DIRAWAT:
            usai[step.tempat] = None
        elif step.kind is visit.CatatLengkap:
            del usai[step.tempat]
        elif step.kind is kurang.Catat:
            celah[step.tempat] = step.rujuk["kunjungan"][1]
        elif step.kind is kurang.Verifikasi:
            del celah[step.tempat]
        elif step.kind is ask.NyatakanLengkap:
            over = [one for one in usai if milik[one] == step.tempat and one not in celah.values()]
            for one in over:
                del usai[one]
                yield Langkah(step.pada, SISTEM, visit.CatatLengkap, one, rujuk={"berkas": ("berkas", step.tempat)})


def _kenali(buku: _Buku, step: Langkah) -> None:
    if step.kind is visit.Daftarkan:
        jenis = J(str(step.isi["jenis_kunjungan"]))
        buku.layanan[step.tempat] = _Layanan(jenis, str(step.isi["unit"]).lower())
    elif step.kind is visit.MasukRawatInap:
        buku.layanan[step.tempat] = _Layanan(J.RAWAT_INAP, "ranap", step.orang.get("dokter", ""))
    elif step.kind is visit.Layani:
        buku.layanan[step.tempat].dokter = step.orang.get("dokter", "")


def _analisis(buku: _Buku, filled: Langkah) -> Iterator[Langkah]:
    berkas, seen, pada = filled.rujuk["berkas"][1], buku.layanan[filled.tempat], filled.pada
    if buku.sibuk.get(berkas, pada - timedelta(days=1)) >= pada:
        yield filled  # the record is open for another visit of theirs
        return
    buku.sibuk[berkas] = pada
    meja = PERMED if filled.tempat % 2 else PERMED_LAIN
    yield Langkah(pada, meja, ask.Rakit, berkas)
    if filled.tempat % SERING[seen.jenis] or not seen.dokter:
        yield from _lengkap(filled, meja, seen, pada)
        return
    done = pada + timedelta(days=HARI[buku.kurang % len(HARI)])
    buku.kurang += 1
    buku.sibuk[berkas] = done
    yield from _kurang(buku, filled, meja, seen, done)


def _lengkap(filled: Langkah, meja: str, seen: _Layanan, pada: datetime) -> Iterator[Langkah]:
    berkas = filled.rujuk["berkas"][1]
    yield _putusan(pada, meja, ask.NyatakanLengkap, filled, seen)
    yield Langkah(pada, meja, ask.Simpan, berkas)


def _kurang(buku: _Buku, filled: Langkah, meja: str, seen: _Layanan, done: datetime) -> Iterator[Langkah]:
    berkas, pada = filled.rujuk["berkas"][1], filled.pada
    pool, ke = KURANG[seen.jenis], filled.tempat // SERING[seen.jenis]
    gaps = [
        (filled.tempat * TERBANYAK + n, *pool[(ke + n) % len(pool)])
        for n in range(1 + ke % 2)
    ]  # fmt: skip
    whose = {DOKTERNYA: seen.dokter, PERAWAT: seen.unit}
    for place, butir, siapa in gaps:
        named = {"penanggung_jawab": whose.get(siapa, siapa)}
        where = {"berkas": ("berkas", berkas), "kunjungan": ("kunjungan", filled.tempat)}
        yield Langkah(pada, meja, kurang.Catat, place, {"butir": butir}, named, where)
    yield _putusan(pada, meja, ask.NyatakanTidakLengkap, filled, seen)
    said = min(done, pada + timedelta(days=3)) - timedelta(hours=1)
    if said >= buku.sampai:
        return
    first, _, siapa = gaps[0]
    yield Langkah(said, whose.get(siapa, siapa), kurang.NyatakanDilengkapi, first)
    if done >= buku.sampai:
        if first % 4:  # looked at, and it was not; the others wait to be looked at
            why: dict[str, object] = {"sebab": SebabTolak.BELUM_DITANDATANGANI}
            yield Langkah(said + timedelta(hours=1), meja, kurang.Tolak, first, why)
        return
    for place, _, siapa in gaps[1:]:
        yield Langkah(done - timedelta(hours=1), whose.get(siapa, siapa), kurang.NyatakanDilengkapi, place)
    yield Langkah(done, meja, ask.Lengkapi, berkas)
    for place, _, _ in gaps:
        yield Langkah(done, meja, kurang.Verifikasi, place)
    yield from _lengkap(filled, meja, seen, done)


def _putusan(pada: datetime, meja: str, kind: type[ask.Putusan], filled: Langkah, seen: _Layanan) -> Langkah:
    isi: dict[str, object] = {"formulir": FORMULIR[seen.jenis]}
    rujuk = {"kunjungan": ("kunjungan", filled.tempat)}
    return Langkah(pada, meja, kind, filled.rujuk["berkas"][1], isi, rujuk=rujuk)


__all__ = ["dianalisis"]
