-- Whether the database can be written: one row, written now and then by whoever is asked for its health.
CREATE TABLE probe (
    name TEXT PRIMARY KEY,
    filler TEXT NOT NULL,
    written_at BIGINT NOT NULL
);
