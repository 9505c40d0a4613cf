-- 有効/無効 of a registration, the notices of a person, and what was forgotten.

-- The day on which the person set the registration to 無効. Past valid_until it is 無効 without it.
ALTER TABLE job_seeker ADD COLUMN switched_off_on TEXT;
-- The last reminder that was sent before the end, as days before, and for which last day.
ALTER TABLE job_seeker ADD COLUMN reminded BIGINT;
ALTER TABLE job_seeker ADD COLUMN reminded_until TEXT;
-- The last warning before a page is erased, as days before, and for which 無効日.
ALTER TABLE job_seeker ADD COLUMN page_warned BIGINT;
ALTER TABLE job_seeker ADD COLUMN page_warned_since TEXT;
CREATE INDEX job_seeker_validity ON job_seeker (valid_until, account) WHERE number IS NOT NULL;
CREATE INDEX job_seeker_switched_off ON job_seeker (switched_off_on, account) WHERE switched_off_on IS NOT NULL;

-- What changed the validity, when and why. Rows are only added.
CREATE TABLE validity_change (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    changed_at BIGINT NOT NULL,
    changed_on TEXT NOT NULL,           -- the civil day of the deed
    change TEXT NOT NULL CHECK (change IN ('extended', 'switched_off', 'switched_on')),
    reason TEXT CHECK (reason IN ('consultation', 'referral', 'online_application')),
    until_before TEXT NOT NULL,
    until_after TEXT NOT NULL,
    CHECK ((change = 'extended') = (reason IS NOT NULL))
);
CREATE INDEX validity_change_account ON validity_change (account, changed_at);

-- お知らせ
CREATE TABLE notice (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('validity', 'application', 'message', 'match', 'safety')),
    subject TEXT NOT NULL,              -- one line, without anything that a message says
    link TEXT NOT NULL,                 -- an own path
    made_at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX notice_account ON notice (account, made_at, id);
CREATE INDEX notice_unread ON notice (account) WHERE read_at IS NULL;

-- The kinds whose mails a person has stopped.
CREATE TABLE stopped_mail (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('validity', 'application', 'message', 'match')),
    stopped_at BIGINT NOT NULL,
    PRIMARY KEY (account, kind)
);

-- Where the mail's reader stops mails of its kind (List-Unsubscribe); NULL where they cannot be stopped.
ALTER TABLE outbox ADD COLUMN stop_address TEXT;

-- The last warning before an account that left is erased, as days before.
ALTER TABLE account ADD COLUMN erasure_warned BIGINT;
CREATE INDEX account_withdrawn ON account (withdrawn_at, id) WHERE state = 'withdrawn';

-- What stays of a registration whose page was erased: enough for an office to find its own record, nothing
-- about the person.
CREATE TABLE erased_registration (
    number TEXT PRIMARY KEY,
    office_code TEXT NOT NULL,
    kind TEXT NOT NULL,
    applied_on TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    erased_on TEXT NOT NULL
);

-- That something was forgotten: which job, on which day, how many. No personal data.
CREATE TABLE forgetting_record (
    job TEXT NOT NULL,
    day TEXT NOT NULL,
    forgotten BIGINT NOT NULL DEFAULT 0,
    warned BIGINT NOT NULL DEFAULT 0,
    ended_at BIGINT,                    -- NULL while it goes on
    PRIMARY KEY (job, day)
);
