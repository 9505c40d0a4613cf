-- New postings that fit saved searches are told once a day.

-- The place in the line of changes at which a posting came for the first time. It never changes: a posting that
-- is changed, or closed and opened again, is no new one. NULL for postings that were there before this column.
ALTER TABLE posting ADD COLUMN first_seq BIGINT;
CREATE INDEX posting_new ON posting (first_seq) WHERE first_seq IS NOT NULL;

-- Up to which place its person was told of new postings, or where the line stood when the conditions were saved.
ALTER TABLE saved_search ADD COLUMN told_seq BIGINT NOT NULL DEFAULT 0;

-- The last civil day on which the person was told of new postings.
ALTER TABLE job_seeker ADD COLUMN matched_on TEXT;

-- One row a day: which part of the line of changes was new on it.
CREATE TABLE match_run (
    day TEXT PRIMARY KEY,
    after_seq BIGINT NOT NULL,
    upto_seq BIGINT NOT NULL,
    ended_at BIGINT                     -- NULL while it goes on
);
