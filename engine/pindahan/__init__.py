"""Patients and record numbers of another system, brought over.

`rencana` decides what a row asks for, `jalan` reads the file through and asks the front door.
The same file twice changes nothing; a corrected one brings only what is new.
"""
