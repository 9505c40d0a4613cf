-- The second step of a login: ワンタイムパスワード, authenticator apps, recovery codes, devices that are spared it.

-- Since when a ワンタイムパスワード is mailed at each login; NULL for whoever did not switch it on.
ALTER TABLE account ADD COLUMN mailed_code_since BIGINT;

-- Logins whose ID and password were right and that wait for their second step.
CREATE TABLE second_step (
    token_hash TEXT PRIMARY KEY,        -- of what only this browser has
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    step TEXT NOT NULL CHECK (step IN ('mailed_code', 'authenticator_app')),
    password_mark TEXT NOT NULL,        -- of the password that was checked: a new one ends the login
    target TEXT NOT NULL,               -- where the login leads
    code_hash TEXT,                     -- of the newest mailed code
    code_issued_at BIGINT,
    tries INTEGER NOT NULL DEFAULT 0,
    begun_at BIGINT NOT NULL
);
CREATE INDEX second_step_account ON second_step (account);
CREATE INDEX second_step_age ON second_step (begun_at);

-- Mailed codes, counted so that no mailbox is flooded.
CREATE TABLE code_budget (
    budget TEXT PRIMARY KEY,
    sent INTEGER NOT NULL,
    since BIGINT NOT NULL
);
CREATE INDEX code_budget_age ON code_budget (since);

CREATE TABLE authenticator_app (
    account UUID PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    secret TEXT NOT NULL,               -- sealed with a key that is not in the database
    last_step BIGINT NOT NULL,          -- of the last code that was taken: each is taken once
    added_at BIGINT NOT NULL
);

-- An authenticator app that is being set up, in the session that confirmed the password.
CREATE TABLE authenticator_setup (
    account UUID PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    session UUID NOT NULL,
    secret TEXT NOT NULL,
    begun_at BIGINT NOT NULL
);

CREATE TABLE recovery_code (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    code_hash TEXT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account, code_hash)
);

-- Fresh recovery codes, as long as the session that made them may read them. Sealed.
CREATE TABLE recovery_sheet (
    account UUID PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    session UUID NOT NULL,
    codes TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

-- Devices that are spared the second step until an instant, as long as the password stays the same.
CREATE TABLE spared_device (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    device_hash TEXT NOT NULL,          -- of the id in the device's signed cookie
    password_mark TEXT NOT NULL,
    name TEXT NOT NULL,                 -- browser and system in words, for the person's own list
    spared_at BIGINT NOT NULL,
    spared_until BIGINT NOT NULL
);
CREATE UNIQUE INDEX spared_device_of ON spared_device (account, device_hash);
CREATE INDEX spared_device_age ON spared_device (spared_until);
