-- Mail addresses that somebody who is signed in is changing to, and the second address for a new password.

-- One row for each request for a key, as in verification; of one account and purpose only the newest counts.
CREATE TABLE address_change (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,              -- 'id' or 'recovery'
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,            -- the address in small letters
    key_hash TEXT,                      -- NULL when no letter was sent
    asked_at BIGINT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    used_at BIGINT
);
CREATE INDEX address_change_newest ON address_change (account, purpose, asked_at);
CREATE INDEX address_change_address ON address_change (email_key, asked_at);
CREATE INDEX address_change_age ON address_change (asked_at);

-- 予備のメールアドレス, once its key was typed. Not unique: a family may share one.
CREATE TABLE recovery_address (
    account UUID PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    registered_at BIGINT NOT NULL
);
