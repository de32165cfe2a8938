"""What SIMRS Khanza and mLITE export, read as it is: `baca` reads the file, `kisah` judges what each row tells.

Pure: no database, no clock. `cli/impor.py` asks the front door for what comes out.
"""
