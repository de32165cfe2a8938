"""`jejak rujukan fhir|pantau|kosong|sisrute`: a referral as a bundle, who waits, free beds, what SISRUTE was told."""

from datetime import datetime, time, timedelta
from typing import Annotated

import typer

from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal, lama
from cli.pangkal import DalamJson, Data, buka
from engine import clock
from engine.database import writing
from engine.rujukan_luar import antrean
from engine.rujukan_luar import fhir as bentuk_fhir
from engine.rujukan_luar.bahan import bahan
from engine.views import tempat_tujuan, waktu_tanggap
from engine.views.tempat_kosong import tempat_kosong
from engine.views.waktu_tanggap import Pasangan

Id = Annotated[str, typer.Argument(metavar="ID", help="Id rujukan.")]
Hari = Annotated[int, typer.Option(min=1, max=366, help="Sekian hari terakhir.")]


def fhir(rujukan: Id, data: Data = None) -> None:
    """Satu rujukan sebagai bundel FHIR R4B (JSON). Memuat data pasien: simpan di tempat yang aman."""
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        found = bahan(connection, rujukan)
    if found is None:
        gagal("Rujukan itu tidak ada di sini, atau belum dikirim. Periksa id-nya dengan: jejak rujukan daftar")
    cetak_json(bentuk_fhir.bundel(found))


def pantau(hari: Hari = 30, data: Data = None, dalam_json: DalamJson = False) -> None:
    """Rujukan yang menunggu jawaban, dan waktu tanggap tiap pasangan fasilitas. Tanpa pasien."""
    now = clock.now()
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        today = datetime.combine(now.astimezone(pangkal.zona).date(), time(), pangkal.zona)
        rows = waktu_tanggap.baca(connection, today - timedelta(days=hari - 1), today + timedelta(days=1))
        waits = waktu_tanggap.menunggu(connection)
        scope = waktu_tanggap.lingkup(connection)
    pairs = [*waktu_tanggap.pasangan(rows, now), waktu_tanggap.semua(rows, now)]
    if dalam_json:
        waiting = [one._asdict() | {"lewat": one.lewat(now)} for one in waits]
        cetak_json({"pada": now, "lingkup": scope, "menunggu": waiting, "pasangan": [_satu(one) for one in pairs]})
        return
    for one in waits:
        late = f", lewat batas {lama(now - one.batas)}" if one.lewat(now) else ""
        kind = "DARURAT" if one.darurat else "terencana"
        cetak(f"{one.rujukan}: {one.perujuk} -> {one.tujuan}, {kind}, {lama(now - one.dikirim)}{late}")
    cetak(f"{len(waits)} rujukan menunggu jawaban.")
    cetak_tabel(
        ("perujuk", "tujuan", "macam", "jumlah", "dijawab", "lewat", "bagian", "p50", "p90"),
        (
            (
                one.perujuk or "semua",
                one.tujuan,
                "" if one.darurat is None else "darurat" if one.darurat else "terencana",
                one.jumlah,
                one.dijawab,
                one.lewat,
                "tidak terhitung" if one.bagian is None else f"{100 * one.bagian:.0f}%",
                "-" if one.median is None else lama(one.median),
                "-" if one.p90 is None else lama(one.p90),
            )
            for one in pairs
        ),
    )


def _satu(one: Pasangan) -> dict[str, object]:
    times = {"median_detik": one.median, "p90_detik": one.p90}
    found = {name: value for name, value in one._asdict().items() if name not in {"median", "p90"}}
    return found | {"bagian": one.bagian} | {name: t.total_seconds() if t else None for name, t in times.items()}


def kosong(data: Data = None, dalam_json: DalamJson = False) -> None:
    """Tempat tidur kosong di sini sekarang, dan angka terbaru fasilitas lain."""
    now = clock.now()
    with buka(data) as pangkal, pangkal.engine.connect() as connection:
        own = tempat_kosong(connection, now)
        others = tempat_tujuan.angka(connection, now)
    if dalam_json:
        here = [one._asdict() | {"kosong": one.kosong} for one in own]
        there = {
            kode: {
                "usia_detik": one.usia.total_seconds(),
                "segar": one.segar,
                "baris": [line.model_dump(mode="json") for line in one.baris],
            }
            for kode, one in others.items()
        }
        cetak_json({"pada": now, "di_sini": here, "lain": there})
        return
    cetak_tabel(
        ("kelas", "kemampuan", "bayi", "tempat tidur", "terisi", "dijanjikan", "kosong"),
        ((one.kelas.value, ", ".join(one.kemampuan), "ya" if one.bayi else "", *one[3:], one.kosong) for one in own),
    )
    for kode, one in sorted(others.items()):
        total = sum(line.kosong for line in one.baris)
        cetak(f"{kode}: {total} kosong, {lama(one.usia)} lalu{'' if one.segar else ' (basi)'}")


def sisrute(
    coba_lagi: Annotated[bool, typer.Option("--coba-lagi", help="Kirim lagi semua yang gagal.")] = False,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Yang dikirim ke SISRUTE: keadaannya, nomornya, sebab gagalnya. Tanpa pasien."""
    with buka(data) as pangkal:
        if coba_lagi:
            with writing(pangkal.engine).begin() as connection:
                again = antrean.coba_lagi(connection, clock.now())
            cetak_json({"dikirim_lagi": again}) if dalam_json else cetak(f"{again} dikirim lagi.")
            return
        with pangkal.engine.connect() as connection:
            found = antrean.daftar(connection)
    if dalam_json:
        cetak_json({"isi": [one._asdict() for one in found]})
        return
    cetak_tabel(
        ("rujukan", "langkah", "keadaan", "percobaan", "nomor", "sebab"),
        ((one.rujukan, one.langkah.value, one.keadaan.value, one.kali, one.nomor, one.galat) for one in found),
    )
