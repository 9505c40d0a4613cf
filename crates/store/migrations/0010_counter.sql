-- People whose mail address a counter wrote down, and the page that they open with it (seed 002).

-- What the counter knows of them. All of it or, as for people who only count for the five years, nothing.
ALTER TABLE office_registration ADD COLUMN family_name TEXT;
ALTER TABLE office_registration ADD COLUMN given_name TEXT;
ALTER TABLE office_registration ADD COLUMN family_kana TEXT;
ALTER TABLE office_registration ADD COLUMN given_kana TEXT;
ALTER TABLE office_registration ADD COLUMN postal_code TEXT;
ALTER TABLE office_registration ADD COLUMN municipality_code TEXT;
ALTER TABLE office_registration ADD COLUMN town TEXT;
ALTER TABLE office_registration ADD COLUMN building TEXT;
ALTER TABLE office_registration ADD COLUMN telephone TEXT;
ALTER TABLE office_registration ADD COLUMN number TEXT;
ALTER TABLE office_registration ADD COLUMN applied_on TEXT;
ALTER TABLE office_registration ADD COLUMN valid_until TEXT;
ALTER TABLE office_registration ADD COLUMN email TEXT;
ALTER TABLE office_registration ADD COLUMN email_key TEXT;
-- The page opened with it. The account may be gone again; the instant stays, and only the counter clears it.
ALTER TABLE office_registration ADD COLUMN opened_at BIGINT;
ALTER TABLE office_registration ADD COLUMN account UUID REFERENCES account (id) ON DELETE SET NULL;
CREATE UNIQUE INDEX office_registration_number ON office_registration (number);
CREATE UNIQUE INDEX office_registration_email ON office_registration (email_key) WHERE opened_at IS NULL;
CREATE INDEX office_registration_account ON office_registration (account);

-- What was done at a counter to a person's record, in the transaction of the deed. Rows are only added.
CREATE TABLE counter_deed (
    id UUID PRIMARY KEY,
    done_at BIGINT NOT NULL,
    done_by TEXT NOT NULL,              -- whoever sat at the counter, as the office writes the name
    office_code TEXT NOT NULL,
    deed TEXT NOT NULL,                 -- 'register_address'
    registration UUID NOT NULL REFERENCES office_registration (id) ON DELETE CASCADE,
    email_before TEXT,
    email_after TEXT
);
CREATE INDEX counter_deed_registration ON counter_deed (registration, done_at);

-- オンライン登録者 or 利用登録者 (whose 求職申込み was taken at a counter).
ALTER TABLE job_seeker ADD COLUMN kind TEXT NOT NULL DEFAULT 'online' CHECK (kind IN ('online', 'counter'));

-- One more purpose for a mailed key, and whose page it opens. SQLite cannot widen a CHECK, so the table is
-- written anew under the same name, with every row and column that it had: a node of the version before finds
-- what it knows. It is renamed first, so that nobody can write a row that would be left behind.
ALTER TABLE verification RENAME TO verification_before;
DROP INDEX verification_newest;
DROP INDEX verification_age;
DROP INDEX verification_mail;
CREATE TABLE verification (
    request_hash TEXT PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('registration', 'password_reset', 'reopening', 'opening')),
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    account UUID REFERENCES account (id) ON DELETE CASCADE,
    key_hash TEXT,
    issued_at BIGINT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    used_at BIGINT,
    mail_hash TEXT,
    mail_tries INTEGER NOT NULL DEFAULT 0,
    registration UUID REFERENCES office_registration (id) ON DELETE CASCADE
);
INSERT INTO verification (request_hash, purpose, email, email_key, account, key_hash, issued_at, tries, used_at,
        mail_hash, mail_tries)
    SELECT request_hash, purpose, email, email_key, account, key_hash, issued_at, tries, used_at, mail_hash, mail_tries
    FROM verification_before;
DROP TABLE verification_before;
CREATE INDEX verification_newest ON verification (email_key, purpose, issued_at);
CREATE INDEX verification_age ON verification (issued_at);
CREATE UNIQUE INDEX verification_mail ON verification (mail_hash);
