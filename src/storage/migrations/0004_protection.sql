-- Protected data: sealed values, keyed hashes to find persons by, progress of sealing, narrowed audiences. (clauses 7.3.1, 9.2)

ALTER TABLE party ADD COLUMN personal {text} NOT NULL DEFAULT '';   -- sealed name and address of a farmer; `name` is masked then
ALTER TABLE product ADD COLUMN closed {text} NOT NULL DEFAULT '';   -- comma list of fields that its owner keeps to the chain
ALTER TABLE brand ADD COLUMN must_show {text} NOT NULL DEFAULT '';  -- comma list of fields that its products may not close

-- In which rows a person is named: keyed hashes of normalised values, never the values.
CREATE TABLE personal_reference (
    value_index {text} NOT NULL,
    relation {text} NOT NULL,                   -- trace_event | submission | party
    row_id {id} NOT NULL,                       -- event, submission or party
    PRIMARY KEY (value_index, relation, row_id)
){clustered};
CREATE INDEX personal_reference_row ON personal_reference (row_id, relation);

-- How far the rows of a protected column are sealed under the newest key. Written with the rows that it tells of.
CREATE TABLE sealing (
    relation {text} NOT NULL PRIMARY KEY,
    epoch {int} NOT NULL,                       -- of the field key that rows are sealed under
    index_epoch {int} NOT NULL,                 -- of the key of the hashes in personal_reference
    reindex {flag} NOT NULL,                    -- this pass makes those hashes anew
    cursor {text} NOT NULL DEFAULT '',          -- last row seen in this pass; empty: at the start
    passed {int} NOT NULL DEFAULT 0,            -- rows seen in this pass
    renewed {int} NOT NULL DEFAULT 0,           -- rows sealed in this pass
    total {int} NOT NULL DEFAULT 0,             -- rows sealed under this key so far
    damaged {int} NOT NULL DEFAULT 0,           -- rows of this pass that do not open
    done {flag} NOT NULL DEFAULT 0,             -- a whole pass found nothing to seal
    changed_at {time} NOT NULL
){strict};

CREATE INDEX event_key_event ON event_key (event_id) WHERE event_id IS NOT NULL;

-- For rules of retention.
CREATE INDEX token_created ON token (created_at);

-- Answers kept in the clear live for a day at most: they are dropped rather than sealed.
DELETE FROM idempotency;
