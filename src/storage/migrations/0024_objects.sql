-- Files in the object folder and how many rows need each. A row is there before its file, so whatever a crash leaves
-- behind has a row that nothing needs, and goes. (clauses 5.4, 7.3.1)

CREATE TABLE object (
    object_name {text} NOT NULL PRIMARY KEY,    -- SM3 of the content
    bytes {int} NOT NULL,
    epoch {int} NOT NULL,                       -- of the key that its file is sealed under
    damaged {flag} NOT NULL DEFAULT 0,          -- it did not open when it was to be sealed anew
    uses {int} NOT NULL DEFAULT 0,              -- rows that need it
    kept_at {time} NOT NULL                     -- when its content arrived last
){strict};
CREATE INDEX object_epoch ON object (epoch, object_name);
CREATE INDEX object_unused ON object (kept_at) WHERE uses = 0;
