"""What deadlines hear of visits and of folders: care ends, a folder is complete, a folder goes back to be completed.

Repeat story: the ids of the wishes are made from the fact they follow from. What is due when is reckoned by the door,
from the records as they are then, so that a wish asked late reckons no worse than one asked at once.
"""

from uuid import uuid5

from engine import berlaku, tempo
from engine.aturan_tempo import AwalTempo
from engine.reactions import lihat_tempo
from engine.reactions.lihat import Lihat
from engine.reactions.permintaan import PENGIKUT, RUMPUN
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as ask_kurang
from schemas.commands import kunjungan as ask_kunjungan
from schemas.events import berkas as told
from schemas.message import Command, Event
from schemas.names import Cara, JenisTenggat, PerintahId, SebabJadwal


def terisi(event: told.BerkasLengkap, lihat: Lihat) -> tuple[Command, ...]:
    """The folder is complete: the records of the visits in it are filled in, but for one with a gap elsewhere."""
    berkas = lihat.berkas(event.subjek)
    if berkas is None or berkas.pasien is None:
        return ()
    saat = tempo.efektif(event.terjadi_pada, event.dicatat_pada)
    return tuple(
        ask_kunjungan.CatatLengkap(
            command_id=_id(event, lihat, f"isi/{kunjungan}"),
            subjek=kunjungan,
            pelaku=PENGIKUT,
            cara=Cara.SISTEM,
            terjadi_pada=saat,
            berkas=berkas.id,
        )
        for kunjungan in lihat_tempo.belum_terisi(lihat.connection, berkas.pasien, saat)
    )


def kunjungan_berubah(event: Event, lihat: Lihat) -> tuple[Command, ...]:
    """A visit begins, ends or is opened again: folders that go home by its end are due by that."""
    kunjungan = lihat.kunjungan(event.subjek)
    if kunjungan is None:
        return ()
    limit = berlaku.aturan(lihat.connection).tenggat.pengembalian_dari(kunjungan.jenis)
    if limit.mulai is not AwalTempo.PULANG:
        return ()
    return tuple(
        ask.JadwalkanUlang(
            command_id=_id(event, lihat, f"pulang/{berkas}"),
            subjek=berkas,
            pelaku=PENGIKUT,
            cara=Cara.SISTEM,
            tenggat=JenisTenggat.PENGEMBALIAN,
            sebab=SebabJadwal.KUNJUNGAN,
        )
        for berkas in lihat_tempo.berkas_di_unit(lihat.connection, kunjungan.pasien, kunjungan.jenis)
    )


def dikembalikan(event: told.BerkasDikembalikanKeUnit, lihat: Lihat) -> tuple[Command, ...]:
    """Back to the unit that must complete it: where policy counts from there, the days begin anew."""
    aturan = berlaku.aturan(lihat.connection)
    if aturan.tenggat.awal_kelengkapan.pilihan is not AwalTempo.DIKEMBALIKAN:
        return ()
    saat = tempo.efektif(event.terjadi_pada, event.dicatat_pada)
    due = tempo.jatuh_tempo(saat, aturan.tenggat.kelengkapan, lihat_tempo.zona(lihat.connection), aturan.libur.kalender)
    folder = ask.JadwalkanUlang(
        command_id=_id(event, lihat, "dikembalikan"),
        subjek=event.subjek,
        pelaku=PENGIKUT,
        cara=Cara.SISTEM,
        tenggat=JenisTenggat.KELENGKAPAN,
        sebab=SebabJadwal.DIKEMBALIKAN,
    )
    gaps = (
        ask_kurang.JadwalkanUlang(
            command_id=_id(event, lihat, f"dikembalikan/{kekurangan}"),
            subjek=kekurangan,
            pelaku=PENGIKUT,
            cara=Cara.SISTEM,
            jatuh_tempo=due,
        )
        for kekurangan in lihat_tempo.kekurangan_terbuka(lihat.connection, event.subjek)
    )
    return (folder, *gaps)


def _id(event: Event, lihat: Lihat, what: str) -> PerintahId:
    tried = (str(lihat.percobaan),) if lihat.percobaan else ()
    return PerintahId(str(uuid5(RUMPUN, "/".join((event.perintah_id, "tempo", what, *tried)))))
