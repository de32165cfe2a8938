"""`jejak berkas`, `jejak jejak`: one record, a list of records, a record's timeline."""

import dataclasses
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from typer.core import TyperGroup

from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal, galat, lama
from cli.pangkal import DalamJson, Data, Pangkal, buka
from engine import clock
from engine.numbers import JenisKode, Kode, baca_kode
from engine.refusals import Refusal
from engine.views import names, records, search, timeline
from engine.views.records import Ringkas
from engine.workflow import said
from schemas.names import Keadaan, KodeUnit, Pembawa


class _NomorDulu(TyperGroup):
    """`jejak berkas 000123` is `jejak berkas lihat 000123`: a number needs no verb."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put the verb in where there is none."""
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["lihat", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_NomorDulu, no_args_is_help=True, help="Satu berkas menurut nomornya, atau cari berkas.")

Nomor = Annotated[str, typer.Argument(help="Nomor rekam medis, kode berkas, id, atau angka akhirnya.")]
PembawaBerkas = Annotated[Pembawa | None, typer.Option(help="Fisik atau elektronik.")]


@app.command()
def lihat(nomor: Nomor, pembawa: PembawaBerkas = None, data: Data = None, dalam_json: DalamJson = False) -> None:
    """Satu berkas: di mana, sejak kapan, siapa pemegangnya, apa yang bisa dilakukan."""
    with buka(data) as pangkal:
        zona = pangkal.zona
        with pangkal.engine.connect() as connection:
            found = records.rinci(connection, _tanpa_kode(nomor), pembawa=pembawa)
    if isinstance(found, Refusal):
        gagal(found.kalimat)
    berkas = found.ringkas
    if dalam_json:
        rest = {
            field.name: getattr(found, field.name) for field in dataclasses.fields(found) if field.name != "ringkas"
        }
        cetak_json(_isi(berkas) | rest)
        return
    cetak(f"{berkas.nomor}  {berkas.pembawa}  {found.sebutan_keadaan.upper()}")
    lines = (
        ("kode label", berkas.kode),
        ("tempat", found.nama_lokasi),
        ("menuju", found.nama_tujuan),
        ("pemegang", found.nama_pemegang),
        ("dilengkapi oleh", found.nama_penanggung_jawab),
        ("kembali sebelum", _jam(berkas.kembali_sebelum, zona)),
        ("jatuh tempo", _jam(berkas.jatuh_tempo, zona)),
        ("sejak", f"{_jam(berkas.sejak, zona)} ({lama(clock.now() - berkas.sejak)})"),
        ("terdaftar", _jam(found.terdaftar, zona)),
        ("ditahan", "ya" if berkas.ditahan else None),
        ("bisa", ", ".join(said(jenis) for jenis in found.bisa)),
    )
    for judul, nilai in lines:
        if nilai:
            cetak(f"  {judul:<16}{nilai}")


@app.command()
def cari(  # noqa: PLR0913, PLR0917 - each filter is an option
    nomor: Annotated[str | None, typer.Argument(help="Sebagian nomor, di mana pun letaknya.")] = None,
    keadaan: Annotated[Keadaan | None, typer.Option(help="Hanya yang dalam keadaan ini.")] = None,
    unit: Annotated[str | None, typer.Option(metavar="KODE", help="Hanya yang di, atau menuju, unit ini.")] = None,
    pembawa: PembawaBerkas = None,
    batas: Annotated[int, typer.Option(min=1, max=search.HALAMAN_TERBESAR, help="Paling banyak sekian.")] = 50,
    kursor: Annotated[str | None, typer.Option(help="Lanjutan dari halaman sebelumnya.")] = None,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Cari berkas menurut sebagian nomor, keadaan, atau unit."""
    saringan = search.Saringan(
        nomor=nomor, keadaan=keadaan, unit=KodeUnit(unit.upper()) if unit else None, pembawa=pembawa
    )
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        page = search.cari(connection, saringan, kursor=kursor, batas=batas)
        if isinstance(page, Refusal):
            gagal(page.kalimat)
        _tampilkan(pangkal, page, names.unit(connection), dalam_json=dalam_json)


def _tampilkan(pangkal: Pangkal, page: search.Halaman, unit: dict[str, str], *, dalam_json: bool) -> None:
    if dalam_json:
        cetak_json({"isi": [_isi(berkas) for berkas in page.isi], "kursor": page.kursor})
        return
    now = clock.now()
    cetak_tabel(
        ("nomor", "pembawa", "keadaan", "tempat", "menuju", "sejak", "lama"),
        (
            (
                berkas.nomor,
                berkas.pembawa,
                said(berkas.keadaan),
                unit.get(berkas.lokasi or ""),
                unit.get(berkas.tujuan or ""),
                _jam(berkas.sejak, pangkal.zona),
                lama(now - berkas.sejak),
            )
            for berkas in page.isi
        ),
    )
    if page.kursor:
        galat(f"Masih ada. Lanjutkan dengan --kursor {page.kursor}")


def jejak(nomor: Nomor, pembawa: PembawaBerkas = None, data: Data = None, dalam_json: DalamJson = False) -> None:
    """Riwayat satu berkas: apa, di mana, siapa, kapan terjadi, kapan dicatat."""
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        zona = pangkal.zona
        found = records.ringkas(connection, _tanpa_kode(nomor), pembawa=pembawa)
        if isinstance(found, Refusal):
            gagal(found.kalimat)
        lines: list[timeline.Kejadian] = []
        before: int | None = None
        while True:
            page = timeline.riwayat(connection, found.id, sebelum=before)
            lines += page.isi
            before = page.sebelum
            if before is None:
                break
    lines.sort(key=lambda line: (min(line.terjadi_pada, line.dicatat_pada), line.versi))
    if dalam_json:
        cetak_json({"berkas": _isi(found), "isi": [_kejadian(line) for line in lines]})
        return
    cetak(f"{found.nomor}  {found.pembawa}  {said(found.keadaan).upper()}")
    cetak_tabel(
        ("terjadi", "apa", "siapa", "dicatat", ""),
        (
            (
                _jam(line.terjadi_pada, zona),
                line.kalimat,
                line.nama_pelaku,
                _jam(line.dicatat_pada, zona) if line.susulan else None,
                "perlu dicek" if line.cek_terbuka else None,
            )
            for line in lines
        ),
    )


def _tanpa_kode(sebutan: str) -> str:
    """A label's code stands for the number in it."""
    kode = baca_kode(sebutan)
    return kode.isi if isinstance(kode, Kode) and kode.jenis is JenisKode.BERKAS else sebutan


def _isi(berkas: Ringkas) -> dict[str, object]:
    fields = {field.name: getattr(berkas, field.name) for field in dataclasses.fields(berkas)}
    return fields | {"kode": berkas.kode}


def _kejadian(line: timeline.Kejadian) -> dict[str, object]:
    fields = {field.name: getattr(line, field.name) for field in dataclasses.fields(line)}
    return fields | {"kalimat": str(line.kalimat)}


def _jam(saat: datetime | None, zona: ZoneInfo) -> str | None:
    """A moment on the facility's wall."""
    return saat.astimezone(zona).strftime("%Y-%m-%d %H:%M") if saat else None
