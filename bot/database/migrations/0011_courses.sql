-- A group walks one course of its pack. What it planned by a track and chapters is a course of its own: the whole road
-- (`road-essential`), or as spelled (`own:core:leaf,cup`, content/courses.py). groups.track and schedules.chapters are
-- read no more; so are weeks.post_id and the like since 0009. A group that was never set up has no plan, and nobody has
-- chosen for it: it is on the recommended course.

ALTER TABLE groups ADD COLUMN course TEXT NOT NULL DEFAULT '';
UPDATE groups SET course = 'road-' || track WHERE id IN (SELECT group_id FROM schedules);
UPDATE groups SET course = 'own:' || track || ':'
    || (SELECT replace(chapters, ' ', ',') FROM schedules WHERE group_id = groups.id)
WHERE id IN (SELECT group_id FROM schedules WHERE chapters <> '');

-- every: how many weeks from one post to the next. pace is 0 where the course's own weeks stand.
ALTER TABLE schedules ADD COLUMN every INTEGER NOT NULL DEFAULT 1;

-- Set-ups are drafts of half a day: they have the new columns instead of the old ones.
ALTER TABLE setups ADD COLUMN course TEXT NOT NULL DEFAULT '';
ALTER TABLE setups ADD COLUMN every INTEGER NOT NULL DEFAULT 1;
UPDATE setups SET course = CASE WHEN chapters = '' THEN 'road-' || track
    ELSE 'own:' || track || ':' || replace(chapters, ' ', ',') END;
ALTER TABLE setups DROP COLUMN track;
ALTER TABLE setups DROP COLUMN chapters;

-- What a week's course gave it, as it was when it was planned. passage: what of a reading, where that is not what the
-- pack says. questions: ids, with spaces between.
ALTER TABLE weeks ADD COLUMN course TEXT NOT NULL DEFAULT '';
ALTER TABLE weeks ADD COLUMN theme TEXT NOT NULL DEFAULT '';
ALTER TABLE weeks ADD COLUMN questions TEXT NOT NULL DEFAULT '';
ALTER TABLE weeks ADD COLUMN task TEXT NOT NULL DEFAULT '';
ALTER TABLE week_readings ADD COLUMN passage TEXT NOT NULL DEFAULT '';
ALTER TABLE pins ADD COLUMN theme TEXT NOT NULL DEFAULT '';
ALTER TABLE pins ADD COLUMN questions TEXT NOT NULL DEFAULT '';
ALTER TABLE pins ADD COLUMN task TEXT NOT NULL DEFAULT '';
ALTER TABLE pins ADD COLUMN passage TEXT NOT NULL DEFAULT '';
UPDATE weeks SET course = (SELECT course FROM groups WHERE groups.id = weeks.group_id);

-- The discussion questions that a group was asked in posts, each with the week that asked it.
CREATE TABLE asked_questions (
    group_id TEXT NOT NULL REFERENCES groups (id),
    question TEXT NOT NULL,
    week_id TEXT NOT NULL REFERENCES weeks (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (group_id, question)
);
CREATE INDEX asked_questions_by_week ON asked_questions (week_id);
-- Weeks from before that: what they asked follows from the pack, so it is filled in at the next start.
ALTER TABLE weeks ADD COLUMN asked_known INTEGER NOT NULL DEFAULT 1 CHECK (asked_known IN (0, 1));
UPDATE weeks SET asked_known = 0;
CREATE INDEX weeks_asked_unknown ON weeks (group_id) WHERE asked_known = 0;
