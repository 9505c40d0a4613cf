-- What an office does for a person with a page, and the warnings before messages vanish.

-- As counter_deed, which is about people who may have no page. In the transaction of the deed; rows are only added.
CREATE TABLE office_deed (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    done_at BIGINT NOT NULL,
    done_by TEXT NOT NULL,              -- as the office writes the name; not shown to the person
    office_code TEXT NOT NULL,
    deed TEXT NOT NULL,                 -- 'consultation', 'referral', 'application_state', 'message', 'set_valid'
    on_day TEXT NOT NULL,               -- the civil day on which it took place
    posting BIGINT REFERENCES posting (number),
    state TEXT                          -- of 'application_state': where the application stands since
);
CREATE INDEX office_deed_account ON office_deed (account, done_at, id);
-- The same consultation or referral is written down once, whoever types it twice.
CREATE UNIQUE INDEX office_deed_consultation ON office_deed (account, office_code, on_day)
    WHERE deed = 'consultation';
CREATE UNIQUE INDEX office_deed_referral ON office_deed (account, posting, on_day) WHERE deed = 'referral';

-- Messages of a person sent before these instants were warned of 14, 7 and 1 days before they vanish.
ALTER TABLE message_ending ADD COLUMN warned_14 BIGINT;
ALTER TABLE message_ending ADD COLUMN warned_7 BIGINT;
ALTER TABLE message_ending ADD COLUMN warned_1 BIGINT;
