CREATE TABLE palier_snapshots (
    kind     text COLLATE "C" NOT NULL CHECK (kind IN ('entry', 'fact')),
    owner    text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0),
    id       text COLLATE "C" NOT NULL,
    data     bytea NOT NULL,
    PRIMARY KEY (kind, owner)
);
