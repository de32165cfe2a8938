"""Surveilans: the counts of a week with where they come from, the quick entry form, alerts and their verification."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine import facility
from engine.people import Sesi
from engine.refusals import Refusal
from engine.surveilans import baca, hitung, lihat, minggu, sinyal
from engine.views import names
from engine.workflows.w2 import id_w2
from schemas.commands import sinyal as ask_sinyal
from schemas.commands import w2 as ask_w2
from schemas.names import AlasanBukan, CaraHitung, Kriteria, Peran
from web.context import konteks
from web.pages.perintah import bulat, minta
from web.pages.surveilans_umum import dunia, pilihan
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router: Final = APIRouter()
MEMBUKA: Final = frozenset({Peran.PEREKAM_MEDIS, Peran.DOKTER, Peran.KEPALA, Peran.PETUGAS_SURVEILANS})
"""Who is led from a count to its visits."""


@router.get("/surveilans")
def mingguan(request: Request, sesi: Kerja, minggu: str = "") -> Response:
    """One week."""
    return _mingguan(request, sesi, minggu)


@router.post("/surveilans")
def isi(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Type one disease of a week, or its visits; the cursor is back at the code for the next one."""
    sah(sesi, form)
    parts, week = konteks(request), teks(form, "minggu")
    with parts.engine.connect() as connection:
        here = dunia(request, connection, sesi)
    kode = teks(form, "kode").partition(" ")[0].upper()
    pekan = pilihan(week, here, here.pekan)
    cell: dict[str, object] = {name: bulat(form, name) or 0 for name in ("bawah", "atas", "mati")}
    data: dict[str, object] = {
        "tahun": pekan.tahun,
        "minggu": pekan.minggu,
        "cara_hitung": teks(form, "cara_hitung") or CaraHitung.TAMBAHAN,
    }
    if kode == baca.X:
        data["kunjungan"] = cell["atas"]
    else:
        data["sel"] = [cell | {"kode": kode}]
    answer = minta(
        request,
        sesi,
        ask_w2.Isi.jenis,
        command_id=teks(form, "command_id") or facility.baru(),
        subjek=id_w2(here.kita.kode, *pekan),
        data=data,
    )
    if isinstance(answer, Refusal):
        typed = {name: teks(form, name) for name in ("kode", "bawah", "atas", "mati", "cara_hitung")}
        return _mingguan(request, sesi, str(pekan), refusal=answer, diketik=typed)
    return pindah(f"/surveilans?minggu={pekan}&kabar=tercatat")


def _mingguan(
    request: Request,
    sesi: Sesi,
    teks_pekan: str,
    *,
    refusal: Refusal | None = None,
    diketik: dict[str, str] | None = None,
) -> Response:
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        here = dunia(request, connection, sesi)
        week = pilihan(teks_pekan, here, here.pekan)
        past = minggu.geser(week, -1, here.aturan.skdr.minggu)
        now = baca.seminggu(connection, here.aturan.katalog, here.kita, week)
        last = baca.seminggu(connection, here.aturan.katalog, here.kita, past)
        open_ = lihat.sinyal(connection, terbuka=True)
        alerts = {(one.fasyankes, one.penyakit): one for one in lihat.sinyal(connection, pekan=week)}
    weekly = {kode: one for kode, one in here.aturan.katalog.penyakit.items() if one.mingguan or kode in now.angka}
    zero = here.aturan.skdr.minggu_lalu_nol
    judged = {
        kode: sinyal.nilai(one, now.hitung(kode).kasus, last.hitung(kode).kasus, zero) for kode, one in weekly.items()
    }
    return halaman(
        request,
        "surveilans",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        pekan=week,
        sebelum=past,
        sesudah=minggu.geser(week, 1, here.aturan.skdr.minggu) if week < here.pekan else None,
        penyakit=weekly,
        hitungan=now,
        lalu=last,
        nilai=judged,
        terbuka=open_,
        sinyal=alerts,
        bisa_buka=not sesi.petugas.peran.isdisjoint(MEMBUKA) and not here.kita.kantor,
        command_id=facility.baru(),
        diketik=diketik or {},
        **here.isi(sesi),
    )


@router.get("/surveilans/kasus/{teks_pekan}/{kode}")
def kasus(request: Request, sesi: Kerja, teks_pekan: str, kode: str) -> Response:
    """Which visits a number is made of, and which are not counted and why. No name stands here."""
    parts = konteks(request)
    with parts.engine.connect() as connection:
        here = dunia(request, connection, sesi)
        week = minggu.baca(teks_pekan, here.aturan.skdr.minggu)
        if week is None or kode not in here.aturan.katalog.penyakit or here.kita.kantor:
            raise Ditolak(Refusal("minggu_tidak_dikenal", "minggu", {"minggu": teks_pekan[:12]}))
        if sesi.petugas.peran.isdisjoint(MEMBUKA):
            words: dict[str, str | int] = {"perintah": "membuka kunjungan", "peran": "perekam medis, dokter, kepala"}
            raise Ditolak(Refusal("peran_tidak_boleh", nilai=words))
        days = minggu.hari_pertama(week, here.aturan.skdr.minggu), minggu.hari_terakhir(week, here.aturan.skdr.minggu)
        found = hitung.kasus(connection, here.aturan.katalog, *days, hanya=(kode,))
        typed = baca.isian(connection, week).get(kode)
        units = names.unit(connection)
    return halaman(
        request,
        "surveilans_kasus",
        sesi=sesi,
        pekan=week,
        kode_penyakit=kode,
        kasus=found,
        diketik=typed,
        unit=units,
        **here.isi(sesi),
    )


@router.get("/surveilans/sinyal/{sinyal_id}")
def satu(request: Request, sesi: Kerja, sinyal_id: str) -> Response:
    """One alert: its numbers, the seven criteria, and the verdict."""
    return _satu(request, sesi, sinyal_id)


@router.post("/surveilans/sinyal/{sinyal_id}")
def putuskan(request: Request, form: Isian, sesi: Kerja, sinyal_id: str) -> Response:
    """An event, or none. A refusal stays on its page."""
    sah(sesi, form)
    jenis = teks(form, "jenis")
    data: dict[str, object]
    if jenis == ask_sinyal.Benarkan.jenis:
        data = {"kriteria": [one for one in Kriteria if teks(form, one)]}
    elif jenis == ask_sinyal.BukanKejadian.jenis:
        data = {"alasan_bukan": teks(form, "alasan_bukan")}
    else:
        raise Ditolak(Refusal("perintah_tidak_dikenal", "jenis", {"jenis": jenis[:40]}))
    answer = minta(
        request,
        sesi,
        jenis,
        command_id=teks(form, "command_id") or facility.baru(),
        subjek=sinyal_id,
        data=data,
    )
    if isinstance(answer, Refusal):
        return _satu(request, sesi, sinyal_id, refusal=answer)
    return pindah(f"/surveilans/sinyal/{sinyal_id}?kabar=tercatat")


def _satu(request: Request, sesi: Sesi, sinyal_id: str, *, refusal: Refusal | None = None) -> Response:
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        here = dunia(request, connection, sesi)
        found = lihat.satu_sinyal(connection, sinyal_id)
        if found is None:
            raise Ditolak(Refusal("sinyal_tidak_dikenal", "subjek"))
        judged, series = lihat.penilaian(connection, here.aturan, here.kita, found)
        people = names.petugas(connection, [found.pemutus] if found.pemutus else [])
    week = minggu.Pekan(found.tahun, found.minggu)
    return halaman(
        request,
        "surveilans_sinyal",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        satu=found,
        pekan=week,
        penilaian=judged,
        deret=[(one, series.get(one)) for one in baca.terakhir(week, 8, here.aturan.katalog)],
        petugas=people,
        bukan=list(AlasanBukan),
        command_id=facility.baru(),
        **here.isi(sesi),
    )
