-- How much comes out of what goes in, by category: what a transformation is measured by. (clause 6.1)

ALTER TABLE category ADD COLUMN yield_range {text} NOT NULL DEFAULT '';          -- JSON {"low","high"}: output ÷ input; empty: the parent's
ALTER TABLE category_version ADD COLUMN yield_range {text} NOT NULL DEFAULT '';
