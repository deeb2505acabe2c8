-- Labels that somebody else prints: from the request over approval, printing house and delivery to the leftover. (clause 6.4.2)
CREATE TABLE label_order (
    label_order_id {id} NOT NULL PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (party_id),
    brand_id {id},                              -- null: labels of a product without brand
    product_id {id},                            -- null: labels for whatever the party makes under the brand
    lot_id {id},                                -- null: bound when they are used
    quantity {int} NOT NULL,
    pin {int} NOT NULL DEFAULT 0,
    note {text} NOT NULL DEFAULT '',            -- for the printing house: paper, size, where to
    state {text} NOT NULL,
    block_id {id} REFERENCES code_range (code_range_id),      -- null until it is approved
    printer_id {id} REFERENCES party (party_id),              -- null until it is given to a printing house
    secret {text} NOT NULL DEFAULT '',          -- password of the file that is still to be fetched
    renewed_for {text} NOT NULL DEFAULT '',     -- why the file was made anew
    replaced {int} NOT NULL DEFAULT 0,          -- codes of earlier blocks, void since they may have leaked
    spoiled {int} NOT NULL DEFAULT 0,           -- of the block: void at the printing house,
    damaged {int} NOT NULL DEFAULT 0,           -- void on delivery,
    missing {int} NOT NULL DEFAULT 0,           -- and void since they never came
    ordered_by {id} NOT NULL,                   -- user; 0: the operator
    created_at {time} NOT NULL,
    changed_at {time} NOT NULL,
    version {int} NOT NULL DEFAULT 1
){strict};
CREATE INDEX label_order_party ON label_order (party_id, label_order_id);
CREATE INDEX label_order_printer ON label_order (printer_id, label_order_id);
CREATE INDEX label_order_state ON label_order (state, label_order_id);
CREATE INDEX label_order_block ON label_order (block_id);

CREATE TABLE label_order_step (
    label_order_id {id} NOT NULL REFERENCES label_order (label_order_id),
    number {int} NOT NULL,
    verb {text} NOT NULL,
    state {text} NOT NULL,                      -- afterwards
    actor {text} NOT NULL,
    comment {text} NOT NULL DEFAULT '',
    at {time} NOT NULL,
    PRIMARY KEY (label_order_id, number)
){strict};

-- Printing houses are few among the parties, and everybody who orders labels chooses one.
CREATE INDEX party_printing_house ON party (party_id) WHERE replace(roles, 'printing_house', '') <> roles;

-- Numbers of cartons and pallets (SSCC): each firm's GS1 company prefix, and how many it has given out under it.
CREATE TABLE gs1_prefix (
    party_id {id} NOT NULL PRIMARY KEY REFERENCES party (party_id),
    prefix {text} NOT NULL UNIQUE,
    next_number {int} NOT NULL DEFAULT 0
){strict};

CREATE TABLE carton (
    carton_id {id} NOT NULL PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (party_id),
    sscc {text} NOT NULL UNIQUE,
    prefix_digits {int} NOT NULL,
    lot_id {id} NOT NULL,
    quantity {text} NOT NULL DEFAULT '',        -- of the lot in the carton, as it was told
    numbered_at {time} NOT NULL,
    prints {int} NOT NULL DEFAULT 0
){strict};
CREATE INDEX carton_party ON carton (party_id, carton_id);
