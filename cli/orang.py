"""`jejak pengguna`, `jejak token`: accounts and device tokens, from the machine Jejak runs on."""

import dataclasses
from collections.abc import Sequence
from typing import Annotated

import typer

from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal, galat
from cli.pangkal import DalamJson, Data, Pangkal, buka
from engine import people
from engine.database import writing
from engine.people import Cakupan, Petugas, Token
from engine.people.accounts import sandi_acak
from engine.refusals import Refusal
from engine.workflow import said
from schemas.names import SEMUA_UNIT, KodeUnit, Peran

pengguna = typer.Typer(no_args_is_help=True, help="Akun petugas.")
token = typer.Typer(no_args_is_help=True, help="Token perangkat.")

NamaPengguna = Annotated[str, typer.Argument(help="Nama pengguna.")]
PeranPilihan = Annotated[list[Peran], typer.Option("--peran", help="Peran; boleh diulang.")]
UnitPilihan = Annotated[list[str] | None, typer.Option("--unit", metavar="KODE", help="Unit; boleh diulang.")]


@pengguna.command("buat")
def buat_pengguna(
    nama_pengguna: NamaPengguna,
    peran: PeranPilihan,
    nama: Annotated[str | None, typer.Option(help="Nama lengkap.", show_default="nama pengguna")] = None,
    unit: UnitPilihan = None,
    data: Data = None,
) -> None:
    """Buat akun petugas; sandi acaknya dicetak sekali dan harus diganti saat masuk pertama."""
    sandi = sandi_acak()
    with buka(data) as pangkal, writing(pangkal.engine).begin() as connection:
        akun = people.buat(connection, nama_pengguna, nama or nama_pengguna, peran, unit=_unit(unit), sandi=sandi)
        if isinstance(akun, Refusal):
            gagal(akun.kalimat)
    galat(f"Akun {akun.nama_pengguna} dibuat. Sandi sementaranya:")
    cetak(sandi)


@pengguna.command("daftar")
def daftar_pengguna(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Semua akun, juga yang sudah dinonaktifkan."""
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        found = people.semua(connection)
    if dalam_json:
        cetak_json(found)
        return
    cetak_tabel(
        ("nama pengguna", "nama", "peran", "unit", "kartu", "aktif"),
        (
            (a.nama_pengguna, a.nama, _peran(a.peran), ", ".join(sorted(a.unit)), a.kartu, "ya" if a.aktif else "tidak")
            for a in found
        ),
    )


@pengguna.command("nonaktif")
def nonaktif(nama_pengguna: NamaPengguna, data: Data = None) -> None:
    """Tutup akun: sesinya berakhir, tokennya dicabut, namanya tetap di riwayat."""
    with buka(data) as pangkal, writing(pangkal.engine).begin() as connection:
        akun = _dengan_nama(pangkal, nama_pengguna)
        if isinstance(answer := people.nonaktifkan(connection, akun.id), Refusal):
            gagal(answer.kalimat)
    cetak(f"Akun {akun.nama_pengguna} ditutup.")


@pengguna.command("sandi")
def sandi_baru(nama_pengguna: NamaPengguna, data: Data = None) -> None:
    """Beri sandi acak baru; dicetak sekali dan harus diganti saat masuk."""
    with buka(data) as pangkal, writing(pangkal.engine).begin() as connection:
        akun = _dengan_nama(pangkal, nama_pengguna)
        answer = people.setel_ulang_sandi(connection, akun.id)
        if isinstance(answer, Refusal):
            gagal(answer.kalimat)
    galat(f"Sandi sementara {akun.nama_pengguna}:")
    cetak(answer)


@token.command("buat")
def buat_token(
    peran: PeranPilihan,
    nama: Annotated[str, typer.Option(help="Nama perangkat, misalnya pemindai loket 1.")],
    unit: UnitPilihan = None,
    cakupan: Annotated[list[Cakupan] | None, typer.Option(help="Yang boleh dilakukan; bawaan: semua.")] = None,
    data: Data = None,
) -> None:
    """Buat token perangkat. Hanya tokennya yang dicetak, dan hanya sekali."""
    with buka(data) as pangkal, writing(pangkal.engine).begin() as connection:
        answer = people.buat_perangkat(
            connection, nama, peran, unit=_unit(unit) or (SEMUA_UNIT,), cakupan=cakupan or tuple(Cakupan)
        )
        if isinstance(answer, Refusal):
            gagal(answer.kalimat)
    cetak(answer)


@token.command("daftar")
def daftar_token(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Semua token, tanpa rahasianya."""
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        found = people.daftar(connection)
    if dalam_json:
        cetak_json([_token(one) for one in found])
        return
    cetak_tabel(
        ("id", "nama", "peran", "unit", "cakupan", "terakhir dipakai", "dicabut"),
        (
            (
                one.id,
                one.nama,
                _peran(one.petugas.peran),
                ", ".join(sorted(one.petugas.unit)),
                ", ".join(sorted(one.cakupan)),
                one.terakhir and one.terakhir.isoformat(timespec="minutes"),
                one.dicabut and one.dicabut.isoformat(timespec="minutes"),
            )
            for one in found
        ),
    )


@token.command("cabut")
def cabut_token(
    token_id: Annotated[str, typer.Argument(help="Id dari `jejak token daftar`.")], data: Data = None
) -> None:
    """Cabut token; permintaan berikutnya dengannya ditolak."""
    with buka(data) as pangkal, writing(pangkal.engine).begin() as connection:
        answer = people.cabut(connection, token_id)
        if isinstance(answer, Refusal):
            gagal(answer.kalimat)
    cetak(f"Token {answer.nama} dicabut.")


def _unit(given: Sequence[str] | None) -> tuple[KodeUnit, ...]:
    return tuple(KodeUnit(one.upper()) for one in given or ())


def _peran(peran: frozenset[Peran]) -> str:
    return ", ".join(sorted(said(one) for one in peran))


def _token(one: Token) -> dict[str, object]:
    fields = {field.name: getattr(one, field.name) for field in dataclasses.fields(one)}
    return fields | {"petugas": one.petugas.id, "peran": one.petugas.peran, "unit": one.petugas.unit}


def _dengan_nama(pangkal: Pangkal, nama_pengguna: str) -> Petugas:
    with pangkal.engine.connect() as connection:
        akun = people.dengan_nama(connection, nama_pengguna)
    if akun is None:
        gagal(f"Tidak ada akun bernama {nama_pengguna}.")
    return akun
