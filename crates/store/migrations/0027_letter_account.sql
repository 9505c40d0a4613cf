-- Whom a letter is about, where an account is known. An address alone does not tell: a second address may be the
-- mailbox of somebody else, and an ID may have belonged to another person before.

ALTER TABLE outbox ADD COLUMN account UUID REFERENCES account (id) ON DELETE SET NULL;
CREATE INDEX outbox_account ON outbox (account);
