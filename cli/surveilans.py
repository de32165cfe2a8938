"""`jejak surveilans`: the counts of a week, alerts, outbreak reports and weekly reports of this facility."""

from typing import Annotated, Final
from zoneinfo import ZoneInfo

import typer

from cli.keluaran import cetak, cetak_json, cetak_tabel, galat
from cli.pangkal import DalamJson, Data, Pangkal, buka
from engine import clock
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from engine.surveilans import baca, lihat, minggu, pantau, sinyal
from engine.surveilans.jenjang import Kita, kita
from engine.surveilans.minggu import Pekan
from engine.workflow import said

app: Final = typer.Typer(no_args_is_help=True, help="Surveilans: hitungan mingguan, sinyal, W1 dan W2.")
Mana = Annotated[
    str | None, typer.Option("--minggu", help="Minggu epidemiologi, misalnya 2026-M09; bawaannya minggu ini.")
]


def _kita(pangkal: Pangkal, teks: str | None) -> tuple[Kita, Pekan]:
    """Who we are, and the week that is meant. Exit 2 for what is no week."""
    with pangkal.engine.connect() as connection:
        satu = kita(connection)
    if satu is None:
        galat(Refusal("belum_disiapkan").kalimat)
        raise typer.Exit(1)
    aturan = kebijakan().skdr.minggu
    here = minggu.pekan(clock.now().astimezone(ZoneInfo(ZONA_INDONESIA[satu.zona])).date(), aturan)
    found = here if teks is None else minggu.baca(teks, aturan)
    if found is None:
        galat(Refusal("minggu_tidak_dikenal", "minggu", {"minggu": (teks or "")[:12]}).kalimat)
        raise typer.Exit(2)
    return satu, found


@app.command("minggu")
def mingguan(mana: Mana = None, data: Data = None, dalam_json: DalamJson = False) -> None:
    """Hitungan satu minggu: kasus berkode, ketikan, jumlah, ambang. Kode keluar 1 bila ada yang lewat ambang."""
    aturan = kebijakan()
    with buka(data) as pangkal:
        satu, week = _kita(pangkal, mana)
        with pangkal.engine.connect() as connection:
            now = baca.seminggu(connection, aturan.katalog, satu, week)
            last = baca.seminggu(connection, aturan.katalog, satu, minggu.geser(week, -1, aturan.skdr.minggu))
    rows = []
    for kode, one in aturan.katalog.penyakit.items():
        count = now.hitung(kode)
        judged = sinyal.nilai(one, count.kasus, last.hitung(kode).kasus, aturan.skdr.minggu_lalu_nol)
        if one.mingguan or count.kasus:
            cell = now.angka.get(kode)
            rows.append(
                {
                    "kode": kode,
                    "penyakit": one.nama,
                    "berkode": cell.berkode.kasus if cell else 0,
                    "diketik": cell.diketik.kasus if cell and cell.diketik else 0,
                    "kasus": count.kasus,
                    "mati": count.mati,
                    "minggu_lalu": last.hitung(kode).kasus,
                    "lewat_ambang": bool(count.kasus and judged.sinyal),
                }
            )
    if dalam_json:
        cetak_json(
            {"minggu": str(week), "kunjungan": now.kunjungan, "lapor": now.lapor, "wajib": now.wajib, "isi": rows}
        )
    else:
        cetak_tabel(
            ("kode", "penyakit", "kasus", "mati", "minggu lalu", "ambang"),
            (
                (
                    one["kode"],
                    one["penyakit"],
                    one["kasus"],
                    one["mati"],
                    one["minggu_lalu"],
                    "LEWAT" if one["lewat_ambang"] else "",
                )
                for one in rows
            ),
        )
        cetak(f"{week}: {now.kunjungan} kunjungan; {now.lapor} dari {now.wajib} melapor.")
    if any(one["lewat_ambang"] for one in rows):
        raise typer.Exit(1)


@app.command("sinyal")
def daftar_sinyal(
    semua: Annotated[bool, typer.Option("--semua", help="Juga yang sudah diputus.")] = False,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Sinyal yang menunggu verifikasi. Kode keluar 1 bila ada."""
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        found = lihat.sinyal(connection, terbuka=not semua)
    if dalam_json:
        cetak_json({"isi": [one._asdict() for one in found]})
    else:
        cetak_tabel(
            ("fasilitas", "penyakit", "minggu", "kasus", "minggu lalu", "keadaan", "verifikasi sebelum"),
            (
                (
                    one.fasyankes,
                    one.penyakit,
                    str(Pekan(one.tahun, one.minggu)),
                    one.kasus,
                    "-" if one.sebelum is None else one.sebelum,
                    said(one.keadaan),
                    one.verifikasi_sebelum,
                )
                for one in found
            ),
        )
    if any(one.keadaan.value == "muncul" for one in found):
        raise typer.Exit(1)


@app.command()
def w1(
    semua: Annotated[bool, typer.Option("--semua", help="Juga yang sudah ditutup.")] = False,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Laporan KLB (W1) dengan rantainya. Kode keluar 1 bila ada yang lewat batas."""
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        found = lihat.klb(connection, terbuka=not semua)
    late = [one for one in found if one.w1.lewat_kirim or (one.w1.lewat_tanda and one.w1.tanda_pada is None)]
    if dalam_json:
        cetak_json(
            {
                "isi": [
                    one.w1._asdict()
                    | {
                        "desa": one.desa,
                        "kecamatan": one.kecamatan,
                        "batas": one.batas(kebijakan().klb),
                        "rantai": [link._asdict() for link in one.rantai],
                    }
                    for one in found
                ]
            }
        )
    else:
        for one in found:
            kasus = one.w1.bawah + one.w1.atas
            cetak(
                f"{one.w1.penyakit} dari {one.w1.pelapor}: {kasus} sakit, {one.w1.mati} meninggal; "
                f"{said(one.w1.keadaan)}"
            )
            for link in one.rantai:
                cetak(f"  {link.fasyankes} {said(link.tahap)} {link.pada.isoformat(timespec='minutes')}")
        cetak(f"{len(found)} W1; {len(late)} lewat batas.")
    if late:
        raise typer.Exit(1)


@app.command()
def w2(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Laporan mingguan (W2) kita; di Dinkes juga yang belum masuk. Kode keluar 1 bila ada yang lewat batas."""
    now = clock.now()
    with buka(data) as pangkal:
        satu, _ = _kita(pangkal, None)
        with pangkal.engine.connect() as connection:
            found = lihat.mingguan(connection, satu)
            zona = ZoneInfo(ZONA_INDONESIA[satu.zona])
            missing = (
                list(pantau.tidak_melapor(connection, kebijakan(), satu, now.astimezone(zona))) if satu.kantor else []
            )
    late = [one for one in found if not one.terkirim and one.kirim_sebelum is not None and one.kirim_sebelum < now]
    if dalam_json:
        told = [{"fasyankes": kode, "minggu": str(week), "batas": due} for kode, week, due in missing]
        cetak_json({"isi": [one._asdict() for one in found], "belum_masuk": told})
    else:
        cetak_tabel(
            ("minggu", "keadaan", "edisi", "melapor", "batas"),
            (
                (
                    str(Pekan(one.tahun, one.minggu)),
                    said(one.keadaan),
                    one.edisi,
                    f"{one.lapor}/{one.wajib}",
                    "-" if one.kirim_sebelum is None else one.kirim_sebelum,
                )
                for one in found
            ),
        )
        for kode, week, due in missing:
            cetak(f"{kode} belum melapor {week}, batasnya {due.isoformat(timespec='minutes')}")
    if late or missing:
        raise typer.Exit(1)
