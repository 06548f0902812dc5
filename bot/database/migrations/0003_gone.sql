-- Groups whose place is gone. gone_with: what went, the channel alone or the whole workspace. Their data are erased
-- some time after gone_at.

ALTER TABLE groups ADD COLUMN gone_at BIGINT;
ALTER TABLE groups ADD COLUMN gone_with TEXT NOT NULL DEFAULT '' CHECK (gone_with IN ('', 'channel', 'workspace'));
CREATE INDEX groups_gone ON groups (gone_at) WHERE gone_at IS NOT NULL;
