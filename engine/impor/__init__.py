"""Sheets of patients, whatever wrote them.

`buka` opens the file, `judul` finds its header, `peta` says which column is what, `nilai` and `nama` read the cells,
`baris` makes a patient of a row and tells what is wrong with it.

Pure: no database, no clock. `engine/pindahan` asks the front door for what comes out.
"""
