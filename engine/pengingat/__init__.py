"""Reminders: who is told what, when and how; never about whom.

`hal`, `tangga`, `ringkas`, `jam`, `kalimat` and `tautan` are pure; the others read and write the tables of notices.
"""
