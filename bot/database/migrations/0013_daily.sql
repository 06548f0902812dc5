-- When a member wants to hear each day what is due for review: minutes since midnight on their clock, NULL for never.
ALTER TABLE members ADD COLUMN daily INTEGER CHECK (daily BETWEEN 0 AND 1439);
