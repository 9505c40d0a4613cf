-- Keys are counted before one more is mailed. So that the count holds when several ask at the same moment, they take
-- turns: each locks the row of its address and purpose until its request is written down.
CREATE TABLE key_turn (
    email_key TEXT NOT NULL,
    purpose TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    PRIMARY KEY (email_key, purpose)
);
CREATE INDEX key_turn_age ON key_turn (asked_at);
