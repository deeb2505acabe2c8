-- Which rows of roles, rules of fields and rules of networks there are, vouched for as a whole: one that is put back with
-- its old hash, or taken away, is told from the present ones. (clauses 4.2, 9.4.2)
CREATE TABLE access_set (
    set_id {int} NOT NULL PRIMARY KEY,          -- 1
    counter {int} NOT NULL,                     -- rises with every change; the newest is kept beside the database
    entries {text} NOT NULL,                    -- JSON: "role:party_clerk" and the like, each with the keyed hash of its row
    set_mac {text} NOT NULL                     -- keyed hash of counter and entries
){strict};
