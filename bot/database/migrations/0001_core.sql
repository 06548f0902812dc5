-- Ids of ours are 8 characters, instants UTC seconds, days ISO dates in the member's zone at the time.

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    zone TEXT NOT NULL DEFAULT '',
    last_group TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    UNIQUE (platform, user_id)
);

CREATE TABLE groups (
    id TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    channel TEXT NOT NULL,
    name TEXT NOT NULL,
    pack TEXT NOT NULL,
    zone TEXT NOT NULL,
    track TEXT NOT NULL DEFAULT 'essential' CHECK (track IN ('essential', 'core')),
    season TEXT NOT NULL DEFAULT '1',
    founder TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    UNIQUE (platform, workspace, channel)
);

CREATE TABLE members (
    id TEXT PRIMARY KEY,
    group_id TEXT NOT NULL REFERENCES groups (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    visibility TEXT NOT NULL DEFAULT 'visible' CHECK (visibility IN ('visible', 'initials', 'hidden')),
    reminders INTEGER NOT NULL DEFAULT 0 CHECK (reminders IN (0, 1)),
    unreachable INTEGER NOT NULL DEFAULT 0 CHECK (unreachable IN (0, 1)),
    streak INTEGER NOT NULL DEFAULT 0,
    streak_at BIGINT NOT NULL DEFAULT 0,
    longest INTEGER NOT NULL DEFAULT 0,
    joined_at BIGINT NOT NULL,
    UNIQUE (group_id, person_id)
);
CREATE INDEX members_by_person ON members (person_id, group_id);

-- A person's way through a pack, whatever the group. group_id: where it was marked, whose record it belongs to.
CREATE TABLE progress (
    person_id TEXT NOT NULL REFERENCES people (id),
    pack TEXT NOT NULL,
    reading TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'skipped')),
    group_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person_id, pack, reading)
);

-- How many members finished a reading in a group: kept beside, so that the map costs the same with 5 and 5,000 members.
CREATE TABLE reading_totals (
    group_id TEXT NOT NULL REFERENCES groups (id),
    reading TEXT NOT NULL,
    finished INTEGER NOT NULL,
    PRIMARY KEY (group_id, reading)
);

-- week_id: the week that was open at that instant, or '' where none was.
CREATE TABLE activities (
    member_id TEXT NOT NULL REFERENCES members (id),
    kind TEXT NOT NULL CHECK (kind IN ('reading', 'part', 'quiz', 'review', 'live', 'reply')),
    subject TEXT NOT NULL,
    at BIGINT NOT NULL,
    day TEXT NOT NULL,
    week_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (member_id, kind, subject)
);
CREATE INDEX activities_by_week ON activities (week_id, member_id);
CREATE INDEX activities_by_day ON activities (member_id, day);

CREATE TABLE quizzes (
    id TEXT PRIMARY KEY,
    group_id TEXT NOT NULL REFERENCES groups (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    pack TEXT NOT NULL,
    section TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX one_open_quiz ON quizzes (group_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX quizzes_by_person ON quizzes (person_id, id);

CREATE TABLE attempts (
    quiz_id TEXT NOT NULL REFERENCES quizzes (id),
    number INTEGER NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    group_id TEXT NOT NULL,
    pack TEXT NOT NULL,
    question TEXT NOT NULL,
    trial INTEGER NOT NULL,
    shown TEXT NOT NULL DEFAULT '',
    answered_at BIGINT,
    answer TEXT NOT NULL DEFAULT '',
    correct INTEGER NOT NULL DEFAULT 0 CHECK (correct IN (0, 1)),
    points INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (quiz_id, number)
);
CREATE INDEX attempts_by_group ON attempts (group_id, answered_at);
CREATE INDEX attempts_by_question ON attempts (person_id, pack, question, answered_at, correct);

-- The record from which boards are made; what was taken back is a row with the opposite numbers.
CREATE TABLE awards (
    id TEXT PRIMARY KEY,
    group_id TEXT NOT NULL REFERENCES groups (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    kind TEXT NOT NULL CHECK (kind IN ('reading', 'question', 'reply')),
    subject TEXT NOT NULL,
    at BIGINT NOT NULL,
    day TEXT NOT NULL,
    month TEXT NOT NULL,
    season TEXT NOT NULL,
    week INTEGER,
    points INTEGER NOT NULL DEFAULT 0,
    answers INTEGER NOT NULL DEFAULT 0,
    correct INTEGER NOT NULL DEFAULT 0,
    readings INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX awards_by_subject ON awards (member_id, kind, subject, season);
CREATE INDEX awards_by_day ON awards (member_id, day, kind);

-- One row a member and period ('all', 'season:1', '2026-11', 'week:3'). accuracy: correct answers in a million, -1 below ten answers.
CREATE TABLE scores (
    group_id TEXT NOT NULL REFERENCES groups (id),
    period TEXT NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
    points INTEGER NOT NULL,
    points_at BIGINT NOT NULL,
    answers INTEGER NOT NULL,
    correct INTEGER NOT NULL,
    accuracy INTEGER NOT NULL,
    accuracy_at BIGINT NOT NULL,
    readings INTEGER NOT NULL,
    readings_at BIGINT NOT NULL,
    PRIMARY KEY (group_id, period, member_id)
);
CREATE INDEX scores_by_points ON scores (group_id, period, listed, points DESC, points_at, member_id);
CREATE INDEX scores_by_accuracy ON scores (group_id, period, listed, accuracy DESC, accuracy_at, member_id);
CREATE INDEX scores_by_readings ON scores (group_id, period, listed, readings DESC, readings_at, member_id);
CREATE INDEX scores_by_member ON scores (member_id);
