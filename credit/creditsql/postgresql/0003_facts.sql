CREATE TABLE palier_facts (
    owner    text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0),
    id       text COLLATE "C" NOT NULL,
    line     json NOT NULL,
    PRIMARY KEY (owner, sequence),
    UNIQUE (owner, id)
);
