"""`jejak sensus`: the census of a day, and whether it is what the ledger makes."""

from collections import Counter
from datetime import date, datetime
from typing import Annotated, Final

import typer

from cli import sensus_indikator
from cli.keluaran import cetak, cetak_json, cetak_tabel, gagal, galat, kemajuan
from cli.pangkal import DalamJson, Data, Pangkal, buka
from engine import clock, projections
from engine.policy import kebijakan
from engine.projections import rebuild
from engine.projections import sensus as proyeksi
from engine.projections.rebuild import Perbandingan, Selisih
from engine.sensus import baca
from engine.sensus.hari import hari_sensus
from engine.sensus.penutupan import edisi_antara
from engine.views.board import seq_terakhir
from engine.workflow import said
from schemas.names import Macam

app = typer.Typer(no_args_is_help=True, help="Sensus harian: lihat satu hari, hitung ulang dari buku jejak.")

app.command()(sensus_indikator.indikator)

SEL: Final = "sensus_hari"
"""The table whose rows are cells of the census."""
DIBANDINGKAN: Final = 10_000
TERCETAK: Final = 200
KOLOM: Final = (
    ("awal", Macam.PASIEN_AWAL),
    ("masuk", Macam.MASUK),
    ("pindahan", Macam.PINDAHAN),
    ("dipindahkan", Macam.DIPINDAHKAN),
    ("pulang", Macam.PULANG),
    ("dirujuk", Macam.DIRUJUK),
    ("APS", Macam.APS),
    ("lain", Macam.KELUAR_LAIN),
    ("mati<48", Macam.MATI_LT48),
    ("mati≥48", Macam.MATI_GE48),
    ("sama hari", Macam.SAMA_HARI),
    ("sisa", Macam.SISA),
    ("HP", Macam.HARI_PERAWATAN),
    ("LD", Macam.LAMA_DIRAWAT),
)


@app.command("hitung-ulang")
def hitung_ulang(
    banding: Annotated[
        bool, typer.Option("--banding", help="Hanya bandingkan; tidak mengubah apa pun. Kode keluar 1 bila berbeda.")
    ] = False,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Hitung ulang sensus dari buku jejak. Aman selagi `jejak up` berjalan, juga bila terputus di tengah."""
    with buka(data) as pangkal:
        one = next(made for made in projections.semua(pangkal.milik) if made.nama == proyeksi.NAMA)
        with kemajuan() as progress:
            with pangkal.engine.connect() as connection:
                task = progress.add_task(one.nama, total=seq_terakhir(connection))
            if banding:
                found = rebuild.banding(
                    pangkal.engine,
                    pangkal.milik.kode,
                    one,
                    maju=lambda seq: progress.update(task, completed=seq),
                    paling_banyak=DIBANDINGKAN,
                )
            else:
                sampai = rebuild.bangun_ulang(
                    pangkal.engine, pangkal.milik.kode, one, maju=lambda seq: progress.update(task, completed=seq)
                )
    if banding:
        _banding(found, dalam_json=dalam_json)
    elif dalam_json:
        cetak_json({"seq": sampai.seq})
    else:
        cetak(f"Sensus dihitung ulang sampai baris {sampai.seq}.")


def _banding(found: Perbandingan, *, dalam_json: bool) -> None:
    cells = [row for row in found.beda if row.kunci[0] == SEL]
    rest = Counter(str(row.kunci[0]) for row in found.beda if row.kunci[0] != SEL)
    if dalam_json:
        cetak_json(
            {
                "seq": found.seq,
                "sama": found.sama,
                "buku_sama": found.buku_sama,
                "jumlah_beda": found.jumlah,
                "sel": [_sel(row) for row in cells],
                "baris_lain": dict(sorted(rest.items())),
            }
        )
    elif found.sama:
        cetak(f"Sensus sama dengan buku jejak sampai baris {found.seq}.")
    for row in cells[:TERCETAK] if not dalam_json else ():
        cell = _sel(row)
        bayi = " bayi" if cell["bayi"] else ""
        galat(
            f"  {cell['hari']} {cell['unit']} {cell['kelas']}{bayi} {cell['macam']}: "
            f"tercatat {cell['tercatat']}, seharusnya {cell['seharusnya']}"
        )
    if not found.buku_sama:
        gagal(f"Sensus dihitung dari buku jejak lain (baris {found.seq}). Jalankan `jejak sensus hitung-ulang`.")
    if not found.sama:
        others = ", ".join(f"{name} {n}" for name, n in sorted(rest.items()))
        gagal(
            f"Sensus berbeda di {len(cells)} sel{f' (baris lain: {others})' if others else ''}. "
            "Jalankan `jejak sensus hitung-ulang`."
        )


def _sel(row: Selisih) -> dict[str, str | int | bool | None]:
    _, hari, unit, kelas, bayi, macam = row.kunci
    return {
        "hari": hari,
        "unit": unit,
        "kelas": kelas,
        "bayi": bool(bayi),
        "macam": macam,
        "tercatat": row.tercatat[0] if row.tercatat else 0,
        "seharusnya": row.seharusnya[0] if row.seharusnya else 0,
    }


@app.command()
def lihat(
    tanggal: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Kosong: hari sensus ini.")
    ] = None,
    unit: Annotated[str | None, typer.Option(help="Satu bangsal atau poli saja.")] = None,
    data: Data = None,
    dalam_json: DalamJson = False,
) -> None:
    """Sensus satu hari: rawat inap menurut bangsal dan kelas, rawat jalan dan IGD menurut unit dan dokter."""
    with buka(data) as pangkal:
        aturan = kebijakan().sensus
        now = hari_sensus(clock.now(), pangkal.milik.zona, aturan.batas)
        day = tanggal.date() if tanggal else now
        if day > now:
            gagal(f"Hari {day} belum tiba; hari sensus ini {now}.")
        wards, visits, editions = _sehari(pangkal, day, unit)
    if dalam_json:
        cetak_json(
            {
                "hari": day,
                "edisi": [
                    {"unit": name, "edisi": edisi, "ditandatangani": signed}
                    for (name, _), (edisi, signed) in sorted(editions.items())
                ],
                "rawat_inap": [
                    {"unit": one.unit, "kelas": one.kelas, "bayi": one.bayi} | {str(k): n for k, n in one.isi.items()}
                    for one in wards
                ],
                "rawat_jalan": [one._asdict() for one in visits],
            }
        )
        return
    cetak(f"Sensus {day}" + ("" if day < now else " (hari ini belum selesai)"))
    if wards:
        cetak_tabel(
            ("bangsal", "kelas", *(head for head, _ in KOLOM)),
            [
                (one.unit, said(one.kelas) + (" bayi" if one.bayi else ""), *(one.isi[macam] for _, macam in KOLOM))
                for one in wards
            ],
        )
    total: Counter[tuple[str, str]] = Counter()
    for one in visits:
        total[one.unit, one.dokter or "-"] += one.jumlah
    if total:
        cetak_tabel(("unit", "dokter", "kunjungan"), [(*key, n) for key, n in sorted(total.items())])
    if not wards and not total:
        cetak("Tidak ada pasien.")
    for (name, _), (edisi, signed) in sorted(editions.items()):
        cetak(f"{name}: edisi {edisi}, {'ditandatangani' if signed else 'belum ditandatangani'}.")


def _sehari(
    pangkal: Pangkal, day: date, unit: str | None
) -> tuple[list[baca.SelInap], list[baca.SelJalan], dict[tuple[str, date], tuple[int, datetime | None]]]:
    zona, aturan = pangkal.milik.zona, kebijakan().sensus
    with pangkal.engine.connect() as connection:
        return (
            baca.inap(connection, zona, aturan, day, day, unit=unit),
            baca.jalan(connection, zona, aturan, day, day, unit=unit),
            edisi_antara(connection, day, day, unit),
        )
