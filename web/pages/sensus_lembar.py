"""A census on paper (A4 across, with places to sign), as a workbook, and one table of it as text with semicolons.

In the workbook strings are strings, in the text no cell begins as a formula: nothing a person typed becomes one.
"""

import csv
from io import BytesIO, StringIO
from typing import Final

import xlsxwriter

from engine.impor.rumus import aman
from web.i18n import N_
from web.kertas import pdf as jadi_pdf
from web.kertas.tabel import Kepala, TabelKertas, TandaTangan, cetakan
from web.pages.sensus_dokumen import KOSONG, Dokumen, Tabel, kolom_angka
from web.pages.tampil import Ucapan

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
LEMBAR_TERPANJANG: Final = 31
"""Letters a sheet's name may have."""
TERLARANG: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def pdf(dokumen: Dokumen, fasyankes: str, say: Ucapan) -> bytes:
    """A4 across."""
    kepala = Kepala(fasyankes, dokumen.judul, keterangan(dokumen, say), say(N_("Halaman {n} dari {semua}")))
    tables = [
        TabelKertas(
            one.judul,
            one.kolom,
            [[cell.kata for cell in row] for row in one.baris],
            kolom_angka(one),
            one.jumlah,
            one.catatan,
            "" if one.orang else say(KOSONG),
        )
        for one in dokumen.tabel
    ]
    signs = [TandaTangan(one.sebagai, one.nama, one.keterangan) for one in dokumen.paraf]
    return jadi_pdf(cetakan(kepala, dokumen.dibuat, tables, signs))


def xlsx(dokumen: Dokumen, fasyankes: str, say: Ucapan) -> bytes:
    """A sheet a table, each with what it is of."""
    out = BytesIO()
    options = {"in_memory": True} | dict.fromkeys(
        ("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False
    )
    with xlsxwriter.Workbook(out, options) as buku:
        bold = buku.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        total = buku.add_format({"bold": True, "top": 1})
        for place, tabel in enumerate(dokumen.tabel, 1):
            sheet = buku.add_worksheet(_nama(tabel, place))
            sheet.set_column(0, 0, 22)
            sheet.set_column(1, len(tabel.kolom), 24 if tabel.orang else 11)
            above = (fasyankes, f"{dokumen.judul}: {tabel.judul}", *keterangan(dokumen, say))
            for row, line in enumerate(above):
                sheet.write_string(row, 0, line)
            head = len(above) + 1
            for column, word in enumerate(tabel.kolom):
                sheet.write_string(head, column, word, bold)
            sheet.freeze_panes(head + 1, 1)
            for row, cells in enumerate(tabel.baris):
                style = total if row in tabel.jumlah else None
                for column, cell in enumerate(cells):
                    if cell.nilai is None:
                        sheet.write_string(head + 1 + row, column, cell.kata, style)
                    else:
                        sheet.write_number(head + 1 + row, column, cell.nilai, style)
            below = head + 1 + len(tabel.baris)
            if not tabel.baris:
                sheet.write_string(below, 0, say(KOSONG))
            if tabel.catatan:
                sheet.write_string(below + 1, 0, tabel.catatan)
    return out.getvalue()


def teks(tabel: Tabel) -> str:
    """One table as text: the heads, then the rows; nothing else, so that a program can read it."""
    out = StringIO(newline="")
    rows = csv.writer(out, delimiter=";")
    rows.writerow([aman(word) for word in tabel.kolom])
    rows.writerows([cell.nilai if cell.nilai is not None else aman(cell.kata) for cell in row] for row in tabel.baris)
    return "\ufeff" + out.getvalue()


def keterangan(dokumen: Dokumen, say: Ucapan) -> list[str]:
    """The lines above, with the time it was made."""
    return [*dokumen.keterangan, f"{say(N_('Dibuat'))}: {say.waktu(dokumen.dibuat)}"]


def _nama(tabel: Tabel, place: int) -> str:
    return f"{place} {tabel.judul.translate(TERLARANG)}"[:LEMBAR_TERPANJANG].strip()
