"""How a page is made: who looks at it, in which language, and the template filled in.

Routes are sync: FastAPI runs them in its thread pool, so SQL and argon2 never block the event loop.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Depends
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from engine.pengingat import kotak
from engine.people import Sesi
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from engine.views.sentences import Kalimat
from schemas.names import Peran
from schemas.names.federasi import JenisFasyankes
from web import i18n
from web.auth import CSRF_FIELD, periksa_csrf, sesi_dari
from web.context import Konteks, konteks
from web.i18n import N_
from web.pages import kata
from web.pages.lencana import lencana
from web.pages.menu import menu
from web.problems import Ditolak

"""Address, page, word, and the roles that see it (None: everybody). Seeing is not being allowed: the routes decide."""

KABAR: Final = {
    "tersimpan": N_("Tersimpan."),
    "sandi_diganti": N_("Sandi diganti."),
    "terdaftar": N_("Berkas terdaftar."),
    "tercatat": N_("Tercatat."),
    "diminta": N_("Berkas diminta."),
    "dicari": N_("Berkas dicari. Keliru? Buka pencariannya, lalu batalkan."),
    "rujukan_dikirim": N_("Rujukan dikirim. Cetak suratnya untuk dibawa pasien."),
    "dilengkapi": N_("Tercatat. Rekam medis akan memeriksanya."),
    "keluar": N_("Anda sudah keluar."),
    "dicabut": N_("Token dicabut."),
    "uji_diminta": N_("Kiriman uji diminta. Hasilnya ada di catatan kiriman sebentar lagi."),
    "dikirim_lagi": N_("Akan dikirim lagi."),
    "tersusun": N_("Urutan berkas selesai dibuat ulang."),
    "kebijakan_diterapkan": N_("Kebijakan diterapkan. Tenggat yang berjalan sedang dihitung ulang."),
    "dicoba_lagi": N_("Sudah dicoba lagi. Yang masih tidak dapat dihitung tetap di daftar."),
}
"""What a page may be told to say after a redirect: only these, so no address can put words on a screen."""


@dataclass(frozen=True, slots=True)
class Kabar:
    """A short notice on top of a page."""

    jenis: str
    kalimat: str


@cache
def lingkungan() -> Environment:
    """The templates. Autoescape is on for all of them; an undefined name is an error, not an empty place."""
    made = Environment(
        loader=FileSystemLoader(str(files("web") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        KEADAAN=kata.KEADAAN,
        ALASAN=kata.ALASAN,
        PUTUSAN=kata.PUTUSAN,
        PERAN=kata.PERAN,
        PERINTAH=kata.PERINTAH,
        PERISTIWA=kata.PERISTIWA,
        PEMBAWA=kata.PEMBAWA,
        JENIS_UNIT=kata.JENIS_UNIT,
        BAHASA=i18n.BAHASA,
        kosong=(),
    )
    made.filters["alamat"] = _alamat
    return made


def _alamat(isi: Mapping[str, object]) -> str:
    """A query string of what there is."""
    return urlencode({nama: nilai for nama, nilai in isi.items() if nilai is not None})


class Ucapan:
    """One language, on the facility's clock: what templates say things with."""

    def __init__(self, bahasa: str, zona: str | None, kini: datetime) -> None:
        self.bahasa = bahasa
        self.zona = ZoneInfo(ZONA_INDONESIA.get(zona or "", "Asia/Jakarta"))
        self.kini = kini
        self._gettext = i18n.terjemahan(bahasa).gettext

    def __call__(self, kalimat: str) -> str:
        """The sentence in this language. The empty string is no message (gettext would answer with its header)."""
        return self._gettext(kalimat) if kalimat else ""

    def waktu(self, saat: datetime, pola: str = "d MMM yyyy HH.mm") -> str:
        """An instant on the facility's clock."""
        return i18n.waktu(saat, self.zona, self.bahasa, pola)

    def hari(self, tanggal: date, pola: str = "EEEE, d MMMM yyyy") -> str:
        """A day in words."""
        return i18n.hari(tanggal, self.bahasa, pola)

    def lama(self, sejak: datetime) -> str:
        """How long ago; the page counts on by itself (`lama` in inti.js says it in the same words)."""
        menit = max(0, int((self.kini - sejak).total_seconds() // 60))
        jam = menit // 60
        if not jam:
            return f"{menit} {self('mnt')}"
        if jam < 24:  # noqa: PLR2004 - hours of a day
            return f"{jam} {self('j')} {menit % 60:02d} {self('mnt')}"
        return f"{jam // 24} {self('hr')} {jam % 24} {self('j')}"

    def kalimat(self, told: Kalimat) -> str:
        """A line of the timeline: the template and its trade words translated, names left as they are."""
        return self(told.pola).format_map({name: self(value) for name, value in told.nilai.items()})

    def penolakan(self, refusal: Refusal) -> str:
        """What a refusal says."""
        return refusal.kalimat if self.bahasa == i18n.ASAL else refusal.sentence

    def isi(self) -> dict[str, Any]:
        """The names templates know it by."""
        return {
            "_": self,
            "waktu": self.waktu,
            "hari": self.hari,
            "lama": self.lama,
            "kalimat": self.kalimat,
            "bahasa": self.bahasa,
            "kini": self.kini,
            "zona_nama": self.zona.key,
        }


def ucapan(request: Request) -> Ucapan:
    """The language of this reader. Sync: it may read the facility's zone."""
    parts = konteks(request)
    fasyankes = parts.fasyankes()
    return Ucapan(bahasa(request), fasyankes.zona if fasyankes else parts.settings.zona, parts.now())


def bahasa(request: Request) -> str:
    """What the reader chose, or their browser asks for."""
    return i18n.pilih(request.cookies.get(i18n.KUKI))


def halaman(  # noqa: PLR0913 - a page has a reader, a template, a notice and a status
    request: Request,
    nama: str,
    /,
    *,
    sesi: Sesi | None = None,
    kode: int = 200,
    kabar: Kabar | None = None,
    kata_js: Mapping[str, object] | None = None,
    **isi: object,
) -> HTMLResponse:
    """A whole page from `templates/{nama}.html`. `kata_js`: words its script needs, translated."""
    say = ucapan(request)
    parts = konteks(request)
    notice = KABAR.get(request.query_params.get("kabar", ""))
    milik = parts.fasyankes()
    polos = nama in {"kunci", "ganti_sandi", "galat", "siapkan"}
    umum = {
        "sesi": sesi,
        "polos": polos,
        "halaman": nama,
        "fasyankes": milik,
        "kunci_menit": parts.settings.kunci_layar_menit if sesi and not polos and nama not in {"papan", "cetak"} else 0,
        "alamat": alamat_ini(request),
        "kabar": kabar or (Kabar("ok", say(notice)) if notice else None),
        "menu": menu(sesi.petugas.peran, milik.jenis if milik else JenisFasyankes.PUSKESMAS) if sesi else None,
        "belum_dibaca": lambda: _belum_dibaca(parts, sesi) if sesi else 0,
        "lencana": lencana(parts, sesi) if sesi and not polos else {},
        "kata_halaman": lambda: htmlsafe_json_dumps(
            {"menit": say("mnt"), "jam": say("j"), "hari": say("hr")} | dict(kata_js or {})
        ),
    }
    text = lingkungan().get_template(f"{nama}.html").render(say.isi() | umum | isi)
    return HTMLResponse(text, kode)


def _belum_dibaca(parts: Konteks, sesi: Sesi) -> int:
    """How many notices wait for this reader."""
    with parts.engine.connect() as connection:
        return kotak.belum_dibaca(connection, sesi.petugas.id)


def potongan(nama: str, say: Ucapan, **isi: object) -> str:
    """A fragment from `templates/potongan/{nama}.html`, for whoever reads this language."""
    return lingkungan().get_template(f"potongan/{nama}.html").render(say.isi() | isi)


def data_json(nilai: object) -> Markup:
    """Data for a page's script, safe inside a <script type="application/json">."""
    return htmlsafe_json_dumps(nilai)


# ── who looks ───────────────────────────────────────────────────────────────────────────────────────


def sesi_ada(request: Request) -> Sesi:
    """A session, locked or not."""
    sesi = sesi_dari(request)
    if sesi is None:
        raise Ditolak(Refusal("belum_masuk"))
    return sesi


def sesi_terbuka(sesi: Annotated[Sesi, Depends(sesi_ada)]) -> Sesi:
    """A session whose screen is not locked."""
    if sesi.terkunci:
        raise Ditolak(Refusal("sesi_terkunci"))
    return sesi


def sesi_siap(sesi: Annotated[Sesi, Depends(sesi_terbuka)]) -> Sesi:
    """One whose password is the person's own."""
    if sesi.petugas.harus_ganti_sandi:
        raise Ditolak(Refusal("harus_ganti_sandi"))
    return sesi


def sesi_kerja(request: Request, sesi: Annotated[Sesi, Depends(sesi_siap)]) -> Sesi:
    """One in a facility that is set up."""
    if konteks(request).fasyankes() is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    return sesi


def sesi_admin(sesi: Annotated[Sesi, Depends(sesi_kerja)]) -> Sesi:
    """An administrator."""
    if not sesi.petugas.adalah(Peran.ADMIN):
        raise Ditolak(Refusal("peran_tidak_boleh", nilai={"perintah": "mengelola pengguna dan unit", "peran": "admin"}))
    return sesi


async def isian(request: Request) -> FormData:
    """The form that was sent."""
    return await request.form()


Masuk = Annotated[Sesi, Depends(sesi_ada)]
Terbuka = Annotated[Sesi, Depends(sesi_terbuka)]
Siap = Annotated[Sesi, Depends(sesi_siap)]
Kerja = Annotated[Sesi, Depends(sesi_kerja)]
Admin = Annotated[Sesi, Depends(sesi_admin)]
Isian = Annotated[FormData, Depends(isian)]


def sah(sesi: Sesi, form: FormData) -> None:
    """Raise Ditolak unless this form came from this session's own page."""
    periksa_csrf(sesi, teks(form, CSRF_FIELD))


def dari_sini(request: Request) -> None:
    """For forms before there is a session: raise Ditolak when another site sent it."""
    asal = request.headers.get("sec-fetch-site")
    if asal is None and (origin := request.headers.get("origin")) is not None:
        # Over plain HTTP beyond loopback a browser tells only Origin. The scheme is not compared: TLS may end earlier.
        same = origin.partition("://")[2] == request.headers.get("host", "-")
        asal = "same-origin" if same else "cross-site"
    if asal not in {None, "same-origin", "none"}:
        raise Ditolak(Refusal("csrf_tidak_cocok", CSRF_FIELD))


def teks(form: FormData, nama: str) -> str:
    """One text field, stripped; empty when it is not there or is a file."""
    value = form.get(nama)
    return value.strip() if isinstance(value, str) else ""


# ── where to ────────────────────────────────────────────────────────────────────────────────────────


def alamat_ini(request: Request) -> str:
    """The path and query of this page, to come back to; a form's own address is not one."""
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def aman(ke: str) -> str:
    """An address within this site, or the start page: no other site can be named."""
    inside = ke.startswith("/") and not ke.startswith(("//", "/\\")) and ke.isprintable() and "\\" not in ke
    return ke if inside else "/"


def pindah(ke: str) -> RedirectResponse:
    """Go on by GET."""
    return RedirectResponse(aman(ke), 303)
