-- The feed of changes; what waits for review; by which rule something was approved. (clauses 5.5, 6.2.1)

-- One row for each change, written in its transaction: caches, open pages, other programs and partners follow it.
CREATE TABLE change_note (
    position {int} NOT NULL PRIMARY KEY,        -- from 1, in the order in which changes became visible
    at {time} NOT NULL,
    thing {text} NOT NULL,                      -- ChangedThing
    subject_id {id} NOT NULL,                   -- 0: all of its kind
    party_id {id},
    brand_id {id},
    what {text} NOT NULL
){strict};
CREATE INDEX change_note_subject ON change_note (subject_id, position);
CREATE INDEX change_note_at ON change_note (at);

-- A policy may fit one brand or one category, and let a share through: the draw decides which are looked at.
ALTER TABLE policy ADD COLUMN brand_id {id};
ALTER TABLE policy ADD COLUMN category_id {id};
ALTER TABLE policy ADD COLUMN review_share {int} NOT NULL DEFAULT 10000;  -- of 10,000: how many of a sample are reviewed
ALTER TABLE policy ADD COLUMN reviewers {int} NOT NULL DEFAULT 1;         -- how many different persons approve
ALTER TABLE policy ADD COLUMN due_hours {int} NOT NULL DEFAULT 0;         -- working hours; 0: as the setting says
ALTER TABLE policy ADD COLUMN reason {text} NOT NULL DEFAULT '';
ALTER TABLE policy ADD COLUMN made_by {text} NOT NULL DEFAULT '';
ALTER TABLE policy ADD COLUMN made_at {time};

-- By which policy it went through, or waits, and what was drawn for it: what is sent again gets the same draw.
ALTER TABLE submission ADD COLUMN policy_id {id};
ALTER TABLE submission ADD COLUMN draw {int};                             -- below review_share: it is reviewed

ALTER TABLE product_version ADD COLUMN submission_id {id};                -- by which it was replaced

-- What waits for review, while it waits.
CREATE TABLE review_task (
    submission_id {id} NOT NULL PRIMARY KEY REFERENCES submission (submission_id),
    party_id {id} NOT NULL,
    brand_id {id},
    category_id {id},
    kind {text} NOT NULL,                       -- ChangeKind of its first change; empty: it waited before there were tasks
    waits_since {time} NOT NULL,
    due_at {time} NOT NULL,
    reviewers {int} NOT NULL,                   -- how many different persons approve
    approvals {int} NOT NULL DEFAULT 0,         -- how many did, since it was submitted last
    claimed_by {id},                            -- user
    claimed_name {text} NOT NULL DEFAULT '',
    claimed_until {time},
    reminded_at {time},
    escalated_at {time}
){strict};
CREATE INDEX review_task_due ON review_task (due_at, submission_id);
CREATE INDEX review_task_party ON review_task (party_id, due_at, submission_id);
INSERT INTO review_task (submission_id, party_id, kind, waits_since, due_at, reviewers)
    SELECT submission_id, party_id, '', created_at, created_at + 259200000000, 1 FROM submission WHERE state = 'submitted';
