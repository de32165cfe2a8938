"""What the database itself refuses: no line of the ledger is changed or removed, by anyone."""

TABLES = ("jejak", "penolakan")

SQLITE = [
    f"""CREATE TRIGGER {table}_tidak_{word} BEFORE {verb} ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} hanya boleh ditambah'); END"""
    for table in TABLES
    for verb, word in (("UPDATE", "diubah"), ("DELETE", "dihapus"))
]

POSTGRESQL = [
    """CREATE FUNCTION hanya_ditambah() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% hanya boleh ditambah', TG_TABLE_NAME; END $$""",
    *(
        f"""CREATE TRIGGER {table}_hanya_ditambah BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION hanya_ditambah()"""
        for table in TABLES
    ),
]
