"""What every page of surveillance needs: who we are, who looks, which week, what things are called."""

from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from starlette.requests import Request

from engine.people import Sesi
from engine.policy import Kebijakan, kebijakan
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from engine.surveilans import minggu
from engine.surveilans.jenjang import Kita, kita, nama
from engine.surveilans.minggu import Pekan
from web.context import konteks
from web.pages import kata_surveilans as kata
from web.problems import Ditolak


class Dunia(NamedTuple):
    """This facility, its week, and its policy."""

    kita: Kita
    pekan: Pekan
    """The week that runs."""
    zona: ZoneInfo
    aturan: Kebijakan
    nama: dict[str, str]

    def isi(self, sesi: Sesi) -> dict[str, Any]:
        """The names every template of surveillance knows."""
        weekly = self.aturan.skdr.minggu
        return {
            "K": kata,
            "kita": self.kita,
            "nama": self.nama,
            "katalog": self.aturan.katalog.penyakit,
            "klb": self.aturan.klb,
            "skdr": self.aturan.skdr,
            "pekan_ini": self.pekan,
            "mulai_pekan": lambda satu: minggu.hari_pertama(satu, weekly),
            "akhir_pekan": lambda satu: minggu.hari_terakhir(satu, weekly),
            "pengurus": not sesi.petugas.peran.isdisjoint(kata.PENGURUS),
            "TAB": (*kata.TAB, *((kata.PANTAU,) if self.kita.kantor else ())),
        }


def dunia(request: Request, connection: Connection, sesi: Sesi) -> Dunia:
    """For whoever may look. Raises Ditolak."""
    if sesi.petugas.peran.isdisjoint(kata.PEMBACA):
        words: dict[str, str | int] = {"perintah": "melihat surveilans", "peran": "petugas surveilans, kepala"}
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=words))
    satu = kita(connection)
    if satu is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    aturan = kebijakan()
    zona = ZoneInfo(ZONA_INDONESIA[satu.zona])
    week = minggu.pekan(konteks(request).now().astimezone(zona).date(), aturan.skdr.minggu)
    return Dunia(satu, week, zona, aturan, nama(connection))


def pilihan(teks: str, ini: Dunia, bawaan: Pekan) -> Pekan:
    """The week an address names; the given one where it names none. Not later than the one that runs."""
    found = minggu.baca(teks, ini.aturan.skdr.minggu) if teks else bawaan
    return min(found or bawaan, ini.pekan)
