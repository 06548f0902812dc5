-- The weekly rhythm. Days ISO dates, minutes since local midnight, weekdays 0 (Monday) to 6.

-- What one machine keeps about itself: the tz database it computed with, the playground's clock, ...
CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- A group with a schedule has weeks. next_due_at: the coming slot; NULL while paused, ended, or nothing is left to plan.
-- skips: numbers of weeks ahead, each for one slot that passes before that week is posted.
CREATE TABLE schedules (
    group_id TEXT PRIMARY KEY REFERENCES groups (id),
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    minute INTEGER NOT NULL CHECK (minute BETWEEN 0 AND 1439),
    pace INTEGER NOT NULL,
    chapters TEXT NOT NULL DEFAULT '',
    starts_on TEXT NOT NULL,
    next_due_at BIGINT,
    last_post_at BIGINT,
    paused_at BIGINT,
    paused_until TEXT NOT NULL DEFAULT '',
    ended_at BIGINT,
    warned INTEGER NOT NULL DEFAULT 0 CHECK (warned IN (0, 1)),
    skips TEXT NOT NULL DEFAULT '',
    meeting_weekday INTEGER,
    meeting_minute INTEGER,
    meeting_where TEXT NOT NULL DEFAULT '',
    meeting_due_at BIGINT
);
CREATE INDEX schedules_due ON schedules (next_due_at) WHERE next_due_at IS NOT NULL;
CREATE INDEX schedules_meeting ON schedules (meeting_due_at) WHERE meeting_due_at IS NOT NULL;

-- A set-up that is being looked at and not confirmed yet.
CREATE TABLE setups (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    channel TEXT NOT NULL,
    name TEXT NOT NULL,
    pack TEXT NOT NULL,
    track TEXT NOT NULL,
    chapters TEXT NOT NULL,
    zone TEXT NOT NULL,
    weekday INTEGER NOT NULL,
    minute INTEGER NOT NULL,
    pace INTEGER NOT NULL,
    starts_on TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (person_id, platform, workspace, channel)
);

-- A week is made when its post is composed. post_* and thread_id: where it stands, once the platform has confirmed.
CREATE TABLE weeks (
    id TEXT PRIMARY KEY,
    group_id TEXT NOT NULL REFERENCES groups (id),
    number INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('opening', 'open', 'closed')),
    slot_at BIGINT NOT NULL,
    opens_at BIGINT,
    planned_close BIGINT NOT NULL,
    closed_at BIGINT,
    short INTEGER NOT NULL DEFAULT 0 CHECK (short IN (0, 1)),
    late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1)),
    catch_up INTEGER NOT NULL DEFAULT 0 CHECK (catch_up IN (0, 1)),
    post_id TEXT NOT NULL DEFAULT '',
    thread_id TEXT NOT NULL DEFAULT '',
    seen_until BIGINT,
    finished INTEGER NOT NULL DEFAULT 0,
    shown INTEGER NOT NULL DEFAULT 0,
    refreshed_at BIGINT,
    UNIQUE (group_id, number)
);
CREATE INDEX weeks_to_refresh ON weeks (refreshed_at) WHERE state = 'open' AND finished <> shown;
CREATE INDEX weeks_not_closed ON weeks (group_id, state) WHERE state <> 'closed';

-- What a week plans. reading is a pack id, or an id of ours for something of the group's own (with title and url).
CREATE TABLE week_readings (
    week_id TEXT NOT NULL REFERENCES weeks (id),
    position INTEGER NOT NULL,
    reading TEXT NOT NULL,
    part INTEGER NOT NULL DEFAULT 1,
    parts INTEGER NOT NULL DEFAULT 1,
    minutes INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (week_id, position)
);

-- Who has finished a week: all its planned readings done.
CREATE TABLE finishers (
    week_id TEXT NOT NULL REFERENCES weeks (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (week_id, member_id)
);
CREATE INDEX finishers_by_member ON finishers (member_id, week_id);

-- Weeks ahead that an organiser has fixed, in the same form; one row without a reading: nothing new that week.
CREATE TABLE pins (
    group_id TEXT NOT NULL REFERENCES groups (id),
    number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    reading TEXT NOT NULL DEFAULT '',
    part INTEGER NOT NULL DEFAULT 1,
    parts INTEGER NOT NULL DEFAULT 1,
    minutes INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (group_id, number, position)
);

-- Who leads the discussion of a week.
CREATE TABLE leads (
    group_id TEXT NOT NULL REFERENCES groups (id),
    number INTEGER NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    PRIMARY KEY (group_id, number)
);

CREATE TABLE forgiven (
    week_id TEXT NOT NULL REFERENCES weeks (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (week_id, member_id)
);

CREATE TABLE seasons (
    group_id TEXT NOT NULL REFERENCES groups (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    PRIMARY KEY (group_id, id)
);

-- Who runs a group beside its founder, and when each last used an organiser's command: whom to tell when something is wrong.
CREATE TABLE organisers (
    group_id TEXT NOT NULL REFERENCES groups (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (group_id, person_id)
);

-- Something the organisers should know, until one of them has been shown it.
CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    group_id TEXT NOT NULL REFERENCES groups (id),
    kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    made_at BIGINT NOT NULL,
    told_at BIGINT,
    UNIQUE (group_id, kind, detail)
);

-- Fingerprints of accounts that erased themselves: their replies from before, met again in a thread, must not count.
CREATE TABLE forgotten (
    fingerprint TEXT PRIMARY KEY,
    at BIGINT NOT NULL
);

-- The outbox: a call to make later, and where to say the answer. `key` makes planning twice the same as once.
CREATE TABLE deliveries (
    key TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('post', 'edit', 'thread')),
    priority INTEGER NOT NULL,
    due_at BIGINT NOT NULL,
    group_id TEXT NOT NULL DEFAULT '',
    call TEXT NOT NULL,
    sent_call TEXT NOT NULL DEFAULT '',
    platform TEXT NOT NULL,
    workspace TEXT NOT NULL,
    channel TEXT NOT NULL,
    thread TEXT NOT NULL DEFAULT '',
    target TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'claimed', 'sent', 'dead', 'doubtful', 'void')),
    try_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    lease_until BIGINT,
    message_id TEXT NOT NULL DEFAULT '',
    sent_at BIGINT,
    problem TEXT NOT NULL DEFAULT ''
);
CREATE INDEX deliveries_waiting ON deliveries (platform, priority, try_at, key) WHERE state = 'waiting';
CREATE INDEX deliveries_try ON deliveries (platform, try_at) WHERE state = 'waiting';
CREATE INDEX deliveries_leased ON deliveries (platform, lease_until) WHERE state = 'claimed';
CREATE INDEX deliveries_sent ON deliveries (sent_at) WHERE state IN ('sent', 'void');

-- The last sign of life of each duty, and the times when Roadmate was out of reach.
CREATE TABLE heartbeats (
    duty TEXT PRIMARY KEY,
    at BIGINT NOT NULL
);
CREATE TABLE outages (
    began_at BIGINT PRIMARY KEY,
    ended_at BIGINT NOT NULL
);
CREATE INDEX outages_by_end ON outages (ended_at);

CREATE INDEX members_by_streak ON members (group_id, streak DESC, streak_at, id);
CREATE INDEX members_reminded ON members (group_id) WHERE reminders = 1;
