-- Postings as they were imported. A posting is never deleted: when its source no longer has it, it is
-- closed, and it opens again when it comes back.

CREATE TABLE posting (
    -- 求人番号 as one integer of at most 13 digits.
    number BIGINT PRIMARY KEY CHECK (number BETWEEN 0 AND 9999999999999),
    -- Where it came from; a full import closes only postings of its own source.
    source TEXT NOT NULL,
    establishment_number TEXT NOT NULL,
    title TEXT NOT NULL,
    received_on TEXT NOT NULL,
    referral_deadline TEXT NOT NULL,
    -- 公開範囲
    disclosure BIGINT NOT NULL CHECK (disclosure BETWEEN 1 AND 4),
    -- Every field, as JSON. The columns above repeat what other statements ask for.
    content TEXT NOT NULL,
    first_put_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    closed_at BIGINT,
    -- Set anew with every change, from the counter below.
    change_seq BIGINT NOT NULL UNIQUE
);
CREATE INDEX posting_open_by_source ON posting (source, number) WHERE closed_at IS NULL;

-- One row. Its lock is held until the commit, so the order of change_seq is the order of commits, and
-- whoever reads changes in that order misses none.
CREATE TABLE posting_change_counter (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    seq BIGINT NOT NULL,
    -- Which line of changes this is: an index that was fed from another one must be built anew.
    history UUID
);
INSERT INTO posting_change_counter (one, seq) VALUES (1, 0);

-- What a full import has seen so far. Empty between imports.
CREATE TABLE posting_sighting (
    run UUID NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (run, number)
);
