-- Which labels were made for print, when and by whom: a label made again needs a reason. (clause 6.4.2)
CREATE TABLE label_print (
    label_print_id {id} NOT NULL PRIMARY KEY,
    block_id {id} NOT NULL REFERENCES code_range (code_range_id),  -- the issued block that holds all of them
    first_serial {int} NOT NULL,                -- of the labels made, inclusive
    last_serial {int} NOT NULL,
    medium {text} NOT NULL,                     -- format and template: "pdf a4_3x8"
    reason {text} NOT NULL DEFAULT '',          -- why labels were made again; empty the first time
    printed_by {text} NOT NULL,
    printed_at {time} NOT NULL
){strict};
CREATE INDEX label_print_block ON label_print (block_id, last_serial);
