-- Imports that run in the background: files on their way in, progress, what became of their rows, and what a party said of its columns. (clauses 5.2, 6.2.3)

-- A file on its way in: a part of objects/. It becomes the import of the same number when it is started.
CREATE TABLE import_upload (
    import_id {id} NOT NULL PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (party_id),
    author {text} NOT NULL,
    bytes {int} NOT NULL,                       -- received
    created_at {time} NOT NULL
){strict};
CREATE INDEX import_upload_age ON import_upload (created_at);

CREATE TABLE import_job (
    import_id {id} NOT NULL PRIMARY KEY REFERENCES import (import_id),
    party_id {id} NOT NULL REFERENCES party (party_id),
    author {text} NOT NULL,
    author_user_id {id},
    channel {text} NOT NULL,
    recorder_id {id},                           -- null: the parties that the rows name
    file_name {text} NOT NULL,
    file_hash {text} NOT NULL,                  -- SM3: where it lies in objects/
    file_bytes {int} NOT NULL,
    file_kept {int} NOT NULL,                   -- 0: its time is over, with what became of its rows
    reading {text} NOT NULL,                    -- JSON: sheet and mapping
    state {text} NOT NULL,                      -- running | paused | cancelled | done | failed
    fault {text} NOT NULL DEFAULT '',           -- JSON: code and arguments, when failed
    worker {int},                               -- the node that is at work on it
    worker_until {time},                        -- and until when nobody else may be
    pass {int} NOT NULL DEFAULT 1,              -- rows that wait for others are tried again
    position {int} NOT NULL DEFAULT 0,          -- rows of the file that this pass has dealt with
    file_rows {int},                            -- when known beforehand
    accepted {int} NOT NULL DEFAULT 0,
    already {int} NOT NULL DEFAULT 0,
    rejected {int} NOT NULL DEFAULT 0,
    published {int} NOT NULL DEFAULT 0,
    deferred {int} NOT NULL DEFAULT 0,          -- wait for another row
    deferred_before {int} NOT NULL DEFAULT 0,   -- when this pass began
    created_at {time} NOT NULL,
    changed_at {time} NOT NULL
){strict};
CREATE INDEX import_job_state ON import_job (state, import_id);
CREATE INDEX import_job_party ON import_job (party_id, import_id);
CREATE INDEX import_job_age ON import_job (file_kept, changed_at);

CREATE TABLE import_row (
    import_id {id} NOT NULL,
    line {int} NOT NULL,
    outcome {text} NOT NULL,                    -- accepted | exists | conflict | rejected | deferred
    faults {text} NOT NULL,                     -- JSON
    PRIMARY KEY (import_id, line)
){strict};

CREATE TABLE import_mapping (
    party_id {id} NOT NULL REFERENCES party (party_id),
    title {text} NOT NULL,
    field {text} NOT NULL,                      -- - : not read
    PRIMARY KEY (party_id, title)
){strict};
