-- Steps 5 to 8 of 求職情報 (学歴/資格, 経歴, 障害情報, 自己PR), and what was changed after the page was opened.
-- Months are text YYYY-MM.

ALTER TABLE job_seeker ADD COLUMN no_career BOOLEAN NOT NULL DEFAULT FALSE; -- 「職歴なし」 was chosen
ALTER TABLE job_seeker ADD COLUMN introduction TEXT;                        -- 自己PR

CREATE TABLE job_seeker_school (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES job_seeker (account) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    department TEXT,
    state TEXT NOT NULL,
    entered TEXT,
    finished TEXT
);
CREATE INDEX job_seeker_school_account ON job_seeker_school (account);

CREATE TABLE job_seeker_licence (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES job_seeker (account) ON DELETE CASCADE,
    code TEXT,                          -- of the list of 免許・資格; NULL: in the person's own words
    name TEXT NOT NULL,                 -- as it was called when it was entered: an import may replace the list
    acquired TEXT
);
CREATE INDEX job_seeker_licence_account ON job_seeker_licence (account);
CREATE UNIQUE INDEX job_seeker_licence_once ON job_seeker_licence (account, code) WHERE code IS NOT NULL;

CREATE TABLE job_seeker_experience (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES job_seeker (account) ON DELETE CASCADE,
    company TEXT NOT NULL,
    employment TEXT NOT NULL,
    occupation TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,                         -- NULL: 在職中
    duties TEXT,
    reason TEXT
);
CREATE INDEX job_seeker_experience_account ON job_seeker_experience (account);

-- Especially sensitive: nobody but the person and the office reads it.
CREATE TABLE job_seeker_disability (
    account UUID PRIMARY KEY REFERENCES job_seeker (account) ON DELETE CASCADE,
    kinds TEXT NOT NULL,                -- codes, divided by spaces
    physical_grade TEXT,                -- 身体障害者手帳; NULL: has none
    intellectual_grade TEXT,            -- 療育手帳
    mental_grade TEXT,                  -- 精神障害者保健福祉手帳
    needs TEXT                          -- 配慮してほしいこと
);

-- What was changed, in the words of the screens, in the transaction of the change. Rows are only added;
-- those of one deed stand together.
CREATE TABLE job_seeker_change (
    deed UUID NOT NULL,
    position BIGINT NOT NULL,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    changed_at BIGINT NOT NULL,
    office_code TEXT,                   -- NULL: the person changed it
    step TEXT NOT NULL,
    item TEXT NOT NULL,
    value_before TEXT NOT NULL,         -- blank: nothing was there
    value_after TEXT NOT NULL,          -- blank: nothing is there any more
    PRIMARY KEY (deed, position)
);
CREATE INDEX job_seeker_change_account ON job_seeker_change (account, changed_at, deed);
