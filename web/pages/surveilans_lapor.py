"""W2 and W1: the weekly reports and the outbreak reports of this level, with their receipts, on screen and on paper."""

from datetime import date, datetime, tzinfo
from typing import Final

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from engine import facility
from engine.people import Sesi
from engine.refusals import Refusal
from engine.surveilans import baca, lihat, minggu
from engine.surveilans.minggu import Pekan
from engine.views import names
from engine.workflows.w2 import W2, id_w2
from schemas.commands import w1 as ask_w1
from schemas.commands import w2 as ask_w2
from schemas.names import AlasanTutup, KeadaanW1, Kriteria, Langkah
from schemas.surveilans import HitungPenyakit
from web.context import konteks
from web.pages import kata_surveilans as kata
from web.pages.perintah import bulat, minta
from web.pages.surveilans_kertas import w1_pdf, w2_pdf
from web.pages.surveilans_umum import Dunia, dunia, pilihan
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router: Final = APIRouter()
PDF: Final = "application/pdf"


# ── weekly reports ──────────────────────────────────────────────────────────────────────────────────


@router.get("/surveilans/w2")
def w2_daftar(request: Request, sesi: Kerja) -> Response:
    """Our own, the newest week first; a week that is over and has none is offered."""
    parts = konteks(request)
    with parts.engine.connect() as connection:
        here = dunia(request, connection, sesi)
        found = {Pekan(one.tahun, one.minggu): one for one in lihat.mingguan(connection, here.kita)}
    past = minggu.geser(here.pekan, -1, here.aturan.skdr.minggu)
    weeks = sorted({*found, *baca.terakhir(past, 4, here.aturan.katalog)}, reverse=True)
    due = here.kita.jam(here.aturan.skdr)
    return halaman(
        request,
        "surveilans_w2",
        sesi=sesi,
        laporan=[(week, found.get(week)) for week in weeks],
        tenggat=lambda week: minggu.jatuh_tempo(week, due, here.aturan.skdr.minggu, here.zona),
        **here.isi(sesi),
    )


@router.get("/surveilans/w2/{teks_pekan}.pdf")
def w2_kertas(request: Request, sesi: Kerja, teks_pekan: str) -> Response:
    """On paper."""
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        here = dunia(request, connection, sesi)
        week, found, cells = _w2_isi(connection, here, teks_pekan)
    made = w2_pdf(here, week, found, cells, say, parts.now())
    return Response(made, media_type=PDF, headers={"Content-Disposition": f'inline; filename="w2-{week}.pdf"'})


@router.get("/surveilans/w2/{teks_pekan}")
def w2_satu(request: Request, sesi: Kerja, teks_pekan: str) -> Response:
    """One week's report: its cells beside what is counted now."""
    return _w2(request, sesi, teks_pekan)


@router.post("/surveilans/w2/{teks_pekan}")
def w2_lakukan(request: Request, form: Isian, sesi: Kerja, teks_pekan: str) -> Response:
    """Compose, check, send. A refusal stays on its page."""
    sah(sesi, form)
    parts = konteks(request)
    with parts.engine.connect() as connection:
        here = dunia(request, connection, sesi)
    week, jenis = pilihan(teks_pekan, here, here.pekan), teks(form, "jenis")
    data: dict[str, object] = {}
    if jenis == ask_w2.Susun.jenis:
        data = {"tahun": week.tahun, "minggu": week.minggu}
    elif jenis == ask_w2.Periksa.jenis:
        data = {"edisi": bulat(form, "edisi")}
    elif jenis != ask_w2.Kirim.jenis:
        raise Ditolak(Refusal("perintah_tidak_dikenal", "jenis", {"jenis": jenis[:40]}))
    answer = minta(
        request,
        sesi,
        jenis,
        command_id=teks(form, "command_id") or facility.baru(),
        subjek=id_w2(here.kita.kode, *week),
        data=data,
    )
    if isinstance(answer, Refusal):
        return _w2(request, sesi, teks_pekan, refusal=answer)
    return pindah(f"/surveilans/w2/{week}?kabar=tercatat")


def _w2_isi(connection: Connection, here: Dunia, teks_pekan: str) -> tuple[Pekan, W2 | None, dict[str, HitungPenyakit]]:
    week = minggu.baca(teks_pekan, here.aturan.skdr.minggu)
    if week is None:
        raise Ditolak(Refusal("minggu_tidak_dikenal", "minggu", {"minggu": teks_pekan[:12]}))
    id_ = id_w2(here.kita.kode, *week)
    return week, lihat.satu_mingguan(connection, id_), baca.sel_w2(connection, [id_])[id_]


def _w2(request: Request, sesi: Sesi, teks_pekan: str, *, refusal: Refusal | None = None) -> Response:
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        here = dunia(request, connection, sesi)
        week, found, cells = _w2_isi(connection, here, teks_pekan)
        now = baca.seminggu(connection, here.aturan.katalog, here.kita, week)
        people = names.petugas(connection, [found.pemeriksa] if found and found.pemeriksa else [])
    changed = found is not None and (
        baca.berbeda(now.sel(), cells.values()) or (found.kunjungan, found.lapor) != (now.kunjungan, now.lapor)
    )
    return halaman(
        request,
        "surveilans_w2_satu",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        pekan=week,
        w2=found,
        sel=cells,
        kini_sel={one.kode: one for one in now.sel()},
        kini_x=now.kunjungan,
        berubah=changed,
        selesai=week < here.pekan,
        petugas=people,
        command_id=facility.baru(),
        **here.isi(sesi),
    )


# ── outbreak reports ────────────────────────────────────────────────────────────────────────────────


@router.get("/surveilans/w1")
def w1_daftar(request: Request, sesi: Kerja, sinyal: str = "") -> Response:
    """Those of this level, and the form for a new one. `sinyal`: it follows from that alert."""
    return _w1_daftar(request, sesi, sinyal)


@router.post("/surveilans/w1")
def w1_susun(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Compose. A refusal keeps what was typed."""
    sah(sesi, form)
    say, id_ = ucapan(request), teks(form, "subjek") or facility.baru()
    data: dict[str, object] = {
        "penyakit": teks(form, "penyakit").partition(" ")[0].upper(),
        "diketahui": _saat(teks(form, "diketahui"), say.zona),
        "mulai": teks(form, "mulai"),
        "kriteria": [one for one in Kriteria if teks(form, one)],
        "langkah": [one for one in Langkah if teks(form, one)],
    }
    data |= {name: bulat(form, name) or 0 for name in ("bawah", "atas", "mati")}
    data |= {name: said for name in ("sinyal", "desa", "kecamatan") if (said := teks(form, name))}
    answer = minta(
        request,
        sesi,
        ask_w1.Susun.jenis,
        command_id=teks(form, "command_id") or facility.baru(),
        subjek=id_,
        data=data,
    )
    if isinstance(answer, Refusal):
        typed = {name: teks(form, name) for name in form}
        return _w1_daftar(request, sesi, teks(form, "sinyal"), refusal=answer, diketik=typed)
    return pindah(f"/surveilans/w1/{id_}?kabar=tercatat")


def _saat(typed: str, zona: tzinfo) -> str:
    """A moment as a form has it, on the facility's clock; what is none as it was typed, for the envelope to refuse."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=zona).isoformat()
    except ValueError:
        return typed


def _w1_daftar(
    request: Request, sesi: Sesi, sinyal: str, *, refusal: Refusal | None = None, diketik: dict[str, str] | None = None
) -> Response:
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        here = dunia(request, connection, sesi)
        found = lihat.klb(connection)
        alert = lihat.satu_sinyal(connection, sinyal) if sinyal else None
    return halaman(
        request,
        "surveilans_w1",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        laporan=found,
        dari_sinyal=alert,
        diketik=diketik or {},
        sekarang=parts.now().astimezone(say.zona),
        kriteria=list(Kriteria),
        langkah=list(Langkah),
        command_id=facility.baru(),
        subjek=facility.baru(),
        **here.isi(sesi),
    )


@router.get("/surveilans/w1/{w1_id}.pdf")
def w1_kertas(request: Request, sesi: Kerja, w1_id: str) -> Response:
    """The form on paper."""
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        here = dunia(request, connection, sesi)
        found = lihat.satu_klb(connection, w1_id)
    if found is None:
        raise Ditolak(Refusal("w1_tidak_dikenal", "subjek"))
    made = w1_pdf(here, found, say, parts.now())
    return Response(made, media_type=PDF, headers={"Content-Disposition": 'inline; filename="w1.pdf"'})


@router.get("/surveilans/w1/{w1_id}")
def w1_satu(request: Request, sesi: Kerja, w1_id: str) -> Response:
    """One outbreak report: its form, its chain with receipts, the hours that are left."""
    return _w1(request, sesi, w1_id)


@router.post("/surveilans/w1/{w1_id}")
def w1_lakukan(request: Request, form: Isian, sesi: Kerja, w1_id: str) -> Response:
    """Send, pass on, update, close, cancel. A refusal stays on its page."""
    sah(sesi, form)
    jenis = teks(form, "jenis")
    data: dict[str, object] = {}
    if jenis == ask_w1.Perbarui.jenis:
        data = {name: bulat(form, name) or 0 for name in ("bawah", "atas", "mati")}
        data["langkah"] = [one for one in Langkah if teks(form, one)]
    elif jenis == ask_w1.Tutup.jenis:
        data = {"alasan_tutup": teks(form, "alasan_tutup")}
    elif jenis not in {ask_w1.Kirim.jenis, ask_w1.Teruskan.jenis, ask_w1.Batalkan.jenis}:
        raise Ditolak(Refusal("perintah_tidak_dikenal", "jenis", {"jenis": jenis[:40]}))
    answer = minta(
        request, sesi, jenis, command_id=teks(form, "command_id") or facility.baru(), subjek=w1_id, data=data
    )
    if isinstance(answer, Refusal):
        return _w1(request, sesi, w1_id, refusal=answer)
    return pindah(f"/surveilans/w1/{w1_id}?kabar=tercatat")


def _w1(request: Request, sesi: Sesi, w1_id: str, *, refusal: Refusal | None = None) -> Response:
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        here = dunia(request, connection, sesi)
        found = lihat.satu_klb(connection, w1_id)
    if found is None:
        raise Ditolak(Refusal("w1_tidak_dikenal", "subjek"))
    return halaman(
        request,
        "surveilans_w1_satu",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        satu=found,
        w1=found.w1,
        rupa_w1=rupa(found.w1.keadaan, here),
        mulai=date.fromisoformat(found.w1.mulai),
        batas=found.batas(here.aturan.klb),
        langkah=list(Langkah),
        kriteria=list(Kriteria),
        tutup=list(AlasanTutup),
        milik=found.w1.pengirim is None,
        boleh_tutup=found.w1.penyata in {None, here.kita.kode},
        command_id=facility.baru(),
        **here.isi(sesi),
    )


def rupa(keadaan: KeadaanW1, here: Dunia) -> kata.Rupa:
    """A state as it is called at this level."""
    if keadaan is KeadaanW1.DITERIMA and here.kita.induk is None:
        return kata.W1_PUSAT
    return kata.W1[keadaan]
