-- The link in the mail opens the screen of its request by a token of its own, with its own tries: whoever asked
-- for the key knows the token of the screen, but only the owner of the mailbox knows that of the mail.
ALTER TABLE verification ADD COLUMN mail_hash TEXT;
ALTER TABLE verification ADD COLUMN mail_tries INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX verification_mail ON verification (mail_hash);
