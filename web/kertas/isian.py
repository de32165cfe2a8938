"""Documents filled in from the records: what the pages and the command line both print."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from engine import facility
from engine.facility import JENIS_UNIT, Fasyankes
from engine.numbers import JenisKode, tulis_kode
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from engine.views import dispatch, loans, names, paper, rak, records, requests
from engine.views.paper import Keluar
from engine.views.requests import Diminta, Tahap
from engine.workflow import said
from schemas.names import BerkasId, KodeUnit
from web.kertas.dokumen import BarisEkspedisi, BarisTarik, Bon, DaftarTarik, Ekspedisi, Kib, Kop, Label, Sampul, Tracer

MENIT: Final = timedelta(minutes=1)
LUAR: Final = "Peminjaman"
"""Where a lent folder goes, when no unit asked for it."""


def kop(fasyankes: Fasyankes) -> Kop:
    """The letterhead."""
    return Kop(fasyankes.nama, ZoneInfo(ZONA_INDONESIA.get(fasyankes.zona, "Asia/Jakarta")))


def keluar_kini(connection: Connection, berkas: BerkasId) -> Keluar | Refusal:
    """How a record that is out went out; refused for one that is in its place."""
    found = records.ringkas(connection, berkas, akhiran=False)
    if isinstance(found, Refusal):
        return found
    last = paper.keluar_terakhir(connection, found.id)
    if last is None or found.keadaan in paper.DI_TEMPAT:
        return Refusal("berkas_di_tempat")
    # a loan that was extended is due when its record says, not when it was first lent until
    return replace(last, jatuh_tempo=found.jatuh_tempo) if last.tujuan is None else last


def tracer(connection: Connection, kepala: Kop, semua: list[Keluar]) -> list[Tracer]:
    """The tracers of these goings-out, in their order."""
    who = _Nama(connection, semua)
    return [
        Tracer(
            kepala,
            who.nomor.get(satu.berkas, "-"),
            who.kode[satu.berkas][0],
            who.pasien(satu),
            who.tujuan(satu),
            who.peminjam(satu),
            who.keperluan(satu),
            satu.waktu,
        )
        for satu in semua
    ]


def bon(connection: Connection, kepala: Kop, keluar: Keluar) -> Bon:
    """The loan slip of one going-out."""
    who = _Nama(connection, [keluar])
    nomor = who.nomor[keluar.berkas]
    peminjam = who.peminjam(keluar)
    bagian = who.tujuan(keluar) if keluar.tujuan else None
    return Bon(
        kepala,
        nomor,
        who.kode[keluar.berkas][0],
        who.pasien(keluar),
        ", ".join(part for part in (peminjam, bagian) if part),
        keluar.waktu,
        keluar.jatuh_tempo,
        who.keperluan(keluar),
    )


def ekspedisi(
    connection: Connection, kepala: Kop, dari: datetime, sampai: datetime, unit: KodeUnit | None
) -> Ekspedisi | Refusal:
    """The book of one round; `sampai`: its last minute, which belongs to it."""
    found = dispatch.ekspedisi(connection, dari, sampai + MENIT, unit)
    if isinstance(found, Refusal):
        return found
    who = _Nama(connection, [satu.keluar for satu in found])
    isi = tuple(
        BarisEkspedisi(
            who.nomor.get(satu.keluar.berkas, "-"),
            who.pasien(satu.keluar),
            " / ".join(part for part in (who.tujuan(satu.keluar), who.peminjam(satu.keluar)) if part),
            satu.keluar.waktu,
            satu.kembali,
            "dibatalkan" if satu.batal else "diteruskan" if satu.lanjut else "",
        )
        for satu in found
    )
    return Ekspedisi(kepala, names.unit(connection).get(unit or ""), dari, sampai, isi)


def tarik(connection: Connection, kepala: Kop, now: datetime, unit: KodeUnit | None) -> DaftarTarik:
    """What is to be pulled now, in shelf order; after it what is waited for and not in its place, with where it is."""
    wanted = requests.daftar(connection, now)
    chosen = [
        satu for satu in wanted.isi if satu.tahap is not Tahap.JALAN and (unit is None or satu.permintaan.unit == unit)
    ]
    chosen.sort(key=lambda satu: (satu.tahap is not Tahap.TARIK, satu.urutan))
    folders = [satu.permintaan.berkas for satu in chosen if satu.permintaan.berkas]
    places, people = rak.letak_banyak(connection, folders), paper.pasien_berkas(connection, folders)
    isi = []
    for satu in chosen:
        berkas = satu.permintaan.berkas or BerkasId("")
        orang, ruas = people.get(berkas), places.get(berkas)
        isi.append(
            BarisTarik(
                satu.nomor,
                orang.tertulis if orang else None,
                f"{ruas.nama_rak} / {ruas.nomor}" if ruas else "",
                wanted.unit.get(satu.permintaan.unit or "", ""),
                satu.permintaan.dibutuhkan_pada,
                _catatan(satu, wanted.unit),
            )
        )
    return DaftarTarik(kepala, wanted.unit.get(unit or ""), now, tuple(isi))


def _catatan(satu: Diminta, unit: dict[str, str]) -> str:
    """Why it cannot be pulled, or what it is pulled for where that is not the unit's patient."""
    where = "" if satu.tahap is Tahap.TARIK else _di_mana(satu, unit)
    return "; ".join(part for part in (f"gabung ke {satu.gabung_ke}" if satu.gabung_ke else "", where) if part)


def _di_mana(satu: Diminta, unit: dict[str, str]) -> str:
    """Why it cannot be pulled: who has it, or how many are before."""
    if satu.pencarian:
        return "sedang dicari"
    if satu.keadaan in requests.DI_RUANG:
        return f"giliran {satu.giliran}"
    where = satu.nama_pemegang or unit.get(satu.tujuan or satu.lokasi or "", "")
    return f"{said(satu.keadaan)} {where}".strip()


def label(
    connection: Connection, kepala: Kop, berkas: Sequence[str], now: datetime, *, bernama: bool = True
) -> list[Label]:
    """The labels of these records, in their order; `now`: the time the paper bears. `bernama`: with names on them."""
    numbers, codes = paper.nomor(connection, berkas), paper.kode(connection, berkas)
    people = paper.pasien_berkas(connection, berkas) if bernama else {}
    made = []
    for satu in berkas:
        if (nomor := numbers.get(satu)) is None:
            continue
        orang = people.get(satu)
        kode, rumah = codes[satu]
        nama, lahir = (orang.sampul, orang.lahir) if orang else (None, None)
        made.append(Label(kepala, nomor, kode, nama, lahir, now, rumah))
    return made


def sampul(connection: Connection, kepala: Kop, berkas: str, now: datetime) -> Sampul | Refusal:
    """The cover of a record."""
    made = label(connection, kepala, [berkas], now)
    if not made:
        return Refusal("berkas_tidak_dikenal", "subjek")
    satu = made[0]
    return Sampul(kepala, satu.nomor, satu.kode, satu.nama, satu.lahir, now)


def kib(connection: Connection, kepala: Kop, pasien: str, now: datetime) -> Kib | Refusal:
    """The card of a patient: refused while there is no number to put on it."""
    found = paper.pasien(connection, pasien)
    if found is None:
        return Refusal("pasien_tidak_dikenal", "subjek")
    kept, orang = found
    nomor = paper.nomor_pasien(connection, kept)
    if nomor is None:
        return Refusal("pasien_tanpa_berkas")
    return Kib(kepala, nomor, tulis_kode(JenisKode.KARTU, nomor), orang.sampul, orang.lahir, now)


class _Nama:
    """The names a batch of goings-out needs, read once."""

    def __init__(self, connection: Connection, semua: list[Keluar]) -> None:
        folders = [satu.berkas for satu in semua]
        self.nomor = paper.nomor(connection, folders)
        self.kode = paper.kode(connection, folders)
        self.petugas = names.petugas(connection, (satu.peminjam for satu in semua))
        self._luar = loans.dari_luar(connection, (satu.peminjaman for satu in semua if satu.peminjaman))
        self._pasien = paper.pasien_berkas(connection, folders)
        self._unit = {str(known.unit.kode): known.unit for known in facility.all_units(connection)}

    def pasien(self, satu: Keluar) -> str | None:
        orang = self._pasien.get(satu.berkas)
        return orang.tertulis if orang else None

    def peminjam(self, satu: Keluar) -> str | None:
        """Who has it: a member of staff, or the person from outside whom the loan names."""
        if (luar := self._luar.get(satu.peminjaman or "")) is not None:
            nama, pihak = luar
            return f"{nama} ({said(pihak)})"
        return self.petugas.get(satu.peminjam or "")

    def tujuan(self, satu: Keluar) -> str:
        if satu.tujuan is None:
            return LUAR
        unit = self._unit.get(satu.tujuan)
        return unit.nama if unit else satu.tujuan

    def keperluan(self, satu: Keluar) -> str:
        """A loan says why; a folder pulled for a unit is for its kind of care. Never why the patient comes."""
        if satu.keperluan:
            return said(satu.keperluan).capitalize()
        unit = self._unit.get(satu.tujuan or "")
        return JENIS_UNIT.get(unit.jenis, "Pelayanan") if unit else "Pelayanan"
