"""How each line changes the rows the reports of completeness are made of. Pure: rows in memory, no database.

What counts: the first verdict after a folder's return (or after an electronic record is taken up for analysis).
Later verdicts of the same analysis, those after a loan, a find, or a journey to be completed, count no second time;
an undone verdict does not count, and the next one is the first.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple

from engine.projections.analisis_baris import LENGKAP, TIDAK_LENGKAP, Layanan, Letak, Siklus
from engine.projections.kinds import DETIK, Berita
from engine.projections.recap import tanggal
from schemas.names import RUANG_REKAM_MEDIS

DIURUNGKAN: Final = "berkas.gerak_diurungkan.v1"
PANJANG_SIDIK: Final = 16


class Potret(NamedTuple):
    """The rows as they are at one moment."""

    siklus: dict[tuple[str, int], Siklus]
    layanan: dict[str, Layanan]
    letak: dict[str, Letak]
    terbuka: dict[str, tuple[str, str]]


class Lembar:
    """The rows that a run of lines touches."""

    def __init__(self, zona: str) -> None:
        self.zona = zona
        self.siklus: dict[tuple[str, int], Siklus] = {}
        self.layanan: dict[str, Layanan] = {}
        self.letak: dict[str, Letak] = {}
        self.terbuka: dict[str, tuple[str, str]] = {}
        """Gaps that are open: the folder and the item of each."""
        self.susunan: dict[str, str] = {}
        self._milik: dict[str, list[int]] = {}
        """Where the cycles of each folder begin."""
        self._kurang: dict[str, dict[str, str]] = {}
        """The open items of each folder, by gap."""

    def muat(self, siklus: list[Siklus], terbuka: Mapping[str, tuple[str, str]]) -> None:
        """Begin with these rows."""
        for one in siklus:
            self.taruh(one)
        for id_, (berkas, butir) in terbuka.items():
            self.buka(id_, berkas, butir)

    def potret(self) -> Potret:
        """The rows as they are now."""
        return Potret(dict(self.siklus), dict(self.layanan), dict(self.letak), dict(self.terbuka))

    def taruh(self, siklus: Siklus) -> None:
        """Put a cycle in its place."""
        key = siklus.berkas, siklus.versi
        if key not in self.siklus:
            self._milik.setdefault(siklus.berkas, []).append(siklus.versi)
        self.siklus[key] = siklus

    def buang(self, siklus: Siklus) -> None:
        """It never began."""
        del self.siklus[siklus.berkas, siklus.versi]
        self._milik[siklus.berkas].remove(siklus.versi)

    def milik(self, berkas: str) -> list[Siklus]:
        """The cycles of a folder, the first first."""
        return [self.siklus[berkas, versi] for versi in sorted(self._milik.get(berkas, ()))]

    def buka(self, id_: str, berkas: str, butir: str) -> None:
        """A gap is open, in this folder."""
        self.tutup(id_)
        self.terbuka[id_] = (berkas, butir)
        self._kurang.setdefault(berkas, {})[id_] = butir

    def tutup(self, id_: str) -> None:
        """It is not any more."""
        if (found := self.terbuka.pop(id_, None)) is not None:
            del self._kurang[found[0]][id_]

    def kurang(self, berkas: str) -> set[str]:
        """What is missing in a folder now."""
        return set(self._kurang.get(berkas, {}).values())

    def hari(self, berita: Berita) -> str:
        """The day of a fact on the facility's clock."""
        return tanggal(berita.efektif, self.zona)

    def letaknya(self, berkas: str) -> Letak:
        """What its next return will be judged by."""
        return self.letak.get(berkas) or Letak(berkas)

    def layanannya(self, kunjungan: str) -> Layanan:
        """What is known of a visit."""
        return self.layanan.get(kunjungan) or Layanan(kunjungan)


def terapkan(lembar: Lembar, berita: Berita) -> None:
    """Change the rows as this line does. Raises LookupError for a kind of a newer version."""
    change = PERUBAHAN.get(berita.jenis)
    if change is not None:
        change(lembar, berita)
    elif berita.jenis.rpartition(".")[0] in DASAR:
        raise LookupError(berita.jenis)


def susunan(formulir: tuple[str, ...]) -> tuple[str, str]:
    """The name of a set of forms, and the set as text."""
    text = ",".join(sorted(set(formulir)))
    return sha256(text.encode()).hexdigest()[:PANJANG_SIDIK], f",{text},"


def _saat(data: Mapping[str, Any], name: str) -> str | None:
    value = data.get(name)
    return value[:DETIK] if value else None


# ── where a folder is, and what it owes ─────────────────────────────────────────────────────────────


def _diterima(lembar: Lembar, berita: Berita) -> None:
    before = lembar.letaknya(berita.subjek)
    due = _saat(berita.data, "kembali_sebelum")
    lembar.letak[berita.subjek] = before._replace(unit=berita.data["unit"], kembali_sebelum=due)


def _diambil(lembar: Lembar, berita: Berita) -> None:
    before = lembar.letaknya(berita.subjek)
    lembar.letak[berita.subjek] = Letak(before.berkas, berita.data["tujuan"])


def _untuk_dilengkapi(lembar: Lembar, berita: Berita) -> None:
    lembar.letak[berita.subjek] = Letak(berita.subjek, berita.data["tujuan"], melengkapi=berita.versi)


def _kembali(lembar: Lembar, berita: Berita) -> None:
    before = lembar.letaknya(berita.subjek)
    due = before.kembali_sebelum
    if before.melengkapi and not before.usai:
        lembar.letak[berita.subjek] = before._replace(kembali_sebelum=None, usai=berita.versi)
        return
    lembar.letak[berita.subjek] = before._replace(kembali_sebelum=None)
    tepat = None if due is None else int(berita.efektif <= due)
    lembar.taruh(Siklus(berita.subjek, berita.versi, berita.seq, lembar.hari(berita), tepat, before.unit))


def _tanpa_tempo(lembar: Lembar, berita: Berita) -> None:
    """Lost, or never sent: that clock ends."""
    lembar.letak[berita.subjek] = lembar.letaknya(berita.subjek)._replace(kembali_sebelum=None)


def _dirakit(lembar: Lembar, berita: Berita) -> None:
    """An electronic record is analysed where it is: its analysis begins here."""
    if berita.data["dari"] == "disimpan":
        lembar.taruh(Siklus(berita.subjek, berita.versi, berita.seq))


# ── verdicts ────────────────────────────────────────────────────────────────────────────────────────


def _lengkap(lembar: Lembar, berita: Berita) -> None:
    for one in lembar.milik(berita.subjek):
        if one.putusan == TIDAK_LENGKAP and one.selesai is None:
            lembar.taruh(one._replace(selesai=berita.efektif, selesai_versi=berita.versi, selesai_seq=berita.seq))
    _putusan(lembar, berita, LENGKAP)


def _tidak_lengkap(lembar: Lembar, berita: Berita) -> None:
    _putusan(lembar, berita, TIDAK_LENGKAP)


def _putusan(lembar: Lembar, berita: Berita, putusan: str) -> None:
    known = lembar.milik(berita.subjek)
    current = known[-1] if known else Siklus(berita.subjek, berita.versi, berita.seq)
    if current.putusan:
        return
    kunjungan = berita.data.get("kunjungan")
    visit = lembar.layanannya(kunjungan) if kunjungan else Layanan("")
    name, kurang = "", ""
    if (told := berita.data.get("formulir")) is not None:
        name, text = susunan(tuple(told))
        lembar.susunan[name] = text
        missing = sorted(one for one in lembar.kurang(berita.subjek) if f",{one.split('.')[0]}," in text)
        kurang = f",{','.join(missing)}," if missing and putusan == TIDAK_LENGKAP else ""
    lembar.taruh(
        current._replace(
            kunjungan=kunjungan,
            unit=visit.unit or current.asal,
            dokter=visit.dokter,
            jenis=visit.jenis,
            putusan=putusan,
            putusan_versi=berita.versi,
            putusan_seq=berita.seq,
            tanggal=lembar.hari(berita),
            susunan=name,
            kurang=kurang,
            jatuh_tempo=_saat(berita.data, "jatuh_tempo"),
        )
    )
    if kunjungan:
        lembar.layanan[kunjungan] = visit._replace(diperiksa=visit.diperiksa + 1)


def _lewat(lembar: Lembar, berita: Berita) -> None:
    if berita.data["tenggat"] != "kelengkapan":
        return
    due = _saat(berita.data, "jatuh_tempo") or ""
    for one in lembar.milik(berita.subjek):
        if one.putusan == TIDAK_LENGKAP and one.selesai is None and (one.jatuh_tempo or "") <= due:
            lembar.taruh(one._replace(lewat_seq=one.lewat_seq or berita.seq))


def _dijadwalkan(lembar: Lembar, berita: Berita) -> None:
    due = _saat(berita.data, "jatuh_tempo")
    if berita.data["tenggat"] == "pengembalian":
        lembar.letak[berita.subjek] = lembar.letaknya(berita.subjek)._replace(kembali_sebelum=due)
    elif berita.data["tenggat"] == "kelengkapan":
        for one in lembar.milik(berita.subjek):
            if one.putusan == TIDAK_LENGKAP and one.selesai is None:
                lembar.taruh(one._replace(jatuh_tempo=due, lewat_seq=0))


def _diurungkan(lembar: Lembar, berita: Berita) -> None:
    berkas, versi, before = berita.subjek, berita.data["versi_diurungkan"], berita.data["pulihan"]
    for one in lembar.milik(berkas):
        if one.selesai_versi == versi:
            lembar.taruh(one._replace(selesai=None, selesai_versi=0, selesai_seq=0))
        elif one.putusan_versi == versi:
            _tanpa_putusan(lembar, one)
        elif one.versi == versi:
            lembar.buang(one)
    letak = lembar.letaknya(berkas)
    lembar.letak[berkas] = letak._replace(
        unit=_di_mana(before),
        kembali_sebelum=_saat(before, "kembali_sebelum"),
        melengkapi=0 if letak.melengkapi == versi else letak.melengkapi,
        usai=0 if letak.usai == versi else letak.usai,
    )


def _di_mana(before: Mapping[str, Any]) -> str:
    """The unit a folder was at, or on its way to; on its way home: the one it left."""
    tujuan = before.get("tujuan")
    return str(tujuan if tujuan and tujuan != RUANG_REKAM_MEDIS else before.get("lokasi") or "")


def _tanpa_putusan(lembar: Lembar, siklus: Siklus) -> None:
    if siklus.kunjungan:
        visit = lembar.layanannya(siklus.kunjungan)
        lembar.layanan[siklus.kunjungan] = visit._replace(diperiksa=max(0, visit.diperiksa - 1))
    if siklus.versi == siklus.putusan_versi:
        lembar.buang(siklus)  # it began with the verdict
    else:
        lembar.taruh(siklus.diurungkan())


# ── gaps and visits ─────────────────────────────────────────────────────────────────────────────────


def _tercatat(lembar: Lembar, berita: Berita) -> None:
    lembar.buka(berita.subjek, berita.data["berkas"], berita.data["butir"])


def _pindah(lembar: Lembar, berita: Berita) -> None:
    """Its folder was merged into another: it is that one's from now on."""
    if (found := lembar.terbuka.get(berita.subjek)) is not None:
        lembar.buka(berita.subjek, berita.data["berkas"], found[1])


def _tertutup(lembar: Lembar, berita: Berita) -> None:
    lembar.tutup(berita.subjek)


def _kunjungan(lembar: Lembar, berita: Berita) -> None:
    data = berita.data
    lembar.layanan[berita.subjek] = lembar.layanannya(berita.subjek)._replace(
        unit=data["unit"], dokter=data.get("dokter") or "", jenis=data["jenis_kunjungan"]
    )


def _dilayani(lembar: Lembar, berita: Berita) -> None:
    if dokter := berita.data.get("dokter"):
        lembar.layanan[berita.subjek] = lembar.layanannya(berita.subjek)._replace(dokter=dokter)


def _dipindahkan(lembar: Lembar, berita: Berita) -> None:
    lembar.layanan[berita.subjek] = lembar.layanannya(berita.subjek)._replace(unit=berita.data["unit"])


def _selesai(lembar: Lembar, berita: Berita) -> None:
    wajib = int(berita.data.get("isi_sebelum") is not None)
    lembar.layanan[berita.subjek] = lembar.layanannya(berita.subjek)._replace(
        selesai=lembar.hari(berita), selesai_seq=berita.seq, wajib=wajib, tepat=None, terisi_seq=0
    )


def _dibuka_lagi(lembar: Lembar, berita: Berita) -> None:
    lembar.layanan[berita.subjek] = lembar.layanannya(berita.subjek)._replace(
        selesai="", selesai_seq=0, wajib=0, tepat=None, terisi_seq=0
    )


def _terisi(lembar: Lembar, berita: Berita) -> None:
    lembar.layanan[berita.subjek] = lembar.layanannya(berita.subjek)._replace(
        tepat=int(berita.data["tepat_waktu"]), terisi_seq=berita.seq
    )


PERUBAHAN: Final[dict[str, Callable[[Lembar, Berita], None]]] = {
    "berkas.diambil.v1": _diambil,
    "berkas.diterima.v1": _diterima,
    "berkas.dikembalikan_ke_unit.v1": _untuk_dilengkapi,
    "berkas.pengambilan_dibatalkan.v1": _tanpa_tempo,
    "berkas.dilaporkan_hilang.v1": _tanpa_tempo,
    "berkas.kembali.v1": _kembali,
    "berkas.dirakit.v1": _dirakit,
    "berkas.lengkap.v1": _lengkap,
    "berkas.tidak_lengkap.v1": _tidak_lengkap,
    "berkas.lewat_tenggat.v1": _lewat,
    "berkas.dijadwalkan_ulang.v1": _dijadwalkan,
    DIURUNGKAN: _diurungkan,
    "kekurangan.tercatat.v1": _tercatat,
    "kekurangan.dipindahkan.v1": _pindah,
    "kekurangan.diverifikasi.v1": _tertutup,
    "kekurangan.dihapuskan.v1": _tertutup,
    "kunjungan.terdaftar.v1": _kunjungan,
    "kunjungan.dilayani.v1": _dilayani,
    "kunjungan.dipindahkan.v1": _dipindahkan,
    "kunjungan.selesai.v1": _selesai,
    "kunjungan.dibuka_lagi.v1": _dibuka_lagi,
    "kunjungan.terisi_lengkap.v1": _terisi,
}
"""What each kind of line changes; the others change nothing here."""
DASAR: Final = frozenset(jenis.rpartition(".")[0] for jenis in PERUBAHAN)
"""Kinds that matter here, of whatever version."""
