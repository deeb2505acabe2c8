-- Attachments of imports: what became of each file of a ZIP, after its rows; warnings of rows that were taken. (clauses 5.2, 6.2.3, 7.2.2)

ALTER TABLE import_row ADD COLUMN warnings {text} NOT NULL DEFAULT '[]';     -- JSON, as faults

ALTER TABLE import_job ADD COLUMN rows_done {int} NOT NULL DEFAULT 0;       -- 1: what is left are attachments
ALTER TABLE import_job ADD COLUMN files {int};                              -- attachments; null: no ZIP
ALTER TABLE import_job ADD COLUMN files_done {int} NOT NULL DEFAULT 0;
ALTER TABLE import_job ADD COLUMN files_attached {int} NOT NULL DEFAULT 0;

CREATE INDEX import_upload_party ON import_upload (party_id);

CREATE TABLE import_attachment (
    import_id {id} NOT NULL,
    number {int} NOT NULL,                      -- in the order of the ZIP; behind those what its table names in vain
    name {text} NOT NULL,
    outcome {text} NOT NULL,                    -- attached | unmatched | refused | missing
    line {int},                                 -- of the row that it belongs to
    subject {text},                             -- product | lot | event | submission
    subject_id {id},
    media_id {id},
    faults {text} NOT NULL,                     -- JSON, as of a row
    PRIMARY KEY (import_id, number)
){strict};
