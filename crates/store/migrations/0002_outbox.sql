-- Letters and jobs wait here. Both are written in the transaction of the deed that causes them,
-- and claimed by whichever worker comes first.

CREATE TABLE outbox (
    id UUID PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- NULL once the letter was sent: it may hold a key.
    body TEXT,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'undeliverable')),
    posted_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    -- Claims so far. The number of the latest claim is also its fence: an older one settles nothing.
    tries BIGINT NOT NULL DEFAULT 0,
    claimed_at BIGINT,
    sent_at BIGINT,
    -- Why the latest try failed, without address or text.
    failure TEXT,
    CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
    CHECK (state = 'sent' OR body IS NOT NULL)
);
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE state = 'waiting';
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE state = 'sent';

CREATE TABLE job (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    -- One job per key for as long as its row is kept; NULL for jobs that may stand in the queue many times.
    job_key TEXT UNIQUE,
    payload TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
    queued_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    claimed_at BIGINT,
    ended_at BIGINT,
    failure TEXT,
    CHECK ((state = 'waiting') = (ended_at IS NULL))
);
CREATE INDEX job_waiting ON job (due_at) WHERE state = 'waiting';
CREATE INDEX job_ended ON job (ended_at) WHERE state <> 'waiting';
