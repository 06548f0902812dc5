-- A placement quiz can be open beside the others. The column is made anew: attempts refer to this table, so that it
-- cannot be.
ALTER TABLE quizzes ADD COLUMN sort TEXT NOT NULL DEFAULT 'solo' CHECK (sort IN ('solo', 'review', 'placement'));
UPDATE quizzes SET sort = kind;
DROP INDEX one_open_quiz;
ALTER TABLE quizzes DROP COLUMN kind;
ALTER TABLE quizzes RENAME COLUMN sort TO kind;
CREATE UNIQUE INDEX one_open_quiz ON quizzes (group_id, person_id, kind) WHERE ended_at IS NULL;
