-- Passkeys (WebAuthn): what an authenticator proves itself with, and proofs that are under way.

CREATE TABLE passkey (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    credential_id TEXT NOT NULL UNIQUE, -- as the authenticator names it, base64url
    public_part TEXT NOT NULL,          -- its public key and what never changes, base64url
    changing_part TEXT NOT NULL,        -- its counter and flags, base64url
    transports INTEGER NOT NULL,        -- how browsers reach it, as bits
    name TEXT NOT NULL,                 -- what the person calls it
    added_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX passkey_account ON passkey (account);

-- One at a time for each browser that signs in and each session that adds a passkey. Used once.
CREATE TABLE passkey_ceremony (
    holder TEXT PRIMARY KEY,            -- hash of the browser, or the session
    state TEXT NOT NULL,                -- with the challenge, base64url
    options TEXT NOT NULL,              -- what the browser is given
    begun_at BIGINT NOT NULL
);
CREATE INDEX passkey_ceremony_age ON passkey_ceremony (begun_at);
