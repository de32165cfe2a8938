"""What a number of the census is made of: the visits it counts, how often each, and the ledger lines that say so.

Who may not see names, or not those of this unit, is shown the visit's id and the lines; the numbers add up to the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine.people import Sesi
from engine.sensus import baca
from engine.sensus.peristiwa import Peristiwa, peristiwa
from schemas.names import KelasRawat, Macam
from web.i18n import N_
from web.pages import sensus_jalan_isi as jalan
from web.pages import sensus_kurun as masa
from web.pages.kata_kunjungan import KELAS
from web.pages.kata_sensus import ARTI_INAP, DIMENSI, KELUAR_HIDUP, KOLOM_INAP, MATI
from web.pages.sensus_halaman import TAB, melihat, unit_dikenal
from web.pages.sensus_lihat import Lihat
from web.pages.tampil import Kerja, halaman

router = APIRouter()
SEHALAMAN: Final = 100
TERPANJANG: Final = 40
GABUNGAN: Final = {"keluar_hidup": KELUAR_HIDUP, "mati": MATI, "keluar": (*KELUAR_HIDUP, *MATI)}
"""Columns that are the sum of others."""
LAIN: Final = {"mati": N_("Meninggal"), "keluar": N_("Keluar, hidup atau mati")}
TERBESAR: Final = 10**6


@dataclass(frozen=True, slots=True)
class Baris:
    """One visit behind a number. `jumlah`: how much of the number it is."""

    kunjungan: str
    unit: str
    tempat: str
    seq: tuple[int, ...]
    jumlah: int
    nomor: str = ""
    nama: str = ""
    peristiwa: tuple[Peristiwa, ...] = ()
    dikenal: bool = False
    """May this reader know whose it is, and open it?"""


@router.get("/sensus/inap/rincian")
def inap(  # noqa: PLR0913 - one parameter a filter
    request: Request,
    sesi: Kerja,
    *,
    macam: str = "sisa",
    mulai: str = "",
    sampai: str = "",
    unit: str = "",
    kelas: str = "",
    bayi: str = "",
    lembar: str = "",
) -> Response:
    """The stays behind a number of the inpatient census."""
    with melihat(request, sesi.petugas) as lihat:
        say = lihat.say
        first, last = masa.rentang(mulai, sampai, say, masa.HARI_RINCIAN)
        unit = unit_dikenal(lihat, unit)
        kelas = kelas if kelas in set(KelasRawat) else ""
        kolom = macam if macam in {*KOLOM_INAP, *GABUNGAN} else "sisa"
        found = stays(lihat, kolom, (first, last), unit, kelas, bayi)
        told = [
            lihat.nama_unit(unit) if unit else say(N_("Semua ruang")),
            *([say(KELAS[KelasRawat(kelas)])] if kelas else []),
            *([say(N_("bayi")) if bayi == "1" else say(N_("tanpa bayi"))] if bayi in {"0", "1"} else []),
            _hari(first, last, lihat),
        ]
        asked = {"macam": kolom, "mulai": first.isoformat(), "sampai": last.isoformat()}
        asked |= {"unit": unit, "kelas": kelas, "bayi": bayi[:1]}
        back = {"unit": unit, "tanggal": first.isoformat()}
        return _halaman(
            request, sesi, lihat, found, _Kepala(
                "inap", "/sensus/inap/rincian", asked, f"/sensus/inap?{_query(back)}",
                say(ARTI_INAP.get(kolom) or LAIN[kolom]),
                ", ".join(told),
                say(N_("hari")) if kolom in {"hari_perawatan", "lama_dirawat"} else say(N_("pasien")),
            ), lembar,
        )  # fmt: skip


@router.get("/sensus/jalan/rincian")
def jalan_rincian(request: Request, sesi: Kerja, kolom: str = "jumlah", lembar: str = "") -> Response:
    """The visits behind a number of the outpatient census; every dimension of the recap narrows it."""
    asked_for = request.query_params
    with melihat(request, sesi.petugas) as lihat:
        say = lihat.say
        first, last = masa.rentang(asked_for.get("mulai", ""), asked_for.get("sampai", ""), say)
        narrowed = {
            name: value[:TERPANJANG] for name in DIMENSI if (value := asked_for.get(name, "")) and value.isprintable()
        }
        kolom = kolom if kolom in jalan.SARING else "jumlah"
        found = visits(lihat, kolom, (first, last), narrowed)
        told = [jalan.sebut(lihat, name, value) for name, value in narrowed.items()]
        asked = {"kolom": kolom, "mulai": first.isoformat(), "sampai": last.isoformat()} | narrowed
        back = {"unit": narrowed.get("unit", ""), "tanggal": first.isoformat()}
        return _halaman(
            request, sesi, lihat, found, _Kepala(
                "jalan", "/sensus/jalan/rincian", asked, f"/sensus/jalan?{_query(back)}",
                say(N_("Kunjungan: {kolom}")).format(kolom=say(jalan.KOLOM[kolom])),
                ", ".join([*told, _hari(first, last, lihat)]),
                say(N_("kunjungan")),
            ), lembar,
        )  # fmt: skip


def stays(  # noqa: PLR0913, PLR0917 - a column and which rows it is of
    lihat: Lihat, kolom: str, hari: tuple[date, date], unit: str, kelas: str, bayi: str
) -> list[Baris]:
    """The stays behind a column."""
    found: list[Baris] = []
    for macam in GABUNGAN.get(kolom, (kolom,)):
        pilih = baca.PilihInap(
            Macam(macam),
            *hari,
            unit=unit or None,
            kelas=kelas or None,
            bayi={"0": False, "1": True}.get(bayi),
            menurut_kelas=bool(kelas),
        )
        for row in baca.rincian(lihat.connection, lihat.aturan, pilih):
            where = f"{lihat.nama_unit(row.ruas.unit)}, {lihat.say(KELAS[KelasRawat(row.ruas.kelas)])}"
            found.append(Baris(row.ruas.kunjungan, str(row.ruas.unit), where, row.seq, row.jumlah))
    return found


def visits(lihat: Lihat, kolom: str, hari: tuple[date, date], saring: Mapping[str, str]) -> list[Baris]:
    """The visits behind a column."""
    return [
        Baris(one.kunjungan, one.unit, lihat.nama_unit(one.unit), one.seq, 1)
        for one in lihat.jalan(*hari)
        if jalan.SARING[kolom](one) and jalan.cocok(one, saring)
    ]


def lengkap(lihat: Lihat, rows: Sequence[Baris]) -> list[Baris]:
    """The same with the ledger lines, and with names for those who may see them."""
    lines = peristiwa(lihat.connection, (seq for one in rows for seq in one.seq))
    lihat.kenali((one.kunjungan, one.unit) for one in rows)
    made = []
    for one in rows:
        who = lihat.siapa(one.kunjungan)
        told = tuple(lines[seq] for seq in one.seq if seq in lines)
        known = lihat.dikenal(one.kunjungan)
        made.append(replace(one, nomor=who.nomor, nama=who.nama, peristiwa=told, dikenal=known))
    return made


@dataclass(frozen=True, slots=True)
class _Kepala:
    tab: str
    jalan: str
    alamat: Mapping[str, str]
    kembali: str
    judul: str
    saringan: str
    satuan: str


def _halaman(  # noqa: PLR0913, PLR0917 - a page: its reader, its rows, its head, and which part of them
    request: Request, sesi: Sesi, lihat: Lihat, rows: Sequence[Baris], kepala: _Kepala, lembar: str
) -> Response:
    part = int(lembar) if lembar.isascii() and lembar.isdecimal() and len(lembar) < len(str(TERBESAR)) else 0
    shown = rows[part * SEHALAMAN : (part + 1) * SEHALAMAN]
    isi = lengkap(lihat, shown)
    more = len(rows) > (part + 1) * SEHALAMAN
    return halaman(
        request,
        "sensus_rincian",
        sesi=sesi,
        TAB=TAB,
        tab=kepala.tab,
        judul=kepala.judul,
        saringan=kepala.saringan,
        satuan=kepala.satuan,
        kembali=kepala.kembali,
        catatan=masa.catatan(request.query_params, lihat.say),
        jumlah=sum(one.jumlah for one in rows),
        banyak=len({one.kunjungan for one in rows}),
        isi=isi,
        tersembunyi=lihat.boleh_nama and not all(one.dikenal for one in isi),
        boleh_nama=lihat.boleh_nama,
        lanjut=f"{kepala.jalan}?{_query({**kepala.alamat, 'lembar': str(part + 1)})}" if more else "",
    )


def _query(isi: Mapping[str, str]) -> str:
    return urlencode({name: value for name, value in isi.items() if value})


def _hari(first: date, last: date, lihat: Lihat) -> str:
    say = lihat.say
    if first == last:
        return say.hari(first)
    return f"{say.hari(first, 'd MMM yyyy')} – {say.hari(last, 'd MMM yyyy')}"  # noqa: RUF001 - a range of days
