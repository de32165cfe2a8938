"""Sensus harian: a day as it stands, ward by ward and clinic by clinic, and the days before; kept fresh by itself."""

from datetime import date, timedelta
from typing import Final

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from engine.projections.sensus import NAMA
from engine.projections.views import posisi
from engine.sensus.orang import Kunjung
from web.auth import Pengamat
from web.context import konteks
from web.i18n import N_
from web.pages import sensus_edisi, sensus_jalan_isi
from web.pages import sensus_kurun as masa
from web.pages.sensus_dokumen import Sel, Tabel, angka, kolom_angka
from web.pages.sensus_halaman import TAB, TERLAMBAT_DETIK, melihat, peringatan
from web.pages.sensus_hitung import Hitungan, seluruhnya
from web.pages.sensus_inap_isi import sel_hari
from web.pages.sensus_lihat import Lihat
from web.pages.tampil import Kerja, halaman, potongan, ucapan

router = APIRouter()
DISIMPAN: Final = 32
"""Boards kept for others who ask for the same."""
HARI: Final = 7
"""Days of the table below."""
RINGKAS: Final = ("pasien_awal", "masuk", "pindahan", "dipindahkan", "keluar_hidup", "mati", "sisa", "hari_perawatan")


@router.get("/sensus")
def awal(request: Request, sesi: Kerja, tanggal: str = "") -> Response:
    """A day, today unless another was picked."""
    say = ucapan(request)
    day, today = masa.hari(tanggal, say), masa.hari_ini(say)
    with melihat(request, sesi.petugas) as lihat:
        papan = _papan(lihat, day)
    return halaman(
        request,
        "sensus",
        sesi=sesi,
        TAB=TAB,
        tanggal=day,
        catatan=masa.catatan(request.query_params, say),
        sebelum=day - timedelta(days=1),
        sesudah=day + timedelta(days=1) if day < today else None,
        papan=papan,
    )


@router.get("/sensus/papan")
def papan(request: Request, pengakses: Pengamat, tanggal: str = "", seq: int = -1) -> Response:
    """The same again, if more was counted since; asked by the page itself, so it keeps no session awake.

    There is no name on it, so it is made once for everybody who looks at that day in that language.
    """
    say = ucapan(request)
    with konteks(request).engine.connect() as connection:
        where = posisi(connection, NAMA)
    late = where.lama(say.kini).total_seconds() > TERLAMBAT_DETIK
    if where.seq == seq and not late:
        return Response(status_code=204)
    day = masa.hari(tanggal, say)
    key = (day, where.seq, masa.hari_ini(say), say.bahasa)
    state = request.app.state
    if getattr(state, "sensus_papan", None) is None:
        state.sensus_papan = {}
    kept: dict[object, Markup] = state.sensus_papan
    if late or key not in kept:
        with melihat(request, pengakses.petugas) as lihat:
            made = _papan(lihat, day)
        if len(kept) >= DISIMPAN:
            kept.clear()
        kept[key] = made
        return HTMLResponse(made)
    return HTMLResponse(kept[key])


def _papan(lihat: Lihat, day: date) -> Markup:
    seq = posisi(lihat.connection, NAMA).seq  # read before what is shown: never ahead of it
    first = day - timedelta(days=HARI - 1)
    beds = lihat.per_unit(first, day)
    visits = lihat.jalan(day, day)
    editions = sensus_edisi.terbit(lihat, first, day)
    tables = [
        _ruang(lihat, day, {unit: row for (one, unit, bayi), row in beds.items() if one == day and not bayi}, editions),
        _klinik(lihat, day, visits, editions),
        _harian(lihat, first, day, editions),
    ]
    text = potongan(
        "sensus_papan",
        lihat.say,
        tabel_tabel=tables,
        kolom_angka=kolom_angka,
        peringatan=peringatan(lihat, lihat.say),
        alamat_segar={"tanggal": day.isoformat(), "seq": seq},
    )
    return Markup(text)  # noqa: S704 - rendered by an autoescaping template


def _ringkas(row: Hitungan, where: dict[str, str]) -> list[Sel]:
    cells = []
    for kolom in RINGKAS:
        value = row["mati_lt48"] + row["mati_ge48"] if kolom == "mati" else row[kolom]
        cells.append(sel_hari(kolom, value, where))
    return cells


def _ruang(lihat: Lihat, day: date, rows: dict[str, Hitungan], editions: sensus_edisi.Terbit) -> Tabel:
    say = lihat.say
    heads = (
        N_("Ruang"), N_("Pasien awal"), N_("Masuk"), N_("Pindahan"), N_("Dipindahkan"), N_("Keluar hidup"),
        N_("Mati"), N_("Sisa"), N_("Hari perawatan"), N_("TT"), N_("Edisi"),
    )  # fmt: skip
    made = []
    for unit in sorted(rows, key=lihat.nama_unit):
        where = {"mulai": day.isoformat(), "sampai": day.isoformat(), "unit": unit, "bayi": "0"}
        beds = rows[unit].tempat_tidur
        made.append(
            (
                Sel(lihat.nama_unit(unit), None, f"/sensus/inap?unit={unit}&tanggal={day.isoformat()}"),
                *_ringkas(rows[unit], where),
                Sel(str(beds or 0), beds or 0),
                Sel(sensus_edisi.sebut(lihat, day, editions.get((unit, day))), None, sensus_edisi.tautan(unit, day)),
            )
        )
    if made:
        where = {"mulai": day.isoformat(), "sampai": day.isoformat(), "bayi": "0"}
        total = seluruhnya(rows.values(), lihat.aturan)
        beds = total.tempat_tidur or 0
        made.append((Sel(say(N_("Jumlah"))), *_ringkas(total, where), Sel(str(beds), beds), Sel("")))
    last = frozenset({len(made) - 1}) if made else frozenset()
    return Tabel("ruang", say(N_("Rawat inap, tanpa bayi")), tuple(map(say, heads)), tuple(made), jumlah=last)


def _klinik(lihat: Lihat, day: date, visits: list[Kunjung], editions: sensus_edisi.Terbit) -> Tabel:
    say = lihat.say
    groups: dict[str, list[Kunjung]] = {}
    for one in visits:
        groups.setdefault(one.unit, []).append(one)
    where = {"mulai": day.isoformat(), "sampai": day.isoformat()}
    made = []
    for unit in sorted(groups, key=lihat.nama_unit):
        cells = sensus_jalan_isi.baris(lihat.nama_unit(unit), groups[unit], {**where, "unit": unit})
        there = Sel(cells[0].kata, None, f"/sensus/jalan?unit={unit}&tanggal={day.isoformat()}")
        made.append(
            (
                there,
                *cells[1:],
                Sel(sensus_edisi.sebut(lihat, day, editions.get((unit, day))), None, sensus_edisi.tautan(unit, day)),
            )
        )
    if made:
        made.append((*sensus_jalan_isi.baris(say(N_("Jumlah")), visits, where), Sel("")))
    heads = (N_("Unit"), *sensus_jalan_isi.KOLOM.values(), N_("Edisi"))
    last = frozenset({len(made) - 1}) if made else frozenset()
    return Tabel("klinik", say(N_("Rawat jalan dan IGD")), tuple(map(say, heads)), tuple(made), jumlah=last)


def _harian(lihat: Lihat, first: date, last: date, editions: sensus_edisi.Terbit) -> Tabel:
    say = lihat.say
    found = lihat.per_unit(first, last)
    outpatients = lihat.jalan_harian(first, last)
    made = []
    for at in range((last - first).days + 1):
        day = last - timedelta(days=at)
        there = (one for (when, _, bayi), one in found.items() if when == day and not bayi)
        row = seluruhnya(there, lihat.aturan)
        where = {"mulai": day.isoformat(), "sampai": day.isoformat()}
        visits = outpatients.get(day, 0)
        made.append(
            (
                Sel(say.hari(day, "EEE, d MMM"), None, f"/sensus?tanggal={day.isoformat()}"),
                *_ringkas(row, where | {"bayi": "0"}),
                sel_jalan(visits, where),
                Sel(sensus_edisi.sehari(lihat, editions, day)),
            )
        )
    heads = (
        N_("Hari"), N_("Pasien awal"), N_("Masuk"), N_("Pindahan"), N_("Dipindahkan"), N_("Keluar hidup"), N_("Mati"),
        N_("Sisa"), N_("Hari perawatan"), N_("Kunjungan"), N_("Edisi"),
    )  # fmt: skip
    return Tabel("hari", say(N_("Hari-hari terakhir")), tuple(map(say, heads)), tuple(made))


def sel_jalan(visits: int, where: dict[str, str]) -> Sel:
    """How many visits, and where they are listed."""
    return angka(visits, sensus_jalan_isi.RINCIAN, {"kolom": "jumlah"} | where)
