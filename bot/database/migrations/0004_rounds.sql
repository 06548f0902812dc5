-- Live rounds. What happens in one is decided in rows, and what is said about it stands in the outbox.

-- starter: the person who began it; '' where it began by itself or they erased themselves. number: of the question
-- asked last. silent: how many in a row nobody answered. seconds a question, minutes a discussion; low and high: percent
-- right between which `peer` discusses. why: how it ended.
CREATE TABLE rounds (
    id TEXT PRIMARY KEY,
    group_id TEXT NOT NULL REFERENCES groups (id),
    starter TEXT NOT NULL DEFAULT '',
    pack TEXT NOT NULL,
    section TEXT NOT NULL DEFAULT '',
    style TEXT NOT NULL CHECK (style IN ('calm', 'race', 'peer')),
    count INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('lobby', 'running', 'paused', 'ended')),
    channel TEXT NOT NULL,
    post_id TEXT NOT NULL DEFAULT '',
    thread_id TEXT NOT NULL DEFAULT '',
    number INTEGER NOT NULL DEFAULT 0,
    silent INTEGER NOT NULL DEFAULT 0,
    made_at BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    paused_at BIGINT,
    ended_at BIGINT,
    why TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX one_live_round ON rounds (group_id) WHERE state <> 'ended';
CREATE INDEX rounds_by_group ON rounds (group_id, made_at);

-- shown: the choices in their order, by fingerprint. counted: the number of answers drawn last, and when. spoilt: it was
-- changed while it was open, so it counts for nobody. The votes and how many were right: the gain of `peer`.
CREATE TABLE round_questions (
    round_id TEXT NOT NULL REFERENCES rounds (id),
    number INTEGER NOT NULL,
    question TEXT NOT NULL,
    shown TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'open', 'discussion', 'second', 'closed')),
    message_id TEXT NOT NULL DEFAULT '',
    opens_at BIGINT,
    closes_at BIGINT,
    counted INTEGER NOT NULL DEFAULT 0,
    counted_at BIGINT,
    spoilt INTEGER NOT NULL DEFAULT 0 CHECK (spoilt IN (0, 1)),
    first_votes INTEGER NOT NULL DEFAULT 0,
    first_right INTEGER NOT NULL DEFAULT 0,
    second_votes INTEGER NOT NULL DEFAULT 0,
    second_right INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (round_id, number),
    UNIQUE (round_id, question)
);

-- answer: choices by fingerprint, in the order of the screen. score: in this round's own result only.
CREATE TABLE round_answers (
    round_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    vote INTEGER NOT NULL CHECK (vote IN (1, 2)),
    person_id TEXT NOT NULL REFERENCES people (id),
    answer TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    day TEXT NOT NULL,
    changes INTEGER NOT NULL DEFAULT 0,
    correct INTEGER NOT NULL DEFAULT 0 CHECK (correct IN (0, 1)),
    score INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (round_id, number, vote, person_id),
    FOREIGN KEY (round_id, number) REFERENCES round_questions (round_id, number)
);
CREATE INDEX round_answers_by_person ON round_answers (person_id, vote);

-- Every answer that counts for what a person knows: those of private quizzes, and the first votes of closed questions.
CREATE VIEW answered AS
SELECT quiz_id AS source, number, person_id, group_id, pack, question, answered_at, correct
FROM attempts WHERE answered_at IS NOT NULL
UNION ALL
SELECT a.round_id, a.number, a.person_id, r.group_id, r.pack, q.question, a.answered_at, a.correct
FROM round_answers a
JOIN round_questions q ON q.round_id = a.round_id AND q.number = a.number
JOIN rounds r ON r.id = a.round_id
WHERE a.vote = 1 AND q.state = 'closed' AND q.spoilt = 0;

-- How a group plays, where it has said so; and its weekly round, with when something is due for it next.
CREATE TABLE round_settings (
    group_id TEXT PRIMARY KEY REFERENCES groups (id),
    seconds INTEGER,
    minutes INTEGER,
    low INTEGER,
    high INTEGER,
    weekday INTEGER,
    minute INTEGER,
    count INTEGER,
    style TEXT,
    due_at BIGINT
);
CREATE INDEX round_settings_due ON round_settings (due_at) WHERE due_at IS NOT NULL;
