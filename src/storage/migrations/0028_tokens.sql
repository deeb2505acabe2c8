-- Bearer tokens can be told apart, listed and revoked, and all of them end: those without an end get one at the next
-- start, by the setting token.days. (clauses 6.5.1, 9.4.1)

ALTER TABLE token ADD COLUMN token_id {id} NOT NULL DEFAULT 0;
ALTER TABLE token ADD COLUMN label {text} NOT NULL DEFAULT '';        -- what it is for, in the operator's words
ALTER TABLE token ADD COLUMN created_by {text} NOT NULL DEFAULT '';   -- name of the actor
ALTER TABLE token ADD COLUMN last_used_at {time};                     -- to an hour
UPDATE token SET token_id = (SELECT COUNT(*) FROM token other WHERE other.token_hash <= token.token_hash);
CREATE UNIQUE INDEX token_by_id ON token (token_id);
CREATE INDEX token_endless ON token (token_id) WHERE expires_at IS NULL;

-- Users that hold more than one role: only they can hold roles of two sides.
CREATE INDEX app_user_roles ON app_user (user_id) WHERE replace(roles, ',', '') <> roles;
