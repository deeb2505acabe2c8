-- Photos and documents, and files that are still arriving in parts. (clause 7.2.2)

CREATE TABLE media (
    media_id {id} NOT NULL PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (party_id),
    author {text} NOT NULL,
    author_user_id {id},
    subject {text} NOT NULL,                    -- product | lot | event | submission | shipment
    subject_id {id} NOT NULL,
    submission_id {id},                         -- that it came with
    kind {text} NOT NULL,                       -- photo | document
    occasion {text} NOT NULL,                   -- of a shipment: the step
    caption {text} NOT NULL,
    caption_en {text} NOT NULL,
    media_type {text} NOT NULL,
    object_name {text} NOT NULL REFERENCES object (object_name),
    bytes {int} NOT NULL,
    small_name {text} REFERENCES object (object_name),   -- of the preview
    width {int} NOT NULL,
    height {int} NOT NULL,
    audience {text} NOT NULL,                   -- recorder: its party and who reviews; everyone: examples
    created_at {time} NOT NULL
){strict};
CREATE UNIQUE INDEX media_subject ON media (subject, subject_id, object_name);
CREATE INDEX media_shown ON media (subject_id) WHERE audience = 'everyone';
CREATE INDEX media_submission ON media (submission_id) WHERE submission_id IS NOT NULL;
CREATE INDEX media_party ON media (party_id, media_id);
CREATE INDEX media_object ON media (object_name);
CREATE INDEX media_small ON media (small_name) WHERE small_name IS NOT NULL;
CREATE INDEX media_age ON media (created_at);

CREATE TABLE media_upload (
    media_upload_id {id} NOT NULL PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (party_id),
    author {text} NOT NULL,
    bytes {int} NOT NULL,                       -- that have arrived
    created_at {time} NOT NULL
){strict};
CREATE INDEX media_upload_party ON media_upload (party_id);
CREATE INDEX media_upload_age ON media_upload (created_at);
