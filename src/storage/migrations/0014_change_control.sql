-- What became of each submission, step by step: who decided or said what, and when. The arrival is the submission's own row;
-- what policy approved at once has no step. (clause 6.2.1)

CREATE TABLE submission_step (
    submission_id {id} NOT NULL REFERENCES submission (submission_id),
    number {int} NOT NULL,                      -- from 1, without a gap
    verb {text} NOT NULL,                       -- SubmissionVerb, or comment
    state {text} NOT NULL,                      -- of the submission afterwards
    actor {text} NOT NULL,
    actor_user_id {id},
    comment {text} NOT NULL DEFAULT '',
    at {time} NOT NULL,
    PRIMARY KEY (submission_id, number)
){clustered};
