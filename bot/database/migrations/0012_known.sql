-- What somebody knows already is a state of its own: it is behind them, but they have not read it here. What was marked
-- so before stays done.
CREATE TABLE progress_with_known (
    person_id TEXT NOT NULL REFERENCES people (id),
    pack TEXT NOT NULL,
    reading TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'known', 'skipped')),
    group_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person_id, pack, reading)
);
INSERT INTO progress_with_known (person_id, pack, reading, state, group_id, at)
SELECT person_id, pack, reading, state, group_id, at FROM progress;
DROP TABLE progress;
ALTER TABLE progress_with_known RENAME TO progress;

-- Weeks that left nothing open for a member when they closed: they cannot have missed those.
CREATE TABLE left_nothing (
    week_id TEXT NOT NULL REFERENCES weeks (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    PRIMARY KEY (week_id, member_id)
);
CREATE INDEX left_nothing_by_member ON left_nothing (member_id);
