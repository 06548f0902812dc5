-- Where a week's post and its discussion stand, in each place of its group (its first place is ''). post_id: '' where
-- the post was only found again. seen_until: up to when the discussion's replies are known. In `weeks`, the columns of
-- the same names are read no more.
CREATE TABLE week_posts (
    week_id TEXT NOT NULL REFERENCES weeks (id),
    place TEXT NOT NULL,
    post_id TEXT NOT NULL DEFAULT '',
    thread_id TEXT NOT NULL DEFAULT '',
    seen_until BIGINT,
    PRIMARY KEY (week_id, place)
);
INSERT INTO week_posts (week_id, place, post_id, thread_id, seen_until)
SELECT id, '', post_id, thread_id, seen_until FROM weeks WHERE state <> 'opening';
