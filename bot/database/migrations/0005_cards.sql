-- One card for each question a person has met, as FSRS keeps it: when it is due, how well it sits, how hard it is.

CREATE TABLE cards (
    person_id TEXT NOT NULL REFERENCES people (id),
    pack TEXT NOT NULL,
    question TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    reviewed_at BIGINT NOT NULL,
    stability DOUBLE PRECISION NOT NULL,
    difficulty DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (person_id, pack, question)
);
CREATE INDEX cards_by_due ON cards (person_id, pack, due_at);

-- A review can be open beside a solo quiz.
ALTER TABLE quizzes ADD COLUMN kind TEXT NOT NULL DEFAULT 'solo' CHECK (kind IN ('solo', 'review'));
DROP INDEX one_open_quiz;
CREATE UNIQUE INDEX one_open_quiz ON quizzes (group_id, person_id, kind) WHERE ended_at IS NULL;
