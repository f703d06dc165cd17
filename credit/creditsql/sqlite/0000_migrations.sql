CREATE TABLE IF NOT EXISTS palier_credit_migrations (
    version integer PRIMARY KEY,
    name    text NOT NULL
) STRICT
