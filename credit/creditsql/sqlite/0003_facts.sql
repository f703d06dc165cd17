CREATE TABLE palier_facts (
    owner    text NOT NULL,
    sequence integer NOT NULL CHECK (sequence > 0),
    id       text NOT NULL,
    line     text NOT NULL,
    PRIMARY KEY (owner, sequence),
    UNIQUE (owner, id)
) STRICT, WITHOUT ROWID;
