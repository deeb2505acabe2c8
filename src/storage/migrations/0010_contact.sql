-- Contact: messages on their way, proofs of a phone or mail address, registrations, invitations, shipment links, requests of data subjects. (clauses 6.5.1, 6.5.2)

CREATE TABLE outbox_message (
    outbox_message_id {id} NOT NULL PRIMARY KEY,
    channel {text} NOT NULL,                    -- mail | sms
    kind {text} NOT NULL,                       -- which text
    state {text} NOT NULL,                      -- waiting | sending | sent | refused | expired | unclear | dropped
    content {text} NOT NULL DEFAULT '',         -- sealed: to whom, and what the text is filled with; empty when it is over
    attempts {int} NOT NULL DEFAULT 0,
    unclear {int} NOT NULL DEFAULT 0,           -- attempts of which nobody knows whether they arrived
    fault {text} NOT NULL DEFAULT '',           -- why the last attempt failed
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    next_at {time},                             -- null when it is over
    ended_at {time}
){strict};
CREATE INDEX outbox_message_due ON outbox_message (channel, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX outbox_message_ended ON outbox_message (ended_at) WHERE ended_at IS NOT NULL;

-- What was sent to a phone or mail address, to be brought back once.
CREATE TABLE contact_proof (
    proof_hash {text} NOT NULL PRIMARY KEY,     -- keyed hash of a link's secret, or of purpose and phone
    code_hash {text} NOT NULL DEFAULT '',       -- keyed hash of purpose, phone and code; empty: the link's secret is enough
    purpose {text} NOT NULL,                    -- registration | correction | invitation | reset
    subject_id {id} NOT NULL,                   -- registration, invitation or user
    failures {int} NOT NULL DEFAULT 0,          -- wrong codes
    expires_at {time} NOT NULL
){strict};
CREATE INDEX contact_proof_subject ON contact_proof (subject_id);
CREATE INDEX contact_proof_expiry ON contact_proof (expires_at);

CREATE TABLE registration (
    registration_id {id} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,                       -- party | person
    state {text} NOT NULL,                      -- unverified | submitted | returned | approved | rejected
    content {text} NOT NULL,                    -- sealed: what was filled in
    policy_version {text} NOT NULL,             -- of the privacy policy that was agreed to
    created_at {time} NOT NULL,
    verified_at {time},
    decider_id {id} REFERENCES app_user (user_id),
    decided_at {time},
    comment {text} NOT NULL DEFAULT '',
    party_id {id} REFERENCES party (party_id),
    version {int} NOT NULL DEFAULT 1
){strict};
CREATE INDEX registration_queue ON registration (state, registration_id);
CREATE INDEX registration_party ON registration (party_id, state, registration_id) WHERE party_id IS NOT NULL;

CREATE TABLE invitation (
    invitation_id {id} NOT NULL PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (party_id),
    inviter_id {id} REFERENCES app_user (user_id),  -- null: follows from a registration
    roles {text} NOT NULL,                      -- comma list of Role
    content {text} NOT NULL,                    -- sealed: contact and full name; empty when it is over
    policy_version {text} NOT NULL DEFAULT '',  -- agreed to already; empty: with the acceptance
    state {text} NOT NULL,                      -- open | accepted | revoked
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    user_id {id} REFERENCES app_user (user_id)
){strict};
CREATE INDEX invitation_party ON invitation (party_id, invitation_id);

-- A driver without an account records one shipment with it.
CREATE TABLE shipment_link (
    shipment_link_id {id} NOT NULL PRIMARY KEY,
    link_hash {text} NOT NULL UNIQUE,           -- keyed hash of the secret in its address
    party_id {id} NOT NULL REFERENCES party (party_id),
    issuer_id {id} REFERENCES app_user (user_id),
    lot_id {id} NOT NULL,
    steps {text} NOT NULL,                      -- comma list of what it allows
    vehicle {text} NOT NULL DEFAULT '',
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    ended_at {time},
    end_reason {text} NOT NULL DEFAULT '',      -- received | revoked; empty while it is open
    records {int} NOT NULL DEFAULT 0
){strict};
CREATE INDEX shipment_link_party ON shipment_link (party_id, shipment_link_id);

-- What users ask about their own data, with the time by which it must be answered.
CREATE TABLE data_request (
    data_request_id {id} NOT NULL PRIMARY KEY,
    user_id {id} NOT NULL REFERENCES app_user (user_id),
    kind {text} NOT NULL,                       -- copy | correction | deletion | withdrawal
    state {text} NOT NULL,                      -- open | taken | done | refused | cancelled
    content {text} NOT NULL DEFAULT '',         -- sealed: the user's words and the answer
    created_at {time} NOT NULL,
    due_at {time} NOT NULL,
    reminded_at {time},
    handler_id {id} REFERENCES app_user (user_id),
    decided_at {time}
){strict};
CREATE INDEX data_request_queue ON data_request (state, due_at, data_request_id);
CREATE INDEX data_request_user ON data_request (user_id, data_request_id);

-- Append-only: consents that were taken back.
CREATE TABLE consent_withdrawal (
    user_id {id} NOT NULL REFERENCES app_user (user_id),
    policy_version {text} NOT NULL,
    consented_at {time} NOT NULL,
    withdrawn_at {time} NOT NULL,
    PRIMARY KEY (user_id, policy_version, withdrawn_at)
){clustered};

CREATE INDEX app_user_party ON app_user (party_id, user_id);
