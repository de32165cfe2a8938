"""Store and forward between facilities: docs/federasi.md, docs/adr/0024.

The ledger is the queue. What follows from a fact is handed over in its transaction (`keluar.titip`), sealed and sent
when there is a line, believed or parked at the other end (`masuk`), and receipted. No wire is known here: `kawat`
says what one must be able to do, `workers/federasi.py` has the one over NATS.
"""
