ALTER TABLE palier_credit_entries RENAME TO palier_entries;
ALTER TABLE palier_entries RENAME COLUMN account TO owner;
ALTER TABLE palier_entries RENAME COLUMN entry TO line;
