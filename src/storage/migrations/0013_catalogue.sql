-- The catalogue and the dictionary with their versions; what products were before they were changed. (clauses 6.1, 6.2.1, 6.2.4)

ALTER TABLE category ADD COLUMN aliases {text} NOT NULL DEFAULT '';        -- comma list
ALTER TABLE category ADD COLUMN steps {text} NOT NULL DEFAULT '';          -- comma list of Step, in order
ALTER TABLE category ADD COLUMN attributes {text} NOT NULL DEFAULT '[]';   -- JSON array of CategoryAttribute
ALTER TABLE category ADD COLUMN children_code {text} NOT NULL DEFAULT '';  -- JSON of CodeRule; empty: the parent's
ALTER TABLE category ADD COLUMN valid_from {text} NOT NULL DEFAULT '';     -- first day of the newest version
ALTER TABLE category ADD COLUMN retired {flag} NOT NULL DEFAULT 0;

-- Every version of every category. On each day the one is in force whose days hold it; one that was replaced before it
-- began ends before it begins.
CREATE TABLE category_version (
    category_id {id} NOT NULL REFERENCES category (category_id),
    version {int} NOT NULL,
    valid_from {text} NOT NULL,
    valid_to {text} NOT NULL,
    code {text} NOT NULL,
    parent_id {id},
    name {text} NOT NULL,
    name_en {text} NOT NULL,
    required {text} NOT NULL,
    aliases {text} NOT NULL,
    steps {text} NOT NULL,
    attributes {text} NOT NULL,
    children_code {text} NOT NULL,
    retired {flag} NOT NULL,
    operation {text} NOT NULL,                  -- save | move | merge | split | retire | import; empty: shipped
    changed_by {text} NOT NULL,
    changed_at {time} NOT NULL,
    PRIMARY KEY (category_id, version)
){clustered};
INSERT INTO category_version (category_id, version, valid_from, valid_to, code, parent_id, name, name_en, required, aliases,
    steps, attributes, children_code, retired, operation, changed_by, changed_at)
    SELECT category_id, version, '', '9999-12-31', code, parent_id, name, name_en, required, '', '', '[]', '', 0, '', '', 0
    FROM category;

-- What the products of a retired category became.
CREATE TABLE category_successor (
    category_id {id} NOT NULL REFERENCES category (category_id),
    successor_id {id} NOT NULL REFERENCES category (category_id),
    PRIMARY KEY (category_id, successor_id)
){clustered};
CREATE INDEX category_successor_of ON category_successor (successor_id);

-- A product as it was before a change.
CREATE TABLE product_version (
    product_id {id} NOT NULL REFERENCES product (product_id),
    version {int} NOT NULL,
    category_id {id},
    brand_id {id},
    kind {text} NOT NULL,
    name {text} NOT NULL,
    name_en {text} NOT NULL,
    specification {text} NOT NULL,
    gtin {text} NOT NULL,
    allergens {text} NOT NULL,
    opened {text} NOT NULL,
    closed {text} NOT NULL,
    replaced_at {time} NOT NULL,
    replaced_by {text} NOT NULL,
    reason {text} NOT NULL,
    PRIMARY KEY (product_id, version)
){clustered};
CREATE INDEX product_category ON product (category_id, product_id);

-- What a licensee may print, and how much its land can bear.
ALTER TABLE brand_grant ADD COLUMN mark {text} NOT NULL DEFAULT '';
ALTER TABLE brand_grant ADD COLUMN licence_number {text} NOT NULL DEFAULT '';
ALTER TABLE brand_grant ADD COLUMN area_mu {text} NOT NULL DEFAULT '';       -- decimal, 亩
ALTER TABLE brand_grant ADD COLUMN yield_per_mu {text} NOT NULL DEFAULT '';  -- decimal, kg: times area_mu the most of its days

ALTER TABLE dictionary_item ADD COLUMN details {text} NOT NULL DEFAULT '{}';           -- JSON: parent, factor, interval, source …
ALTER TABLE dictionary_item ADD COLUMN valid_from {text} NOT NULL DEFAULT '';          -- of the newest version
ALTER TABLE dictionary_item ADD COLUMN valid_to {text} NOT NULL DEFAULT '9999-12-31';  -- its last day
CREATE TABLE dictionary_item_version (
    dictionary {text} NOT NULL,
    code {text} NOT NULL,
    version {int} NOT NULL,
    zh {text} NOT NULL,
    en {text} NOT NULL,
    aliases {text} NOT NULL,
    details {text} NOT NULL,
    valid_from {text} NOT NULL,
    valid_to {text} NOT NULL,
    changed_by {text} NOT NULL,
    changed_at {time} NOT NULL,
    PRIMARY KEY (dictionary, code, version)
){clustered};
INSERT INTO dictionary_item_version (dictionary, code, version, zh, en, aliases, details, valid_from, valid_to, changed_by,
    changed_at) SELECT dictionary, code, version, zh, en, aliases, '{}', '', '9999-12-31', '', 0 FROM dictionary_item;

-- Rises with every change of the catalogue or the dictionary: who keeps them in memory asks this alone.
CREATE TABLE catalogue_state (
    catalogue_state_id {int} NOT NULL PRIMARY KEY,
    version {int} NOT NULL
){strict};
INSERT INTO catalogue_state (catalogue_state_id, version) VALUES (1, 1);
