CREATE TABLE palier_snapshots (
    kind     text NOT NULL CHECK (kind IN ('entry', 'fact')),
    owner    text NOT NULL,
    sequence integer NOT NULL CHECK (sequence > 0),
    id       text NOT NULL,
    data     blob NOT NULL,
    PRIMARY KEY (kind, owner)
) STRICT;
