"""Read-only SQL for web and CLI: typed rows out, nothing written.

`records` one record · `timeline` its life · `search` lists · `board` the board · `checks` perlu dicek · `names` names.
"""
