-- The nutrition table of a product's label. (clauses 5.6, 6.2.1)

ALTER TABLE product ADD COLUMN nutrition {text} NOT NULL DEFAULT '';          -- as model/nutrition.h writes it; empty: none was told
ALTER TABLE product_version ADD COLUMN nutrition {text} NOT NULL DEFAULT '';
