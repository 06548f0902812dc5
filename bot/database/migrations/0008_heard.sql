-- What people did that the platform may tell us of once more, also after a restart. It is done once.
CREATE TABLE heard (
    platform TEXT NOT NULL,
    once TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (platform, once)
);
