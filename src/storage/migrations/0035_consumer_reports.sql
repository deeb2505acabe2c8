-- What consumers report of codes and lots, without an account: "this looks fake", and complaints. (clauses 5.6, 6.4.2)

CREATE TABLE consumer_report (
    consumer_report_id {id} NOT NULL PRIMARY KEY,
    receipt_hash {text} NOT NULL UNIQUE,        -- keyed hash of the number by which its sender looks at it
    kind {text} NOT NULL,                       -- fake | complaint
    state {text} NOT NULL,                      -- received | taken | answered | closed
    code {text} NOT NULL,                       -- empty: of a lot that was found without one
    lot_id {id},
    product_id {id},
    party_id {id},                              -- the party concerned; null: the code is none of ours
    brand_id {id},
    authenticity {text} NOT NULL,               -- what the code was said to be; empty: no code
    scan_count {int} NOT NULL,                  -- of the code, then
    first_scanned_at {time},
    content {text} NOT NULL,                    -- sealed: the sender's words, the answer, what was said at its end
    contact {text} NOT NULL,                    -- sealed: phone and mail; empty: none was given, or it was forgotten
    policy_version {text} NOT NULL,             -- agreed to with the contact
    photo_name {text} REFERENCES object (object_name),
    small_name {text} REFERENCES object (object_name),
    created_at {time} NOT NULL,
    changed_at {time} NOT NULL,
    handler_id {id} REFERENCES app_user (user_id),
    version {int} NOT NULL
){strict};
CREATE INDEX consumer_report_queue ON consumer_report (state, consumer_report_id);
CREATE INDEX consumer_report_code ON consumer_report (code) WHERE code <> '';
CREATE INDEX consumer_report_age ON consumer_report (created_at);
CREATE INDEX consumer_report_contact ON consumer_report (changed_at) WHERE contact <> '';
CREATE INDEX consumer_report_photo ON consumer_report (photo_name) WHERE photo_name IS NOT NULL;
CREATE INDEX consumer_report_small ON consumer_report (small_name) WHERE small_name IS NOT NULL;
