"""Register rujukan: a month of letters sent or come in, by number, to read, to print, as a workbook or text."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from engine.people import Sesi
from engine.views import rujukan as baca
from schemas.names import ArahRujukan
from web.context import konteks
from web.i18n import N_
from web.pages import kata_rujukan as kata
from web.pages import sensus_kurun as masa
from web.pages.pasien import boleh
from web.pages.sensus_dokumen import Dokumen, Paraf, Sel, Tabel
from web.pages.sensus_halaman import berkas
from web.pages.tampil import Kerja, Ucapan, halaman, ucapan

router = APIRouter()
Bentuk = Annotated[Literal["pdf", "xlsx", "csv"], Path()]
KOLOM: Final = (
    N_("Nomor"),
    N_("Tanggal"),
    N_("Pasien"),
    N_("Fasilitas"),
    N_("Layanan"),
    N_("Alasan"),
    N_("Darurat"),
    N_("Keadaan"),
    N_("Dijawab"),
    N_("Tiba"),
    N_("Dibalas"),
)


@router.get("/rujukan/register")
def register(request: Request, sesi: Kerja, arah: str = "", bulan: str = "") -> Response:
    """The page."""
    side, first = _kurun(request, sesi, arah, bulan)
    dok = dokumen(request, side, first)
    after = masa.geser_bulan(first, maju=True)
    say = ucapan(request)
    return halaman(
        request,
        "rujukan_register",
        sesi=sesi,
        dok=dok,
        tabel=dok.tabel[0],
        arah=side,
        bulan=first.isoformat()[:7],
        sebelum=masa.geser_bulan(first, maju=False).isoformat()[:7],
        sesudah=after.isoformat()[:7] if after <= masa.hari_ini(say) else "",
        ARAH=ArahRujukan,
        K=kata,
    )


@router.get("/rujukan/register.{bentuk}")
def register_berkas(request: Request, sesi: Kerja, bentuk: Bentuk, arah: str = "", bulan: str = "") -> Response:
    """The same as a file."""
    side, first = _kurun(request, sesi, arah, bulan)
    return berkas(request, dokumen(request, side, first), bentuk)


def _kurun(request: Request, sesi: Sesi, arah: str, bulan: str) -> tuple[ArahRujukan, date]:
    boleh(sesi, kata.MELIHAT, "melihat register rujukan")
    side = ArahRujukan(arah) if arah in set(ArahRujukan) else ArahRujukan.KELUAR
    return side, masa.bulan(bulan, ucapan(request))[0]


def dokumen(request: Request, arah: ArahRujukan, first: date) -> Dokumen:
    """The month as a document."""
    say = ucapan(request)
    start = datetime.combine(first, time.min, say.zona).astimezone(UTC)
    end = datetime.combine(masa.geser_bulan(first, maju=True), time.min, say.zona).astimezone(UTC)
    with konteks(request).engine.connect() as connection:
        found = baca.register(connection, arah, start, end)
    title = N_("Register rujukan keluar") if arah is ArahRujukan.KELUAR else N_("Register rujukan masuk")
    return Dokumen(
        f"register-rujukan-{arah.value}-{first.isoformat()[:7]}",
        say(title),
        (say.hari(first, "MMMM yyyy"), say(N_("{n} rujukan")).format(n=len(found))),
        (
            Tabel(
                "register",
                say(title),
                tuple(say(one) for one in KOLOM),
                tuple(_baris(one, say) for one in found),
                orang=True,
            ),
        ),
        (Paraf(say(N_("Petugas"))), Paraf(say(N_("Kepala")))),
        say.kini,
    )


def _baris(one: baca.Baris, say: Ucapan) -> tuple[Sel, ...]:
    r = one.rujukan

    def pada(saat: datetime | None) -> Sel:
        return Sel(say.waktu(saat, "d MMM HH.mm") if saat else "–")  # noqa: RUF001 - the dash of an empty place

    return (
        Sel(one.nomor or "–", ke=f"/rujukan/{r.id}"),  # noqa: RUF001 - as above
        pada(r.dikirim),
        Sel(one.nama or "–"),  # noqa: RUF001 - as above
        Sel(one.lawan),
        Sel(say(kata.LAYANAN[r.layanan])),
        Sel(say(kata.ALASAN[r.alasan_rujukan])),
        Sel(say(N_("ya")) if r.darurat else ""),
        Sel(say(kata.KEADAAN[r.keadaan].kata)),
        pada(r.dijawab),
        pada(r.tiba),
        pada(r.dibalas),
    )
