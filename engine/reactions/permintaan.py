"""What a request hears of its visit and of its folder: registration asks, scans send and fulfil.

Repeat story: an id is made of the fact and what it asks for, not of whom it found waiting. So a line taken up again
after a crash, when the first in the queue is already another, moves nobody twice.
"""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from engine.policy import kebijakan
from engine.reactions import penggabungan
from engine.reactions.lihat import Lihat
from engine.workflows.berkas import hidup
from engine.workflows.kunjungan import berlangsung
from engine.workflows.permintaan import Permintaan
from schemas.commands import permintaan as ask
from schemas.commands.berkas import TerimaDiUnit
from schemas.events import berkas as told
from schemas.events import kunjungan as visit
from schemas.events import pasien
from schemas.events import permintaan as minta
from schemas.message import Command, Event, Pelaku
from schemas.names import (
    SISTEM,
    AsalPermintaan,
    BerkasId,
    Cara,
    JenisKunjungan,
    Keadaan,
    KeadaanAwal,
    KeadaanPermintaan,
    KodeUnit,
    Pembawa,
    PeranMesin,
    PerintahId,
    SebabBatal,
    SebabTidakTerpenuhi,
)

S = KeadaanPermintaan
RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-7265616b7369")
"""The name space of the ids of what follows by itself."""
PENGIKUT: Final = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))
DI_JALAN: Final = frozenset({Keadaan.DIAMBIL, Keadaan.DALAM_PERJALANAN})


# ── visits ──────────────────────────────────────────────────────────────────────────────────────────


def kunjungan_terdaftar(event: visit.KunjunganTerdaftar, lihat: Lihat) -> tuple[Command, ...]:
    """Registered: the folder is asked for by itself. Who has none yet gets one first."""
    berkas = lihat.berkas_pasien(event.pasien, event.jenis_kunjungan, _efektif(event))
    if berkas is None:
        return ()
    return (_minta(event, lihat, berkas, event.unit, event.subjek, _efektif(event), event.jenis_kunjungan),)


def kunjungan_dikenali(event: visit.KunjunganDikenali, lihat: Lihat) -> tuple[Command, ...]:
    """The patient is another: so is the folder."""
    kunjungan = lihat.kunjungan(event.subjek)
    mulai = (kunjungan.terdaftar if kunjungan else None) or _efektif(event)
    berkas = lihat.berkas_pasien(event.pasien, kunjungan.jenis if kunjungan else None, mulai)
    asked = lihat.permintaan_kunjungan(event.subjek)
    wrong = tuple(
        _batalkan(event, lihat, one, SebabBatal.SALAH_BERKAS)
        for one in asked
        if one.selesai is None and one.berkas != berkas
    )
    if kunjungan is None or berkas is None or not berlangsung(kunjungan):
        return wrong
    if any(one.berkas == berkas for one in asked):
        return wrong
    return (*wrong, _minta(event, lihat, berkas, kunjungan.unit, kunjungan.id, _efektif(event), kunjungan.jenis))


def kunjungan_dipindahkan(event: visit.KunjunganDipindahkan, lihat: Lihat) -> tuple[Command, ...]:
    """Moved to another ward before the folder came: it is needed there now. The clock of the admission ran already."""
    if event.unit == event.dari_unit:
        return ()
    waiting = [
        one
        for one in lihat.permintaan_kunjungan(event.subjek)
        if one.keadaan is S.MENUNGGU and one.unit == event.dari_unit
    ]
    return tuple(
        command
        for one in waiting
        if one.berkas is not None
        for command in (
            _batalkan(event, lihat, one, SebabBatal.SALAH_UNIT),
            _minta(event, lihat, one.berkas, event.unit, event.subjek, _efektif(event), None, event.perintah_id),
        )
    )


def kunjungan_dibatalkan(event: visit.KunjunganDibatalkan, lihat: Lihat) -> tuple[Command, ...]:
    """Called off: nobody waits for its folder any more."""
    return tuple(
        _batalkan(event, lihat, one, SebabBatal.KUNJUNGAN_BATAL)
        for one in lihat.permintaan_kunjungan(event.subjek)
        if one.selesai is None
    )


def berkas_baru(event: told.BerkasDidaftarkan | told.BerkasDikaitkan, lihat: Lihat) -> tuple[Command, ...]:
    """A folder made after its patient was registered is carried to the unit too; the clock began at registration."""
    if event.pasien is None:
        return ()
    berkas = lihat.berkas(event.subjek)
    if berkas is None or berkas.pembawa is not Pembawa.FISIK:
        return ()
    return _susulan(event, lihat, event.pasien, berkas.id if hidup(berkas) else None)


def pasien_digabung(event: pasien.PasienDigabung, lihat: Lihat) -> tuple[Command, ...]:
    """Two entries are one person: the folder of the one is carried to where the other waits without one."""
    return _susulan(event, lihat, event.ke_pasien, None)


def pasien_dipisahkan(event: pasien.PasienDipisahkan, lihat: Lihat) -> tuple[Command, ...]:
    """Two people after all: whoever waits for the other's folder waits for it no more, and asks for their own."""
    own = lihat.rumpun(event.subjek)
    wishes: list[Command] = []
    for visited, one in lihat.permintaan_terbuka(own):
        owner = lihat.pemilik(one.berkas)
        if owner is None or (visited.pasien in own) == (owner in own):
            continue
        wishes.append(_batalkan(event, lihat, one, SebabBatal.SALAH_BERKAS))
        right = lihat.berkas_pasien(visited.pasien, visited.jenis, visited.terdaftar or _efektif(event))
        if right is not None and not any(asked.berkas == right for asked in lihat.permintaan_kunjungan(visited.id)):
            wishes.append(_minta(event, lihat, right, visited.unit, visited.id, _efektif(event), visited.jenis))
    return tuple(wishes)


def _susulan(event: Event, lihat: Lihat, siapa: str, baru: BerkasId | None) -> tuple[Command, ...]:
    """For the visits that go on and never had a folder to ask for: the new one, if it is of their kind, or what is."""
    wishes: list[Command] = []
    for one in lihat.kunjungan_berlangsung(siapa):
        mulai = one.terdaftar or _efektif(event)
        if mulai > _efektif(event) or lihat.permintaan_kunjungan(one.id):
            continue
        if baru is None:
            berkas = lihat.berkas_pasien(siapa, one.jenis, mulai)
        else:
            berkas = baru if lihat.serumah(baru, one.jenis, mulai) else None
        if berkas is not None:
            wishes.append(_minta(event, lihat, berkas, one.unit, one.id, mulai, one.jenis))
    return tuple(wishes)


# ── folders ─────────────────────────────────────────────────────────────────────────────────────────


def berangkat(
    event: told.BerkasDiambil | told.BerkasDialihkan | told.BerkasDikembalikanKeUnit, lihat: Lihat
) -> tuple[Command, ...]:
    """On its way: the first who waits in that unit is served by this journey."""
    return _kirim(event, lihat, event.subjek, event.tujuan)


def tidak_jadi_sampai(event: Event, lihat: Lihat) -> tuple[Command, ...]:
    """Called off or lost on the way: the unit waits again."""
    return tuple(
        ask.BatalKirim(**_amplop(event, lihat, one, "batal_kirim", one.id))
        for one in lihat.antrean(event.subjek)
        if one.keadaan is S.DIKIRIM
    )


def diterima(event: told.BerkasDiterima, lihat: Lihat) -> tuple[Command, ...]:
    """Received: the one it was sent for has it, or else the first who waits there."""
    here = [one for one in lihat.antrean(event.subjek) if one.unit == event.unit]
    sent = [one for one in here if one.keadaan is S.DIKIRIM]
    one = next(iter(sent or [one for one in here if _untuk_ini(one, _efektif(event))]), None)
    return (ask.Penuhi(**_amplop(event, lihat, one, "penuhi")),) if one else ()


def pulang(event: told.BerkasKembali, lihat: Lihat) -> tuple[Command, ...]:
    """Home again without having been scanned in where it was sent: that receipt is not made up."""
    return tuple(
        ask.TidakPenuhi(**_amplop(event, lihat, one, "pulang", one.id), sebab=SebabTidakTerpenuhi.PULANG_TANPA_DITERIMA)
        for one in lihat.antrean(event.subjek)
        if one.keadaan is S.DIKIRIM
    )


def menyusul(event: Event) -> bool:
    """Is this a receipt that was scanned without a network, and agrees with where the folder was then?"""
    return (
        isinstance(event, told.BerkasTerlihat)
        and event.susulan is True
        and event.perintah == TerimaDiUnit.jenis
        and event.ditolak is None
        and event.alasan_cek is None
    )


def diterima_menyusul(event: told.BerkasTerlihat, lihat: Lihat) -> tuple[Command, ...]:
    """The unit had it before it came home: the request it was sent for is fulfilled, at the moment of that scan."""
    if event.di is None or not menyusul(event):
        return ()
    got = _efektif(event)
    done = lihat.pulang_saja(event.subjek, event.di, got)
    if done is None or done.dikirim is None or done.dikirim > got:
        return ()
    wish = _amplop(event, lihat, done, "penuhi_susulan") | {"terjadi_pada": None}
    return (ask.PenuhiSusulan(**wish, diterima_pada=got),)


def digabung(event: told.BerkasDigabung, lihat: Lihat) -> tuple[Command, ...]:
    """Merged: who waits for it waits for the other folder now; who wanted it merged has what they wanted."""
    done = penggabungan.digabung(event, lihat, _amplop)
    ke = lihat.hidup(event.ke_berkas)
    if ke is None:
        return done
    waiting = [one for one in lihat.antrean(event.subjek) if one.asal is not AsalPermintaan.PENGGABUNGAN]
    return (*done, *(ask.Pindahkan(**_amplop(event, lihat, one, "pindah", one.id), berkas=ke) for one in waiting))


def diurungkan(event: told.GerakDiurungkan, lihat: Lihat) -> tuple[Command, ...]:
    """A move undone takes back what followed from it."""
    tujuan = event.pulihan.tujuan
    if event.ke not in DI_JALAN or tujuan is None:
        return tidak_jadi_sampai(event, lihat)
    if event.dari is Keadaan.KEMBALI and (back := lihat.pulang_saja(event.subjek, tujuan, event.pulihan.sejak)):
        return (ask.BukaLagi(**_amplop(event, lihat, back, "buka_lagi")),)
    if event.dari is not Keadaan.DI_POLI:
        return _kirim(event, lihat, event.subjek, tujuan)
    done = lihat.terpenuhi(event.subjek, tujuan, event.pulihan.sejak)
    return (ask.BatalPenuhi(**_amplop(event, lihat, done, "batal_penuhi")),) if done else ()


def dibuat(event: minta.PermintaanDibuat, lihat: Lihat) -> tuple[Command, ...]:
    """Asked for a folder that was on its way there already, or lay there: since when, the fact itself tells."""
    mine = next((one for one in lihat.antrean(event.berkas) if one.id == event.subjek), None)
    if mine is None or not _sudah_waktunya(mine, _efektif(event)):
        return ()
    if event.keadaan_awal is KeadaanAwal.DI_UNIT:
        wish = _amplop(event, lihat, mine, "penuhi")
        return (ask.Penuhi(**wish | {"terjadi_pada": max(event.awal_sejak, mine.terakhir or event.awal_sejak)}),)
    if event.keadaan_awal is KeadaanAwal.MENUJU_UNIT:
        return _kirim(event, lihat, event.berkas, event.unit)
    return ()


def _kirim(event: Event, lihat: Lihat, berkas: str, tujuan: KodeUnit) -> tuple[Command, ...]:
    here = [one for one in lihat.antrean(berkas) if one.unit == tujuan]
    if any(one.keadaan is S.DIKIRIM for one in here):
        return ()  # one journey serves one request
    one = next((one for one in here if _untuk_ini(one, _efektif(event))), None)
    return (ask.Kirim(**_amplop(event, lihat, one, "kirim")),) if one else ()


def _untuk_ini(permintaan: Permintaan, saat: datetime) -> bool:
    """A journey is for who asked before it, and whose need is near. Who asks later says what it found (`dibuat`)."""
    return (permintaan.terdaftar is None or permintaan.terdaftar <= saat) and _sudah_waktunya(permintaan, saat)


def _sudah_waktunya(permintaan: Permintaan, saat: datetime) -> bool:
    """A journey today is not for an appointment next week."""
    need = permintaan.dibutuhkan_pada
    return need is None or need - saat <= kebijakan().penyediaan.lebih_awal.batas


# ── wishes ──────────────────────────────────────────────────────────────────────────────────────────


def _efektif(event: Event) -> datetime:
    return min(event.terjadi_pada, event.dicatat_pada)


def _id(event: Event, lihat: Lihat, *words: str) -> PerintahId:
    tried = (str(lihat.percobaan),) if lihat.percobaan else ()
    return PerintahId(str(uuid5(RUMPUN, "/".join((event.perintah_id, *words, *tried)))))


def _amplop(event: Event, lihat: Lihat, permintaan: Permintaan, *words: str) -> dict[str, object]:
    """The envelope of a wish about a request: when the fact was, or when the request came to be what it is."""
    saat = _efektif(event)
    return {
        "command_id": _id(event, lihat, *words),
        "subjek": permintaan.id,
        "pelaku": PENGIKUT,
        "cara": Cara.SISTEM,
        "terjadi_pada": max(saat, permintaan.terakhir or saat),
        "di": permintaan.unit,
    }


def _batalkan(event: Event, lihat: Lihat, permintaan: Permintaan, sebab: SebabBatal) -> Command:
    return ask.Batalkan(**_amplop(event, lihat, permintaan, "batalkan", permintaan.id), sebab=sebab)


def _minta(  # noqa: PLR0913, PLR0917 - what a request is made of
    event: Event,
    lihat: Lihat,
    berkas: BerkasId,
    unit: KodeUnit,
    kunjungan: str,
    saat: datetime,
    layanan: JenisKunjungan | None,
    kali: str = "",
) -> Command:
    """One request a visit, folder and unit, whichever of its lines is answered first; `kali` makes another."""
    subjek = str(uuid5(RUMPUN, f"permintaan/{kunjungan}/{berkas}/{unit}/{kali}"))
    return ask.Buat(
        command_id=_id(event, lihat, "minta", kunjungan),
        subjek=subjek,
        pelaku=PENGIKUT,
        cara=Cara.SISTEM,
        terjadi_pada=saat,
        berkas=berkas,
        unit=unit,
        kunjungan=kunjungan,
        dibutuhkan_pada=saat,
        asal=AsalPermintaan.PENDAFTARAN,
        layanan=layanan,
    )
