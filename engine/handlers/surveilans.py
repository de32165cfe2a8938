"""What alerts and reports need to know: who we are, who is above us, what was counted, and the clocks of policy."""

from datetime import date, datetime, timedelta

from engine.facts import Facts
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.surveilans import baca, minggu
from engine.surveilans.jenjang import Kita, bawahan, kita
from engine.surveilans.minggu import Pekan
from engine.workflows import sinyal as alur_sinyal
from engine.workflows import w1 as alur_w1
from engine.workflows import w2 as alur_w2
from engine.workflows.sinyal import Kemunculan, Sinyal
from engine.workflows.w1 import W1, Penerimaan, Penerusan, Pengiriman, Penutupan, Penyusunan
from engine.workflows.w2 import W2, id_w2
from schemas.commands import sinyal as ask_sinyal
from schemas.commands import w1 as ask_w1
from schemas.commands import w2 as ask_w2
from schemas.message import Command
from schemas.names import PeranMesin


def muncul(_sinyal: Sinyal, command: ask_sinyal.Munculkan, facts: Facts, now: datetime) -> Command | Refusal:
    """Of a disease of the catalogue, with the time somebody has to look."""
    if command.penyakit not in kebijakan().katalog.penyakit:
        return Refusal("penyakit_tidak_dikenal", "penyakit", {"penyakit": command.penyakit})
    due = facts.jatuh_tempo(command.terjadi_pada or now, kebijakan().skdr.verifikasi)
    return Kemunculan.model_construct(**command.__dict__, verifikasi_sebelum=due)


def sinyal_lewat(sinyal: Sinyal, command: ask_sinyal.TandaiLewat, _facts: Facts, now: datetime) -> Command | Refusal:
    """Told when it is so."""
    if alur_sinyal.berjalan(sinyal).get(command.tenggat) != command.jatuh_tempo:
        return Refusal("tenggat_tidak_berjalan")
    return Refusal("belum_jatuh_tempo") if now < command.jatuh_tempo else command


# ── the weekly report ───────────────────────────────────────────────────────────────────────────────


def isi(w2: W2, command: ask_w2.Isi, facts: Facts, now: datetime) -> Command | Refusal:
    """For a week that has begun, of diseases of the catalogue; an office types nothing."""
    satu = _minggu_kita(w2, command, facts, now)
    if isinstance(satu, Refusal):
        return satu
    if satu.kantor:
        return Refusal("dinkes_tidak_mengisi")
    catalogue = kebijakan().katalog.penyakit
    seen = set[str]()
    for one in command.sel:
        if one.kode not in catalogue:
            return Refusal("penyakit_tidak_dikenal", "sel", {"penyakit": one.kode})
        if one.kode in seen:
            return Refusal("penyakit_dua_kali", "sel", {"penyakit": one.kode})
        if one.mati > one.kasus:
            return Refusal("mati_tidak_melebihi_sakit", "sel", {"penyakit": one.kode})
        seen.add(one.kode)
    if not command.sel and command.kunjungan is None:
        return Refusal("isian_kosong", "sel")
    return alur_w2.Pengisian.model_construct(**command.__dict__, fasyankes=satu.kode)


def susun(w2: W2, command: ask_w2.Susun, facts: Facts, now: datetime) -> Command | Refusal:
    """Of a week that is over, with what is counted in it now."""
    satu = _minggu_kita(w2, command, facts, now)
    if isinstance(satu, Refusal):
        return satu
    skdr, week = kebijakan().skdr, Pekan(command.tahun, command.minggu)
    if now < minggu.berakhir(week, skdr.minggu, facts.zona):
        return Refusal("minggu_belum_berakhir", "minggu", {"minggu": str(week)})
    counted = baca.seminggu(facts.connection, kebijakan().katalog, satu, week)
    return alur_w2.Penyusunan.model_construct(
        **command.__dict__,
        fasyankes=satu.kode,
        edisi=w2.edisi + 1,
        sel=counted.sel(),
        kunjungan=counted.kunjungan,
        lapor=counted.lapor,
        wajib=counted.wajib,
        kirim_sebelum=minggu.jatuh_tempo(week, satu.jam(skdr), skdr.minggu, facts.zona),
    )


def kirim_w2(w2: W2, command: ask_w2.Kirim, facts: Facts, _now: datetime) -> Command | Refusal:
    """To whoever is above us."""
    satu = kita(facts.connection)
    return alur_w2.Pengiriman.model_construct(
        **command.__dict__, edisi=w2.edisi, tujuan=satu.induk if satu is not None else None
    )


def masuk_w2(_w2: W2, command: ask_w2.Masuk, facts: Facts, _now: datetime) -> Command | Refusal:
    """From a facility that reports to us."""
    satu = kita(facts.connection)
    if satu is None or command.fasyankes not in {one.kode for one in bawahan(facts.connection, satu)}:
        return Refusal("bukan_bawahan", "fasyankes", {"pengirim": command.fasyankes})
    return command


def w2_lewat(w2: W2, command: ask_w2.TandaiLewat, _facts: Facts, now: datetime) -> Command | Refusal:
    """Told when it is so."""
    if alur_w2.berjalan(w2).get(command.tenggat) != command.jatuh_tempo:
        return Refusal("tenggat_tidak_berjalan")
    return Refusal("belum_jatuh_tempo") if now < command.jatuh_tempo else command


def _minggu_kita(w2: W2, command: ask_w2.Isi | ask_w2.Susun, facts: Facts, now: datetime) -> Kita | Refusal:
    satu, aturan = kita(facts.connection), kebijakan().skdr.minggu
    week = Pekan(command.tahun, command.minggu)
    if satu is None or not minggu.ada(week, aturan):
        return Refusal("minggu_tidak_dikenal", "minggu", {"minggu": str(week)})
    if not w2.masuk and command.subjek != id_w2(satu.kode, command.tahun, command.minggu):
        return Refusal("w2_itu", "subjek")
    if week > minggu.pekan(now.astimezone(facts.zona).date(), aturan):
        return Refusal("minggu_belum_mulai", "minggu", {"minggu": str(week)})
    return satu


# ── the outbreak report ─────────────────────────────────────────────────────────────────────────────


def susun_w1(_w1: W1, command: ask_w1.Susun, facts: Facts, now: datetime) -> Command | Refusal:
    """Of one disease of the catalogue; known not later than now."""
    satu = kita(facts.connection)
    if satu is None:
        return Refusal("belum_disiapkan")
    if command.penyakit not in kebijakan().katalog.penyakit:
        return Refusal("penyakit_tidak_dikenal", "penyakit", {"penyakit": command.penyakit})
    if command.diketahui > now:
        return Refusal("diketahui_di_depan", "diketahui")
    if not _tanggal(command.mulai, now.astimezone(facts.zona).date()):
        return Refusal("mulai_kejadian_tidak_sah", "mulai")
    if command.sinyal is not None:
        alert: Sinyal | None = facts.catatan("sinyal", command.sinyal)
        if alert is None or alert.penyakit != command.penyakit:
            return Refusal("sinyal_tidak_dikenal", "sinyal")
    due = facts.jatuh_tempo(command.diketahui, kebijakan().klb.w1)
    return Penyusunan.model_construct(**command.__dict__, pelapor=satu.kode, kirim_sebelum=due)


def _tanggal(teks: str, paling_akhir: date) -> bool:
    """A day of the calendar, not later than that one."""
    try:
        return date.fromisoformat(teks) <= paling_akhir
    except ValueError:
        return False


def kirim_w1(w1: W1, command: ask_w1.Kirim | ask_w1.Teruskan, facts: Facts, now: datetime) -> Command | Refusal:
    """To whoever is above us. An office that sends one on declares the outbreak, if nobody has."""
    satu = kita(facts.connection)
    if satu is None:
        return Refusal("belum_disiapkan")
    if isinstance(command, ask_w1.Teruskan) and satu.induk is None and not satu.dinkes:
        return Refusal("tingkat_teratas")
    kind = Penerusan if isinstance(command, ask_w1.Teruskan) else Pengiriman
    return kind.model_construct(
        **command.__dict__,
        fasyankes=satu.kode,
        tujuan=satu.induk,
        tanda_sebelum=facts.jatuh_tempo(now, kebijakan().klb.w1_tanda) if satu.induk else None,
        penyata=w1.penyata or (satu.kode if satu.dinkes else None),
    )


def masuk_w1(_w1: W1, command: ask_w1.Masuk, facts: Facts, now: datetime) -> Command | Refusal:
    """With the time until which it must be passed on: the 24 hours of the chain, and never less than policy leaves."""
    satu, klb = kita(facts.connection), kebijakan().klb
    if satu is None or command.pengirim not in {one.kode for one in bawahan(facts.connection, satu)}:
        return Refusal("bukan_bawahan", "pengirim", {"pengirim": command.pengirim})
    if not _tanggal(command.mulai, (now + timedelta(days=2)).date()):  # their clock and their zone may be ahead
        return Refusal("mulai_kejadian_tidak_sah", "mulai")
    due = max(facts.jatuh_tempo(command.diketahui, klb.w1), facts.jatuh_tempo(now, klb.w1_teruskan))
    return Penerimaan.model_construct(
        **command.__dict__, fasyankes=satu.kode, kirim_sebelum=due if satu.induk is not None else None
    )


def tutup_w1(_w1: W1, command: ask_w1.Tutup, facts: Facts, _now: datetime) -> Command | Refusal:
    """With who we are; only a neighbour says who else closed it."""
    satu = kita(facts.connection)
    if satu is None:
        return Refusal("belum_disiapkan")
    if PeranMesin.SEKUTU not in command.pelaku.peran and (command.mata or command.pengirim):
        return Refusal("isian_tidak_sah", "mata", {"field": "mata", "sebab": "hanya dari sekutu"})
    closer = command.mata.fasyankes if command.mata is not None else satu.kode
    return Penutupan.model_construct(**command.__dict__, fasyankes=closer)


def w1_lewat(w1: W1, command: ask_w1.TandaiLewat, _facts: Facts, now: datetime) -> Command | Refusal:
    """Told when it is so."""
    if alur_w1.berjalan(w1).get(command.tenggat) != command.jatuh_tempo:
        return Refusal("tenggat_tidak_berjalan")
    return Refusal("belum_jatuh_tempo") if now < command.jatuh_tempo else command
