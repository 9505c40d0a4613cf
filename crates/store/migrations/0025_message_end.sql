-- Messages vanish a year after they were sent (seed 002); the person is told before, not message by message.
CREATE TABLE message_ending (
    account UUID PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    told_on TEXT NOT NULL               -- the civil day of the last notice
);
CREATE INDEX message_account_age ON message (account, sent_at);
