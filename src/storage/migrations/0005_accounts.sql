-- Accounts: how a user signs in and what was seen of it. Secrets are stored sealed or as keyed hashes. (clauses 6.5, 9.4.1)

ALTER TABLE app_user ADD COLUMN disabled_reason {text} NOT NULL DEFAULT '';   -- locked | dormant | closed; empty while active
ALTER TABLE app_user ADD COLUMN password_changed_at {time} NOT NULL DEFAULT 0;
ALTER TABLE app_user ADD COLUMN password_initial {flag} NOT NULL DEFAULT 0;   -- must be changed at the next log-in
ALTER TABLE app_user ADD COLUMN last_active_at {time};
ALTER TABLE app_user ADD COLUMN full_name {bytes};                            -- sealed
ALTER TABLE app_user ADD COLUMN phone {bytes};                                -- sealed
ALTER TABLE app_user ADD COLUMN phone_index {text} NOT NULL DEFAULT '';       -- keyed hash, to find a user by phone
ALTER TABLE app_user ADD COLUMN mail {bytes};                                 -- sealed
ALTER TABLE app_user ADD COLUMN mail_index {text} NOT NULL DEFAULT '';        -- keyed hash
UPDATE app_user SET password_changed_at = created_at;
CREATE INDEX app_user_seen ON app_user ((COALESCE(last_active_at, created_at))) WHERE active = 1;
CREATE INDEX app_user_phone ON app_user (phone_index) WHERE phone_index <> '';
CREATE INDEX app_user_mail ON app_user (mail_index) WHERE mail_index <> '';

CREATE TABLE password_history (
    user_id {id} NOT NULL REFERENCES app_user (user_id),
    replaced_at {time} NOT NULL,
    password_hash {text} NOT NULL,
    PRIMARY KEY (user_id, replaced_at)
){clustered};

CREATE TABLE session (
    session_id {id} NOT NULL PRIMARY KEY,
    session_hash {text} NOT NULL UNIQUE,        -- keyed hash of the cookie
    user_id {id} NOT NULL REFERENCES app_user (user_id),
    created_at {time} NOT NULL,
    seen_at {time} NOT NULL,                    -- to a minute
    expires_at {time} NOT NULL,
    authenticated_at {time} NOT NULL,           -- log-in, or the last repeated one
    factor {text} NOT NULL DEFAULT '',          -- totp | sm2 | recovery; empty: password alone
    address {text} NOT NULL,                    -- masked
    device_class {text} NOT NULL
){strict};
CREATE INDEX session_of_user ON session (user_id, created_at);
CREATE INDEX session_expiry ON session (expires_at);
CREATE INDEX session_seen ON session (seen_at);

CREATE TABLE second_factor (
    second_factor_id {id} NOT NULL PRIMARY KEY,
    user_id {id} NOT NULL REFERENCES app_user (user_id),
    kind {text} NOT NULL,                       -- totp | sm2
    label {text} NOT NULL,
    hash {text} NOT NULL DEFAULT '',            -- of one-time codes: sha1 | sm3
    secret {bytes},                             -- sealed; totp
    public_key {text} NOT NULL DEFAULT '',      -- x and y, hex; sm2
    confirmed {flag} NOT NULL DEFAULT 0,
    last_step {int} NOT NULL DEFAULT 0,         -- of the last code that was used
    created_at {time} NOT NULL
){strict};
CREATE INDEX second_factor_user ON second_factor (user_id);

CREATE TABLE recovery_code (
    user_id {id} NOT NULL REFERENCES app_user (user_id),
    code_hash {text} NOT NULL,                  -- keyed hash; the row goes when the code is used
    PRIMARY KEY (user_id, code_hash)
){clustered};

-- Browsers in which a user has signed in before: strangers cannot lock those out.
CREATE TABLE known_device (
    user_id {id} NOT NULL REFERENCES app_user (user_id),
    device_hash {text} NOT NULL,                -- keyed hash of a cookie
    last_at {time} NOT NULL,
    PRIMARY KEY (user_id, device_hash)
){clustered};

-- Wrong log-ins by keyed hash of what they are counted for: an account, an address, the two together, a known device.
CREATE TABLE login_failure (
    subject_hash {text} NOT NULL PRIMARY KEY,
    failures {int} NOT NULL,
    first_at {time} NOT NULL,
    last_at {time} NOT NULL,
    turn_at {time} NOT NULL DEFAULT 0           -- last slow turn that was taken
){strict};
CREATE INDEX login_failure_last ON login_failure (last_at);

-- Captchas and nonces that wait for their answer, each good once.
CREATE TABLE login_challenge (
    challenge_hash {text} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,                       -- captcha | sm2
    answer_hash {text} NOT NULL DEFAULT '',     -- keyed hash; captcha
    expires_at {time} NOT NULL
){strict};
CREATE INDEX login_challenge_expiry ON login_challenge (expires_at);

-- What is handed out once to set a password with: first run, reset, a new user; invitations add a kind.
CREATE TABLE one_time_secret (
    secret_hash {text} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,                       -- first_run | password
    user_id {id} REFERENCES app_user (user_id), -- none while the user is yet to be made
    party_id {id} REFERENCES party (party_id),  -- of the user to be made
    roles {text} NOT NULL DEFAULT '',           -- and its roles, a comma list
    expires_at {time} NOT NULL
){strict};
CREATE INDEX one_time_secret_user ON one_time_secret (user_id) WHERE user_id IS NOT NULL;

-- A change of roles needs a second person.
CREATE TABLE role_proposal (
    role_proposal_id {id} NOT NULL PRIMARY KEY,
    user_id {id} NOT NULL REFERENCES app_user (user_id),
    role {text} NOT NULL,
    removal {flag} NOT NULL DEFAULT 0,
    state {text} NOT NULL,                      -- proposed | approved | rejected | withdrawn
    proposer_id {id} NOT NULL REFERENCES app_user (user_id),
    proposed_at {time} NOT NULL,
    decider_id {id} REFERENCES app_user (user_id),
    decided_at {time}
){strict};
CREATE INDEX role_proposal_state ON role_proposal (state, role_proposal_id);
CREATE INDEX role_proposal_user ON role_proposal (user_id);

-- Append-only: which version of the privacy policy a user agreed to.
CREATE TABLE consent_record (
    user_id {id} NOT NULL REFERENCES app_user (user_id),
    policy_version {text} NOT NULL,
    consented_at {time} NOT NULL,
    PRIMARY KEY (user_id, policy_version)
){clustered};
