-- 求職情報 in the official steps (spec/domain.md 4.1): 希望条件 become two pages, and more is asked. Columns are
-- NULL as long as nobody was asked.

ALTER TABLE job_seeker ADD COLUMN work_saved BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE job_seeker ADD COLUMN places_saved BOOLEAN NOT NULL DEFAULT FALSE;
-- wishes_saved says from now on that both pages are saved; a version before this one writes it alone.

-- 1 基本情報
ALTER TABLE job_seeker ADD COLUMN has_disability BOOLEAN;
ALTER TABLE job_seeker ADD COLUMN station_line TEXT;        -- 路線名, as typed
ALTER TABLE job_seeker ADD COLUMN station_name TEXT;        -- 駅名, as typed

-- 2 求職情報提供等
ALTER TABLE job_seeker ADD COLUMN provides_agencies BOOLEAN;        -- 求職情報提供 to 民間人材ビジネス
ALTER TABLE job_seeker ADD COLUMN provides_municipalities BOOLEAN;  -- 求職情報提供 to 地方自治体
ALTER TABLE job_seeker ADD COLUMN office_may_contact BOOLEAN;       -- ハローワークからの連絡の可否

-- 3 希望職種・時間等
ALTER TABLE job_seeker ADD COLUMN working_time TEXT CHECK (working_time IN ('full', 'part', 'either'));
ALTER TABLE job_seeker ADD COLUMN work_from TEXT;           -- HH:MM
ALTER TABLE job_seeker ADD COLUMN work_to TEXT;             -- HH:MM; before work_from it is the next day
ALTER TABLE job_seeker ADD COLUMN two_days_off TEXT CHECK (two_days_off IN ('weekly', 'other'));
ALTER TABLE job_seeker ADD COLUMN overtime BOOLEAN;
ALTER TABLE job_seeker ADD COLUMN work_note TEXT;

-- 4 希望勤務地・賃金
ALTER TABLE job_seeker ADD COLUMN by_car BOOLEAN;
ALTER TABLE job_seeker ADD COLUMN relocation BOOLEAN;
ALTER TABLE job_seeker ADD COLUMN remote_work BOOLEAN;

-- Choices of lists that job_seeker_wish does not know.
CREATE TABLE job_seeker_choice (
    account UUID NOT NULL REFERENCES job_seeker (account) ON DELETE CASCADE,
    subject TEXT NOT NULL CHECK (subject IN ('occupation', 'day_off')),
    position BIGINT NOT NULL,           -- the person's own order
    code TEXT NOT NULL,
    PRIMARY KEY (account, subject, position)
);
