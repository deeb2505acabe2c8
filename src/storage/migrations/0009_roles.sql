-- Who may do what, as rows that are changed at run time by two persons. row_mac and roles_mac are keyed hashes
-- ("EPOCH:HEX") over the rest of the row: a row that was changed in the raw database gives nothing. (clauses 4.2, 6.2.1, 9.4.2)

CREATE TABLE role (
    role {text} NOT NULL PRIMARY KEY,
    zh {text} NOT NULL,
    en {text} NOT NULL,
    scope {text} NOT NULL,                      -- own_party | brand | region | all
    region {text} NOT NULL,                     -- GB/T 2260, of scope region alone
    permissions {text} NOT NULL,                -- comma list of Permission
    version {int} NOT NULL,
    row_mac {text} NOT NULL
){strict};

ALTER TABLE app_user ADD COLUMN roles_mac {text} NOT NULL DEFAULT '';   -- over id, name, party and roles

-- Which roles may change a field of a kind of thing; a field without a row may be changed by whoever may submit it.
CREATE TABLE change_rule (
    kind {text} NOT NULL,                       -- ChangeKind
    field {text} NOT NULL,
    roles {text} NOT NULL,                      -- comma list of Role
    version {int} NOT NULL,
    row_mac {text} NOT NULL,
    PRIMARY KEY (kind, field)
){clustered};

CREATE INDEX party_region ON party (region);   -- for roles of scope region

-- What one security administrator proposes and another decides: a role for a user, or the content of a role or a rule.
CREATE TABLE access_proposal (
    access_proposal_id {id} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,                       -- grant | role | change_rule
    user_id {id} REFERENCES app_user (user_id), -- of a grant
    subject {text} NOT NULL,                    -- the role, or the rule
    removal {flag} NOT NULL DEFAULT 0,          -- a grant that is taken away
    content {text} NOT NULL DEFAULT '',         -- JSON: what the role or rule is to be
    state {text} NOT NULL,                      -- proposed | approved | rejected | withdrawn
    proposer_id {id} NOT NULL REFERENCES app_user (user_id),
    proposed_at {time} NOT NULL,
    decider_id {id} REFERENCES app_user (user_id),
    decided_at {time},
    row_mac {text} NOT NULL DEFAULT ''          -- over what was proposed, and by whom
){strict};
CREATE INDEX access_proposal_state ON access_proposal (state, access_proposal_id);
CREATE INDEX access_proposal_user ON access_proposal (user_id) WHERE user_id IS NOT NULL;

-- What waits from before has nothing that vouches for it: it is to be proposed anew.
INSERT INTO access_proposal (access_proposal_id, kind, user_id, subject, removal, state, proposer_id, proposed_at,
    decider_id, decided_at)
    SELECT role_proposal_id, 'grant', user_id, role, removal, CASE WHEN state = 'proposed' THEN 'withdrawn' ELSE state END,
    proposer_id, proposed_at, decider_id, decided_at FROM role_proposal;
DROP TABLE role_proposal;
