-- Fields that a party shows to fewer than the table says; exports that a second person approves; time that was seen to
-- pass. (clauses 7.3.3, 9.2.1, 9.3.2)

ALTER TABLE party ADD COLUMN narrowed {text} NOT NULL DEFAULT '';   -- comma list of field=audience

-- A file with personal data is handed out after a second person has agreed, once.
CREATE TABLE export_approval (
    export_approval_id {id} NOT NULL PRIMARY KEY,
    function {text} NOT NULL,                   -- that will hand the file out
    party_id {id} NOT NULL REFERENCES party (party_id),
    object {text} NOT NULL DEFAULT '',          -- lot that was asked for; empty: everything in reach
    reason {text} NOT NULL,
    state {text} NOT NULL,                      -- proposed | approved | rejected | withdrawn | used
    proposer_id {id} NOT NULL REFERENCES app_user (user_id),
    proposed_at {time} NOT NULL,
    decider_id {id} REFERENCES app_user (user_id),
    decided_at {time},
    expires_at {time}                           -- of the approval
){strict};
CREATE INDEX export_approval_party ON export_approval (party_id, export_approval_id);

-- The newest time that is believed: what comes long after it is a clock that went wrong, or a long standstill.
CREATE TABLE clock_mark (
    clock_mark_id {int} NOT NULL PRIMARY KEY,   -- 1
    seen_at {time} NOT NULL
){strict};
