-- A product's grams are replaced as a whole when its names change.
CREATE INDEX product_gram_product ON product_gram (product_id);
