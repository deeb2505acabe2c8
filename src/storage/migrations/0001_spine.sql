-- The spine: parties, catalogue, lots, events, links, codes, scans, submissions, ledger, users, audit. (architecture §3)
-- Types are macros, rendered per database: {id} 63-bit id, {int} 64-bit integer, {text}, {bytes}, {time} UTC microseconds,
-- {flag} 0 or 1. {strict} ends a table (STRICT on SQLite). {clustered} also stores the table in the order of its primary key.

CREATE TABLE party (
    party_id {id} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,                       -- firm | farmer | unverified
    name {text} NOT NULL,
    name_en {text} NOT NULL DEFAULT '',
    credit_code {text},                         -- GB 32100; firms only
    cooperative_id {id} REFERENCES party (party_id),
    identity_number {bytes},                    -- sealed; farmers only, optional
    consent_policy_version {text} NOT NULL DEFAULT '',
    consent_at {time},
    region {text} NOT NULL DEFAULT '',          -- GB/T 2260
    address {text} NOT NULL DEFAULT '',
    disclosure {text} NOT NULL DEFAULT 'name',  -- name | region
    roles {text} NOT NULL DEFAULT '',           -- comma list of PartyRole
    active {flag} NOT NULL DEFAULT 1,
    version {int} NOT NULL DEFAULT 1
){strict};
CREATE UNIQUE INDEX party_credit_code ON party (credit_code) WHERE credit_code IS NOT NULL;
CREATE INDEX party_name ON party (name);

CREATE TABLE plot (
    plot_id {id} NOT NULL PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (party_id),
    name {text} NOT NULL,
    area_mu {text} NOT NULL DEFAULT '',         -- decimal, 亩
    place {text} NOT NULL DEFAULT ''
){strict};
CREATE UNIQUE INDEX plot_natural ON plot (party_id, name);

CREATE TABLE licence (
    licence_id {id} NOT NULL PRIMARY KEY,
    party_id {id} NOT NULL REFERENCES party (party_id),
    kind {text} NOT NULL,
    number {text} NOT NULL,
    valid_from {text} NOT NULL,
    valid_to {text} NOT NULL
){strict};
CREATE UNIQUE INDEX licence_natural ON licence (party_id, kind, number);

CREATE TABLE category (
    category_id {id} NOT NULL PRIMARY KEY,
    code {text} NOT NULL UNIQUE,
    parent_id {id} REFERENCES category (category_id),
    name {text} NOT NULL,
    name_en {text} NOT NULL,
    required {text} NOT NULL DEFAULT '',        -- comma list of field names
    version {int} NOT NULL DEFAULT 1
){strict};

CREATE TABLE dictionary_item (
    dictionary {text} NOT NULL,
    code {text} NOT NULL,
    zh {text} NOT NULL,
    en {text} NOT NULL,
    aliases {text} NOT NULL DEFAULT '',         -- comma list
    version {int} NOT NULL DEFAULT 1,
    PRIMARY KEY (dictionary, code)
){strict};

CREATE TABLE brand (
    brand_id {id} NOT NULL PRIMARY KEY,
    name {text} NOT NULL UNIQUE,
    name_en {text} NOT NULL DEFAULT '',
    manager_id {id} NOT NULL REFERENCES party (party_id),
    address_prefix {text} NOT NULL DEFAULT '',
    story {text} NOT NULL DEFAULT '',
    story_en {text} NOT NULL DEFAULT ''
){strict};

CREATE TABLE brand_grant (
    brand_grant_id {id} NOT NULL PRIMARY KEY,
    brand_id {id} NOT NULL REFERENCES brand (brand_id),
    party_id {id} NOT NULL REFERENCES party (party_id),
    category_code {text} NOT NULL DEFAULT '',   -- empty: all categories
    valid_from {text} NOT NULL,
    valid_to {text} NOT NULL,
    quota {int},                                -- codes; null: unlimited
    state {text} NOT NULL DEFAULT 'active',     -- active | suspended | withdrawn
    version {int} NOT NULL DEFAULT 1
){strict};
CREATE UNIQUE INDEX brand_grant_natural ON brand_grant (brand_id, party_id, category_code, valid_from);

CREATE TABLE product (
    product_id {id} NOT NULL PRIMARY KEY,
    owner_id {id} NOT NULL REFERENCES party (party_id),
    category_id {id} REFERENCES category (category_id),
    brand_id {id} REFERENCES brand (brand_id),
    kind {text} NOT NULL DEFAULT 'goods',       -- goods | service
    name {text} NOT NULL,
    name_en {text} NOT NULL DEFAULT '',
    specification {text} NOT NULL DEFAULT '',
    gtin {text} NOT NULL DEFAULT '',
    allergens {text} NOT NULL DEFAULT '',       -- comma list of dictionary codes
    opened {text} NOT NULL DEFAULT '',          -- comma list of field names
    version {int} NOT NULL DEFAULT 1
){strict};
CREATE UNIQUE INDEX product_natural ON product (owner_id, name, specification);
CREATE INDEX product_gtin ON product (gtin) WHERE gtin <> '';
CREATE INDEX product_brand ON product (brand_id);

-- Normalised bigrams, pinyin and initials of product names: full-text search that is the same on every database.
CREATE TABLE product_gram (
    gram {text} NOT NULL,
    product_id {id} NOT NULL REFERENCES product (product_id),
    PRIMARY KEY (gram, product_id)
){clustered};

CREATE TABLE lot (
    lot_id {id} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,                       -- produced | consignment | logistic_unit
    product_id {id} REFERENCES product (product_id),
    owner_id {id} NOT NULL REFERENCES party (party_id),
    lot_number {text} NOT NULL,
    parent_id {id} REFERENCES lot (lot_id),
    consignee_id {id} REFERENCES party (party_id),
    quantity {text} NOT NULL DEFAULT '',
    taken {text} NOT NULL DEFAULT '',           -- decimal in the unit of quantity: given to consignments and transformations
    produced_on {text} NOT NULL DEFAULT '',
    place {text} NOT NULL DEFAULT '',
    allergens {text} NOT NULL DEFAULT '',
    version {int} NOT NULL DEFAULT 1            -- rises with every event of the lot or of an ancestor's change: cache key
){strict};
CREATE UNIQUE INDEX lot_natural ON lot (owner_id, product_id, lot_number) WHERE product_id IS NOT NULL;
CREATE UNIQUE INDEX lot_unit ON lot (owner_id, lot_number) WHERE product_id IS NULL;
CREATE INDEX lot_number ON lot (lot_number);
CREATE INDEX lot_product ON lot (product_id, lot_id);
CREATE INDEX lot_parent ON lot (parent_id) WHERE parent_id IS NOT NULL;

-- An event is stored under each of its subjects, so that one lot's story is one indexed read.
CREATE TABLE trace_event (
    lot_id {id} NOT NULL,
    event_at {time} NOT NULL,
    event_id {id} NOT NULL,
    recorder_id {id} NOT NULL,
    step {text} NOT NULL,
    record {text} NOT NULL,                     -- canonical JSON, model/trace_event.h; empty in a pointer row
    pointer_lot_id {id},                        -- where the full record stands, for copies over the limit
    PRIMARY KEY (lot_id, event_at, event_id)
){clustered};
CREATE INDEX trace_event_id ON trace_event (event_id);

-- The trace graph, each link stored from both ends.
CREATE TABLE lot_link (
    lot_id {id} NOT NULL,
    direction {int} NOT NULL,                   -- 1: lot_id is the source, other is what it became; -1: the reverse
    link_at {time} NOT NULL,
    event_id {id} NOT NULL,
    other_id {id} NOT NULL,
    kind {text} NOT NULL,
    time {text} NOT NULL,                       -- EventTime
    until {text} NOT NULL DEFAULT '',           -- EventTime; aggregations that were undone
    quantity {text} NOT NULL DEFAULT '',
    PRIMARY KEY (lot_id, direction, kind, link_at, event_id, other_id)
){clustered};

CREATE TABLE event_key (
    recorder_id {id} NOT NULL,
    event_key {text} NOT NULL,
    content_hash {text} NOT NULL,
    derived {flag} NOT NULL,
    submission_id {id} NOT NULL,
    event_id {id},                              -- set at publication
    PRIMARY KEY (recorder_id, event_key)
){clustered};
CREATE INDEX event_key_submission ON event_key (submission_id);

CREATE TABLE code_range (
    code_range_id {id} NOT NULL PRIMARY KEY,
    epoch {int} NOT NULL,
    first_serial {int} NOT NULL,
    last_serial {int} NOT NULL,
    parent_id {id} REFERENCES code_range (code_range_id),
    depth {int} NOT NULL DEFAULT 0,             -- 0 for an issued block, parent's + 1 for a sub-range
    party_id {id} NOT NULL REFERENCES party (party_id),
    brand_id {id} REFERENCES brand (brand_id),
    brand_grant_id {id} REFERENCES brand_grant (brand_grant_id),  -- whose quota an issued block takes from
    lot_id {id} REFERENCES lot (lot_id),
    state {text} NOT NULL,
    pin_epoch {int} NOT NULL DEFAULT 0,         -- epoch of the key of its PINs; 0: no PIN
    frozen {flag} NOT NULL DEFAULT 0,
    freeze_reason {text} NOT NULL DEFAULT '',
    issued_at {time} NOT NULL,
    version {int} NOT NULL DEFAULT 1
){strict};
CREATE UNIQUE INDEX code_range_serials ON code_range (epoch, depth, first_serial);
CREATE INDEX code_range_lot ON code_range (lot_id) WHERE lot_id IS NOT NULL;
CREATE INDEX code_range_party ON code_range (party_id, brand_id);
CREATE INDEX code_range_grant ON code_range (brand_grant_id) WHERE brand_grant_id IS NOT NULL;
CREATE INDEX code_range_parent ON code_range (parent_id) WHERE parent_id IS NOT NULL;

-- Codes of other systems that are already printed on packs.
CREATE TABLE code_alias (
    alias {text} NOT NULL PRIMARY KEY,
    code {text} NOT NULL,
    party_id {id} NOT NULL REFERENCES party (party_id)
){strict};

-- Only codes with a state of their own have a row.
CREATE TABLE code_state (
    code {text} NOT NULL PRIMARY KEY,
    frozen {flag} NOT NULL DEFAULT 0,
    freeze_reason {text} NOT NULL DEFAULT '',
    scan_count {int} NOT NULL DEFAULT 0,
    first_scanned_at {time},
    first_scanned_region {text} NOT NULL DEFAULT '',
    last_scanned_at {time},
    last_device {text} NOT NULL DEFAULT '',     -- keyed hash
    first_verified_at {time},
    pin_failures {int} NOT NULL DEFAULT 0,
    pin_failed_at {time}
){strict};

CREATE TABLE scan (
    scan_id {id} NOT NULL PRIMARY KEY,
    code {text} NOT NULL,
    scanned_at {time} NOT NULL,
    channel {text} NOT NULL,                    -- page | api | wechat
    region {text} NOT NULL DEFAULT '',
    device_class {text} NOT NULL DEFAULT '',    -- phone | desktop | other
    device {text} NOT NULL,                     -- keyed hash; never the address itself
    repeats {int} NOT NULL DEFAULT 0            -- further looks of the same device within the merge window
){strict};
CREATE INDEX scan_code ON scan (code, scanned_at);

CREATE TABLE import (
    import_id {id} NOT NULL PRIMARY KEY,
    party_id {id},
    author {text} NOT NULL,
    file_name {text} NOT NULL,
    started_at {time} NOT NULL,
    accepted {int} NOT NULL DEFAULT 0,
    already {int} NOT NULL DEFAULT 0,
    rejected {int} NOT NULL DEFAULT 0
){strict};

CREATE TABLE submission (
    submission_id {id} NOT NULL PRIMARY KEY,
    import_id {id},
    party_id {id} NOT NULL REFERENCES party (party_id),
    author {text} NOT NULL,
    author_user_id {id},
    channel {text} NOT NULL,
    state {text} NOT NULL,
    changes {text} NOT NULL,                    -- JSON array of Change
    created_at {time} NOT NULL,
    decided_by {text} NOT NULL DEFAULT '',
    decided_at {time},
    comment {text} NOT NULL DEFAULT '',
    version {int} NOT NULL DEFAULT 1
){strict};
CREATE INDEX submission_queue ON submission (state, party_id, submission_id);
CREATE INDEX submission_import ON submission (import_id) WHERE import_id IS NOT NULL;

-- Which submissions need no review: the first row that fits decides; none fits: review.
CREATE TABLE policy (
    policy_id {id} NOT NULL PRIMARY KEY,
    party_id {id},                              -- null: any
    channel {text} NOT NULL DEFAULT '',         -- empty: any
    kind {text} NOT NULL DEFAULT '',            -- empty: any
    decision {text} NOT NULL                    -- auto | review
){strict};

-- Entry bytes are fixed in the format's description; salts can be destroyed without touching them.
CREATE TABLE ledger_entry (
    position {int} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,
    subject {text} NOT NULL,
    record_id {id} NOT NULL,
    entry {text} NOT NULL,                      -- canonical JSON of {v, kind, subject, record_id, commitment, recorded_at}
    salts {text} NOT NULL                       -- JSON: salt of the record and of each non-public field, hex
){strict};
CREATE INDEX ledger_record ON ledger_entry (record_id);

CREATE TABLE follower_cursor (
    follower {text} NOT NULL PRIMARY KEY,
    position {int} NOT NULL
){strict};

CREATE TABLE app_user (
    user_id {id} NOT NULL PRIMARY KEY,
    name {text} NOT NULL UNIQUE,
    party_id {id} NOT NULL REFERENCES party (party_id),
    roles {text} NOT NULL,                      -- comma list of Role
    password_hash {text} NOT NULL,
    active {flag} NOT NULL DEFAULT 1,
    created_at {time} NOT NULL
){strict};

CREATE TABLE token (
    token_hash {text} NOT NULL PRIMARY KEY,     -- keyed hash of the bearer token
    user_id {id} NOT NULL REFERENCES app_user (user_id),
    created_at {time} NOT NULL,
    expires_at {time},
    revoked {flag} NOT NULL DEFAULT 0
){strict};
CREATE INDEX token_user ON token (user_id);

CREATE TABLE audit_record (
    position {int} NOT NULL PRIMARY KEY,
    at {time} NOT NULL,
    actor {text} NOT NULL,
    party_id {id},
    address {text} NOT NULL,
    action {text} NOT NULL,
    object {text} NOT NULL,
    result {text} NOT NULL,
    request_id {text} NOT NULL,
    detail {text} NOT NULL,                     -- JSON without personal data
    previous_hash {text} NOT NULL,
    hash {text} NOT NULL                        -- SM3 of the canonical record with previous_hash
){strict};

CREATE TABLE idempotency (
    actor {text} NOT NULL,
    key {text} NOT NULL,
    function {text} NOT NULL,
    request_hash {text} NOT NULL,
    status {int} NOT NULL,
    answer {text} NOT NULL,
    at {time} NOT NULL,
    PRIMARY KEY (actor, key)
){clustered};
CREATE INDEX idempotency_at ON idempotency (at);  -- old rows are removed by age

CREATE TABLE node_lease (
    node {int} NOT NULL PRIMARY KEY,
    holder {text} NOT NULL,
    leased_until {time} NOT NULL
){strict};
