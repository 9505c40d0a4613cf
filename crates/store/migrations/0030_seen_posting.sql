-- 閲覧済み: the 求人票 that a person looked at, the newest 300 (domain 5.4). Postings are never deleted.
CREATE TABLE seen_posting (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    posting BIGINT NOT NULL REFERENCES posting (number),
    seen_at BIGINT NOT NULL,            -- the last look, told to ten minutes
    PRIMARY KEY (account, posting)
);
CREATE INDEX seen_posting_newest ON seen_posting (account, seen_at);
