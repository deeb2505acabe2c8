-- What an audit record tells besides: roles and door of the actor, hashes of what was changed. `format` names the form
-- of the bytes under `hash`; records of the first form keep it. Each index serves one kind of search, ordered by time.

ALTER TABLE audit_record ADD COLUMN format {int} NOT NULL DEFAULT 1;
ALTER TABLE audit_record ADD COLUMN roles {text} NOT NULL DEFAULT '';         -- comma list of Role
ALTER TABLE audit_record ADD COLUMN channel {text} NOT NULL DEFAULT '';       -- Channel
ALTER TABLE audit_record ADD COLUMN before_hash {text} NOT NULL DEFAULT '';   -- epoch:keyed hash of what was there
ALTER TABLE audit_record ADD COLUMN after_hash {text} NOT NULL DEFAULT '';    -- and of what replaced it

CREATE INDEX audit_record_at ON audit_record (at, position);
CREATE INDEX audit_record_actor ON audit_record (actor, at, position);
CREATE INDEX audit_record_action ON audit_record (action, at, position);
CREATE INDEX audit_record_object ON audit_record (object, at, position);
CREATE INDEX audit_record_result ON audit_record (result, at, position);
CREATE INDEX audit_record_request ON audit_record (request_id, at, position);
