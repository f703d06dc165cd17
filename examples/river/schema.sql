-- What the example keeps beside river's own tables, in types that both databases know:
-- SQLite takes any name for one. Every statement can be run again.

-- A month is run one way: with these contracts, in these shards.
create table if not exists runs (
	month     text not null primary key,
	seed      bigint not null,
	contracts bigint not null,
	shard     bigint not null,
	stored    boolean not null,
	json      boolean not null
);

-- The inputs of a run whose contracts are stored instead of generated.
create table if not exists contracts (
	month  text not null,
	number bigint not null,
	input  json not null,
	primary key (month, number)
);

-- A shard that is billed: the contracts [first, past). Its row, its statements and
-- the completion of its job appear in one commit.
create table if not exists shards (
	month      text not null,
	first      bigint not null,
	past       bigint not null,
	statements bigint not null,
	refused    bigint not null,
	worker     text not null,
	primary key (month, first)
);

-- Amounts are in cents. Owed is what the customer is owed on a document of its own.
create table if not exists statements (
	month     text not null,
	contract  text not null,
	net       bigint not null,
	tax       bigint not null,
	gross     bigint not null,
	owed      bigint not null,
	digest    bytea not null, -- SHA-256 of the statement's JSON
	statement json,           -- the JSON itself, where the run asks for it
	primary key (month, contract)
);

-- The contracts that have no statement, and why.
create table if not exists refusals (
	month    text not null,
	contract text not null,
	reason   text not null,
	primary key (month, contract)
);
