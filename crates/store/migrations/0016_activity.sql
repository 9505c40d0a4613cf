-- 求職活動: what a person keeps (searches, favourites) and what goes on with employers and offices.

-- 検索条件1 to 3 (seed 002): the position is the place on the home.
CREATE TABLE saved_search (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    position BIGINT NOT NULL CHECK (position BETWEEN 1 AND 3),
    name TEXT NOT NULL,
    query TEXT NOT NULL,                -- normalised, as in the address of 求人検索
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (account, position)
);

-- Up to 300 a person (seed 002). Postings are never deleted, so a favourite outlives the end of its posting.
CREATE TABLE favourite (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    posting BIGINT NOT NULL REFERENCES posting (number),
    note TEXT NOT NULL DEFAULT '',
    added_at BIGINT NOT NULL,
    PRIMARY KEY (account, posting)
);
CREATE INDEX favourite_newest ON favourite (account, added_at);

-- 応募, by any of the four ways (domain 6.1), with where it stands (domain 6.4).
CREATE TABLE application (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    posting BIGINT NOT NULL REFERENCES posting (number),
    way TEXT NOT NULL CHECK (way IN ('referral', 'online_referral', 'online', 'request')),
    state TEXT NOT NULL CHECK (state IN ('applied', 'documents', 'arranging', 'interview', 'hired', 'not_hired',
        'withdrawn', 'cancelled', 'no_show')),
    applied_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    ended_at BIGINT,                    -- set with a state that is an end
    CHECK ((ended_at IS NULL) = (state IN ('applied', 'documents', 'arranging', 'interview')))
);
CREATE INDEX application_newest ON application (account, applied_at);
CREATE UNIQUE INDEX application_running ON application (account, posting) WHERE ended_at IS NULL;

-- 求人者からのリクエスト求人: one a person and posting (domain 6.2).
CREATE TABLE employer_request (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    posting BIGINT NOT NULL REFERENCES posting (number),
    sent_at BIGINT NOT NULL,
    expires_on TEXT NOT NULL,           -- 応募期限日: its last day
    seen_at BIGINT,
    answer TEXT CHECK (answer IN ('applied', 'declined')),
    answered_at BIGINT,
    CHECK ((answer IS NULL) = (answered_at IS NULL)),
    UNIQUE (account, posting)
);
CREATE INDEX employer_request_newest ON employer_request (account, sent_at);

-- オンラインハローワーク紹介対象求人: sent by an office to 利用登録者 (domain 6.1).
CREATE TABLE online_referral (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    posting BIGINT NOT NULL REFERENCES posting (number),
    office_code TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    expires_on TEXT NOT NULL,
    seen_at BIGINT,
    answer TEXT CHECK (answer IN ('applied', 'declined')),
    answered_at BIGINT,
    CHECK ((answer IS NULL) = (answered_at IS NULL)),
    UNIQUE (account, posting)
);
CREATE INDEX online_referral_newest ON online_referral (account, sent_at);

-- メッセージ: one thread for each posting with its establishment, or with an office (domain 6.5). A thread
-- without messages is not shown.
CREATE TABLE message_thread (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    posting BIGINT REFERENCES posting (number),
    office_code TEXT,
    subject TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    CHECK ((posting IS NULL) <> (office_code IS NULL))
);
CREATE UNIQUE INDEX message_thread_posting ON message_thread (account, posting) WHERE posting IS NOT NULL;
CREATE INDEX message_thread_account ON message_thread (account, opened_at);

CREATE TABLE message (
    id UUID PRIMARY KEY,
    thread UUID NOT NULL REFERENCES message_thread (id) ON DELETE CASCADE,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    sender TEXT NOT NULL CHECK (sender IN ('seeker', 'employer', 'office')),
    body TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    read_at BIGINT                      -- of what the person received: when it was first opened
);
CREATE INDEX message_thread_order ON message (thread, sent_at);
CREATE INDEX message_unread ON message (account) WHERE read_at IS NULL AND sender <> 'seeker';
-- They vanish a year after they were sent (seed 002).
CREATE INDEX message_age ON message (sent_at);
