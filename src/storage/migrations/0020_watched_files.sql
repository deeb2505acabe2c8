-- Files of watched folders that are being imported; one that has its result and lies in done/ or failed/ has no row any more. (clauses 5.2, 6.2.3)

CREATE TABLE watched_file (
    import_id {id} NOT NULL PRIMARY KEY,        -- of its upload, then of its import
    folder {text} NOT NULL,
    file_name {text} NOT NULL,
    bytes {int} NOT NULL,                       -- as it was taken: another file of this name is another one
    modified_at {time} NOT NULL,
    recorder_id {id}                            -- null: the parties that the rows name
){strict};
CREATE UNIQUE INDEX watched_file_place ON watched_file (folder, file_name);
