-- An award's id says what it is for (bot/boards/scores.py), so that the same act earns once, whoever asks at the same
-- time. Answers of private quizzes and what withdrawals moved keep the ids they have: their attempts are answered, and
-- their withdrawals are rows, so they cannot come again.

UPDATE awards SET id = 'live/' || id WHERE kind = 'question' AND id LIKE '%/%';

-- Each reading is finished, taken back, finished again, ... : the first, second, third ... time it is finished are the
-- acts 0, 2, 4 ..., what took them back 1, 3, 5 ...; replies are the member's one a week. `again`: it has no place
-- there, since the one before was not taken back, or the week has paid already.
CREATE TABLE acts AS
SELECT id AS before, member_id, season, month, week, points, readings,
    'reading/' || member_id || '/' || subject || '/' || (2 * turn + CASE WHEN readings > 0 THEN 0 ELSE 1 END) AS after,
    CASE WHEN readings > 0 THEN turn > taken ELSE turn >= given END AS again
FROM (
    SELECT a.*, row_number() OVER (PARTITION BY member_id, subject, readings > 0 ORDER BY at, id) - 1 AS turn,
        sum(CASE WHEN readings > 0 THEN 1 ELSE 0 END) OVER (PARTITION BY member_id, subject) AS given,
        sum(CASE WHEN readings < 0 THEN 1 ELSE 0 END) OVER (PARTITION BY member_id, subject) AS taken
    FROM awards a WHERE kind = 'reading' AND readings <> 0
) AS finished
UNION ALL
SELECT id, member_id, season, month, week, points, readings, 'reply/' || member_id || '/' || week, turn > 0
FROM (
    SELECT a.*, row_number() OVER (PARTITION BY member_id, week ORDER BY at, id) - 1 AS turn
    FROM awards a WHERE kind = 'reply' AND week IS NOT NULL
) AS replied;
CREATE UNIQUE INDEX acts_before ON acts (before);

-- What was given twice leaves the boards and the record.
UPDATE scores SET
    points = points - (SELECT coalesce(sum(t.points), 0) FROM acts t WHERE t.again AND t.member_id = scores.member_id
        AND scores.period IN ('all', 'season:' || t.season, t.month, 'week:' || coalesce(t.week, 0))),
    readings = readings - (SELECT coalesce(sum(t.readings), 0) FROM acts t WHERE t.again
        AND t.member_id = scores.member_id
        AND scores.period IN ('all', 'season:' || t.season, t.month, 'week:' || coalesce(t.week, 0)))
WHERE member_id IN (SELECT member_id FROM acts WHERE again);
DELETE FROM awards WHERE id IN (SELECT before FROM acts WHERE again);
UPDATE awards SET id = (SELECT after FROM acts WHERE acts.before = awards.id)
WHERE id IN (SELECT before FROM acts WHERE NOT again);
DROP TABLE acts;
