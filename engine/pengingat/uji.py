"""A test delivery: the same way every notice goes, to whoever asks for it."""

from datetime import datetime

from sqlalchemy import Connection

from engine.aturan_pengingat import AturanPengingat
from engine.pengingat.kalimat import Aturan
from engine.pengingat.susun import Keadaan, tulis
from engine.people.kontak import Kontak, kontak
from engine.refusals import Refusal


def uji(connection: Connection, petugas: str, kanal: str, kini: Keadaan) -> str | Refusal:
    """Ask for one by this way; its notice, or why it cannot go. The worker sends it."""
    if why := belum(kanal, kontak(connection, petugas), kini.kanal, kini.aturan):
        return Refusal("kanal_belum_disetel", "kanal", {"kanal": kanal[:16], "sebab": why})
    made = tulis(connection, Aturan.UJI, petugas, _periode(kini.pada), isi={}, kini=kini, kanal=[kanal])
    return made or Refusal("terlalu_sering", nilai={"detik": 1})


def belum(kanal: str, orang: Kontak, disetel: frozenset[str], aturan: AturanPengingat) -> str:
    """Why this way out cannot be tried; empty where it can."""
    settings = {"surel": "JEJAK_SMTP_URL", "webhook": "JEJAK_WEBHOOK_URL", "apprise": "JEJAK_APPRISE_URL"}
    if kanal not in settings:
        return "tidak ada kanal itu"
    if kanal not in disetel:
        return f"{settings[kanal]} belum diisi"
    if kanal not in aturan.kanal.hidup():
        return "dimatikan di pengingat.yaml"
    if kanal == "surel" and not orang.surel:
        return "isi dulu surel Anda di halaman Saya"
    return ""


def _periode(pada: datetime) -> str:
    return pada.strftime("%Y-%m-%dT%H:%M:%S")
