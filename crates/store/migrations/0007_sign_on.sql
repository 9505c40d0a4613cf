-- Signing in through another provider (マイナポータル), and its one-time steps.

-- A browser that was sent to a provider and is expected back. Nonce and PKCE verifier are derived
-- from the state by a keyed hash, so nothing here opens anything.
CREATE TABLE sign_on_journey (
    state_hash TEXT PRIMARY KEY,
    browser_hash TEXT NOT NULL,         -- only the browser that left may come back
    purpose TEXT NOT NULL CHECK (purpose IN ('link', 'sign_in', 'card')),
    target TEXT,                        -- where マイナポータル wants the person afterwards
    account UUID REFERENCES account (id) ON DELETE CASCADE,
    started_at BIGINT NOT NULL
);
CREATE INDEX sign_on_journey_age ON sign_on_journey (started_at);

-- Somebody whom the provider has named, and who must still consent with ID and password.
CREATE TABLE portal_consent (
    id UUID PRIMARY KEY,
    browser_hash TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    target TEXT,
    asked_at BIGINT NOT NULL,
    given_by UUID REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX portal_consent_age ON portal_consent (asked_at);

-- One account, one link; one person of the portal, one account.
CREATE TABLE portal_link (
    account UUID PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    linked_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX portal_link_person ON portal_link (issuer, subject);

-- Events that were told, so that telling them again changes nothing.
CREATE TABLE security_event (
    issuer TEXT NOT NULL,
    number TEXT NOT NULL,               -- jti
    received_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, number)
);
CREATE INDEX security_event_age ON security_event (received_at);
