-- What the owner of a product calls it in its own books: rows of files name it by this. (clauses 5.2, 6.2.2)

ALTER TABLE product ADD COLUMN product_code {text} NOT NULL DEFAULT '';
ALTER TABLE product_version ADD COLUMN product_code {text} NOT NULL DEFAULT '';

CREATE UNIQUE INDEX product_own_code ON product (owner_id, product_code) WHERE product_code <> '';
