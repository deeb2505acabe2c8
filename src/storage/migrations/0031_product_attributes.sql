-- What a category asks of its products themselves. (clauses 6.1, 6.2.1)

ALTER TABLE product ADD COLUMN attributes {text} NOT NULL DEFAULT '';          -- JSON list of values, each with its name, labels and type
ALTER TABLE product_version ADD COLUMN attributes {text} NOT NULL DEFAULT '';
