CREATE TABLE palier_credit_entries (
    account  text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0),
    id       text COLLATE "C" NOT NULL,
    entry    json NOT NULL,
    PRIMARY KEY (account, sequence),
    UNIQUE (account, id)
)
