-- From where a class of functions may be called, beside the settings: both must admit a client. (clause 9.1.2)
CREATE TABLE network_rule (
    level {text} NOT NULL PRIMARY KEY,          -- public | partner | staff | operations
    allow {text} NOT NULL,                      -- comma list of addresses and networks; empty: everywhere
    deny {text} NOT NULL,                       -- and those that may not, even when allowed
    version {int} NOT NULL,
    row_mac {text} NOT NULL
){strict};
