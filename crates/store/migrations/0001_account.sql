-- Accounts of job seekers, mailed keys, counted failures, sessions.

CREATE TABLE account (
    id UUID PRIMARY KEY,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,            -- the address in small letters
    password_hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('registered', 'open', 'withdrawn')),
    registered_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    last_login_at BIGINT,
    previous_login_at BIGINT,
    void_warned BIGINT                  -- days before the end of the last warning sent (7, 2)
);
-- An address belongs to one living account; those who left may stand beside it.
CREATE UNIQUE INDEX account_email ON account (email_key) WHERE state <> 'withdrawn';
CREATE INDEX account_email_withdrawn ON account (email_key, withdrawn_at);
CREATE INDEX account_unfinished ON account (registered_at) WHERE state = 'registered';

-- One row for each request for a mailed key, also for those that get none (key_hash IS NULL):
-- the screens must be the same.
CREATE TABLE verification (
    request_hash TEXT PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('registration', 'password_reset', 'reopening')),
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    account UUID REFERENCES account (id) ON DELETE CASCADE,
    key_hash TEXT,
    issued_at BIGINT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    used_at BIGINT
);
CREATE INDEX verification_newest ON verification (email_key, purpose, issued_at);
CREATE INDEX verification_age ON verification (issued_at);

-- Wrong passwords, counted for known and unknown IDs alike, under a keyed hash.
CREATE TABLE login_guard (
    guard TEXT PRIMARY KEY,
    in_a_row INTEGER NOT NULL,
    in_total INTEGER NOT NULL,
    locked_until BIGINT,
    tried_at BIGINT NOT NULL
);
CREATE INDEX login_guard_age ON login_guard (tried_at);

CREATE TABLE session (
    id UUID PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    realm TEXT NOT NULL,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    device TEXT NOT NULL,               -- browser and system in words, for the person's own list
    opened_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX session_account ON session (account, opened_at);
CREATE INDEX session_age ON session (seen_at);

-- What was typed into a form when the session had ended; given back after the next login.
CREATE TABLE parked_form (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    fields TEXT NOT NULL,               -- form-urlencoded, without secrets
    parked_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX parked_form_place ON parked_form (account, path);
