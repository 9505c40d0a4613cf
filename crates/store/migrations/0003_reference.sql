-- Facts about places, offices and classifications (data/README.md). An import replaces a table as a
-- whole, so no other table refers to these by a foreign key; the import itself checks that every
-- office and place that is named exists.

CREATE TABLE prefecture (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kana TEXT NOT NULL
);

CREATE TABLE municipality (
    code TEXT PRIMARY KEY,
    prefecture_code TEXT NOT NULL,
    name TEXT NOT NULL,
    kana TEXT NOT NULL,
    county TEXT,
    designated_city TEXT,
    -- The office that serves it, except for the towns whose postal code names another.
    office_code TEXT NOT NULL
);

CREATE INDEX municipality_by_prefecture ON municipality (prefecture_code, code);
CREATE INDEX municipality_by_office ON municipality (office_code);

CREATE TABLE office (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    official_name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('main', 'branch', 'annex', 'dock_and_day_labour')),
    parent_code TEXT,
    prefecture_code TEXT NOT NULL,
    municipality_code TEXT,
    postal_code TEXT,
    address TEXT,
    phone TEXT
);

CREATE INDEX office_by_prefecture ON office (prefecture_code, code);

CREATE TABLE postal_code (
    code TEXT NOT NULL,
    municipality_code TEXT NOT NULL,
    -- Blank: anywhere in the municipality that no other code covers.
    town TEXT NOT NULL,
    town_kana TEXT NOT NULL,
    -- Blank except for a large receiver of mail, whose code stands for one house.
    block TEXT NOT NULL,
    -- Only where the town belongs to another office than its municipality.
    office_code TEXT,
    PRIMARY KEY (code, municipality_code, town, block)
);

CREATE INDEX postal_code_by_other_office ON postal_code (office_code, municipality_code)
    WHERE office_code IS NOT NULL;

CREATE TABLE code_list (
    list TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The code (for licences: the category) that it stands under.
    parent TEXT,
    position BIGINT NOT NULL,
    -- The reference table that brought it.
    table_name TEXT NOT NULL,
    PRIMARY KEY (list, code)
);

-- What each table holds now, and where it came from.
CREATE TABLE reference_table (
    name TEXT PRIMARY KEY,
    origin TEXT NOT NULL CHECK (origin IN ('embedded', 'imported')),
    digest TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    imported_at BIGINT NOT NULL
);
