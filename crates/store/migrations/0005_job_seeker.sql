-- 求職情報: saved page by page, complete when the row has a number.

CREATE TABLE job_seeker (
    account UUID PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    saved_at BIGINT NOT NULL,
    -- 基本情報登録: all of it or nothing
    family_name TEXT,
    given_name TEXT,
    family_kana TEXT,
    given_kana TEXT,
    gender TEXT CHECK (gender IN ('woman', 'man')),
    birth_date TEXT,
    postal_code TEXT,                   -- seven digits
    municipality_code TEXT,             -- five digits; the first two are the prefecture
    town TEXT,
    building TEXT,
    telephone TEXT,
    identity_form TEXT,                 -- name, reading and birth date folded for comparing
    -- 求職情報公開
    disclosure TEXT CHECK (disclosure IN ('open', 'closed')),
    -- 希望条件: the lists are rows of job_seeker_wish
    wishes_saved BOOLEAN NOT NULL DEFAULT FALSE,
    wage_unit TEXT CHECK (wage_unit IN ('month', 'hour')),
    wage_at_least_yen BIGINT,
    -- given on completion, all at once
    number TEXT UNIQUE,                 -- NNNNN-NNNNNNNN
    office_code TEXT,                   -- 利用安定所
    applied_on TEXT,
    valid_until TEXT,
    completed_at BIGINT,
    CHECK ((wage_unit IS NULL) = (wage_at_least_yen IS NULL)),
    CHECK ((number IS NULL) = (completed_at IS NULL)),
    CHECK (number IS NULL OR (family_name IS NOT NULL AND disclosure IS NOT NULL AND wishes_saved
        AND office_code IS NOT NULL AND applied_on IS NOT NULL AND valid_until IS NOT NULL))
);
CREATE INDEX job_seeker_identity ON job_seeker (identity_form) WHERE number IS NOT NULL;

CREATE TABLE job_seeker_wish (
    account UUID NOT NULL REFERENCES job_seeker (account) ON DELETE CASCADE,
    subject TEXT NOT NULL CHECK (subject IN ('job_kind', 'employment', 'place')),
    position BIGINT NOT NULL,           -- the person's own order
    code TEXT NOT NULL,                 -- of a place: two digits (prefecture) or five (municipality)
    PRIMARY KEY (account, subject, position)
);

-- The running number of each office's 求職番号.
CREATE TABLE job_seeker_counter (
    office_code TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);

-- People registered at a counter, who cannot open a page on the web (seed 001).
CREATE TABLE office_registration (
    id UUID PRIMARY KEY,
    office_code TEXT NOT NULL,
    name TEXT NOT NULL,
    kana TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    identity_form TEXT NOT NULL,
    last_used_on TEXT NOT NULL
);
CREATE INDEX office_registration_identity ON office_registration (identity_form);

-- How often an account was refused on one civil day: nobody may probe who is registered.
CREATE TABLE job_seeker_check (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    refused BIGINT NOT NULL,
    PRIMARY KEY (account, day)
);

-- Whoever completes holds the own identity here until the end of the transaction, so that one person
-- with two accounts is checked one after the other. No row ever stays.
CREATE TABLE identity_turn (
    identity_form TEXT PRIMARY KEY
);
