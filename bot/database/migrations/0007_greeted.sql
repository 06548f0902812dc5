-- Workspaces that were told how to begin. joined_at: since when Roadmate was in them then, so that each invitation is
-- answered once, whether it was heard of at once or after a restart.
CREATE TABLE greeted (
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    joined_at BIGINT NOT NULL,
    PRIMARY KEY (platform, workspace)
);
