CREATE TABLE palier_credit_entries (
    account  text NOT NULL,
    sequence integer NOT NULL CHECK (sequence > 0),
    id       text NOT NULL,
    entry    text NOT NULL,
    PRIMARY KEY (account, sequence),
    UNIQUE (account, id)
) STRICT, WITHOUT ROWID
