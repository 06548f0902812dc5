-- What members reported about questions. note: their words; answer: an organiser's, if there were any.
CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    group_id TEXT NOT NULL REFERENCES groups (id),
    pack TEXT NOT NULL,
    question TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    note TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'withdrawn', 'dismissed')),
    made_at BIGINT NOT NULL,
    UNIQUE (group_id, question, person_id)
);
CREATE INDEX reports_by_question ON reports (group_id, state, question);
CREATE INDEX reports_by_person ON reports (person_id);

-- Questions that a group's organisers have taken out of its quizzes.
CREATE TABLE withdrawals (
    group_id TEXT NOT NULL REFERENCES groups (id),
    question TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (group_id, question)
);
