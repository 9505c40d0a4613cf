-- What people can read about themselves: how they signed in, and who at an office looked at their record.

-- One row for each sign-in; and one for wrong passwords, written with the next right one, so that a wrong password for
-- an ID that exists takes no more work than one for an ID that does not.
CREATE TABLE sign_in (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    signed_in_at BIGINT NOT NULL,
    way TEXT NOT NULL,                  -- 'wrong_password' for wrong passwords before this instant
    device TEXT,                        -- browser and system in words; NULL for wrong passwords
    wrong_passwords BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX sign_in_account ON sign_in (account, signed_in_at, id);
CREATE INDEX sign_in_age ON sign_in (signed_in_at);

-- Wrong passwords of a guard that stand in sign_in already.
ALTER TABLE login_guard ADD COLUMN told INTEGER NOT NULL DEFAULT 0;

-- Who at an office looked at a person's record, in the transaction of the look. Rows are only added.
CREATE TABLE record_access (
    id UUID PRIMARY KEY,
    account UUID REFERENCES account (id) ON DELETE CASCADE,
    registration UUID REFERENCES office_registration (id) ON DELETE CASCADE,
    seen_at BIGINT NOT NULL,
    office_code TEXT NOT NULL,
    role TEXT NOT NULL,                 -- 'officer', 'operator'
    seen_by TEXT NOT NULL,              -- as the office writes the name; not shown to the person
    part TEXT NOT NULL,                 -- what was looked at
    reason TEXT NOT NULL,               -- why, in words
    CHECK (account IS NOT NULL OR registration IS NOT NULL)
);
CREATE INDEX record_access_account ON record_access (account, seen_at, id);
CREATE INDEX record_access_registration ON record_access (registration, seen_at, id);
CREATE INDEX record_access_age ON record_access (seen_at);
