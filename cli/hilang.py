"""`jejak hilang`: what is being searched for; with a number, where to look for that folder."""

from typing import Annotated

import typer

from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal, lama
from cli.pangkal import DalamJson, Data, Pangkal, buka
from engine import clock
from engine.refusals import Refusal
from engine.views import curiga, names, pencarian, records
from engine.views.dugaan import PALING_BANYAK, Dugaan, acuan, golongan
from engine.views.records import Ringkas
from engine.workflow import said

TEMPAT = {"rak": "raknya sendiri", "meja": "meja dan tumpukan ruang rekam medis"}


def hilang(
    nomor: Annotated[
        str | None, typer.Argument(help="Nomor berkas: tempat-tempat yang patut dilihat, urut, dengan alasannya.")
    ] = None,
    dicurigai: Annotated[bool, typer.Option("--dicurigai", help="Yang belum hilang tetapi tidak wajar.")] = False,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Berkas yang sedang dicari, atau di mana mencari satu berkas."""
    with buka(data) as pangkal:
        if nomor is not None:
            _satu(pangkal, nomor, dalam_json=dalam_json)
        elif dicurigai:
            _curiga(pangkal, dalam_json=dalam_json)
        else:
            _daftar(pangkal, dalam_json=dalam_json)


def _daftar(pangkal: Pangkal, *, dalam_json: bool) -> None:
    with pangkal.engine.connect() as connection:
        rows = pencarian.terbuka(connection)
        idle = pencarian.tanpa_pencarian(connection)
        unit = names.unit(connection)
    if dalam_json:
        cetak_json(
            {
                "isi": [
                    row.pencarian._asdict() | {"nomor": row.berkas.nomor, "ditunggu_sejak": row.ditunggu}
                    for row in rows
                ],
                "belum_dicari": [{"id": row.id, "nomor": row.nomor, "sejak": row.sejak} for row in idle],
            }
        )
        return
    now = clock.now()
    cetak_tabel(
        ("nomor", "pencarian", "sebab", "lama", "ditunggu", "tempat terakhir", "diperiksa"),
        (
            (
                row.berkas.nomor,
                said(row.pencarian.keadaan),
                said(row.pencarian.sebab or ""),
                lama(now - row.pencarian.terdaftar) if row.pencarian.terdaftar else None,
                lama(now - row.ditunggu) if row.ditunggu else None,
                unit.get(row.berkas.lokasi or ""),
                row.pencarian.diperiksa,
            )
            for row in rows
        ),
    )
    if idle:
        cetak(f"Dilaporkan hilang, belum dicari: {', '.join(row.nomor for row in idle)}")


def _satu(pangkal: Pangkal, nomor: str, *, dalam_json: bool) -> None:
    with pangkal.engine.connect() as connection:
        found = records.ringkas(connection, nomor)
        if isinstance(found, Refusal):
            gagal(found.kalimat)
        going = pencarian.terakhir(connection, found.id)
        detail = pencarian.rinci(connection, going.id) if going else None
        if detail is None or isinstance(detail, Refusal):
            _, places = pencarian.tempat(connection, found)
        else:
            places = tuple(one.dugaan for one in detail.letak)
        unit = names.unit(connection)
        people = names.petugas(connection, (acuan(one.letak) for one in places if golongan(one.letak) == "orang"))
        refs = [acuan(one.letak) for one in places[:PALING_BANYAK] if golongan(one.letak) == "sisi"]
        looked = {ref: records.ringkas(connection, ref) for ref in refs}
        beside = {ref: other for ref, other in looked.items() if isinstance(other, Ringkas)}
    named = [(one, _sebutan(one, unit, people, beside)) for one in places[:PALING_BANYAK]]
    if dalam_json:
        cetak_json(
            {
                "berkas": {"id": found.id, "nomor": found.nomor, "keadaan": found.keadaan},
                "pencarian": going._asdict() if going else None,
                "letak": [
                    {
                        "letak": one.letak,
                        "sebutan": sebutan,
                        "bobot": round(one.skor, 3),
                        "alasan": [
                            {"jenis": why.jenis, "kalimat": str(why.kalimat), "baris": why.baris} for why in one.bukti
                        ],
                    }
                    for one, sebutan in named
                ],
            }
        )
        return
    cetak(f"{found.nomor}  {said(found.keadaan).upper()}")
    cetak_tabel(
        ("", "cari di", "bobot", "mengapa"),
        (
            (urut, sebutan, f"{one.skor:.0f}", "; ".join(str(why.kalimat) for why in one.bukti[:2]))
            for urut, (one, sebutan) in enumerate(named, 1)
        ),
    )


def _curiga(pangkal: Pangkal, *, dalam_json: bool) -> None:
    with pangkal.engine.connect() as connection:
        rows = curiga.daftar(connection, clock.now())
        unit = names.unit(connection)
    told = [(row.berkas.nomor, row.jenis, str(row.kalimat(unit)), row.baris) for row in rows]
    if dalam_json:
        cetak_json({"isi": [dict(zip(("nomor", "jenis", "kalimat", "baris"), row, strict=True)) for row in told]})
        return
    cetak_tabel(("nomor", "sebabnya", "baris"), ((row[0], row[2], ", ".join(map(str, row[3]))) for row in told))


def _sebutan(one: Dugaan, unit: dict[str, str], people: dict[str, str], beside: dict[str, Ringkas]) -> str:
    ref = acuan(one.letak)
    match golongan(one.letak):
        case "unit":
            return unit.get(ref, ref)
        case "orang":
            return f"pada {people.get(ref, 'petugas tak dikenal')}"
        case "sisi":
            return f"di samping atau di dalam berkas {beside[ref].nomor if ref in beside else '-'}"
        case kind:
            return TEMPAT[kind]
