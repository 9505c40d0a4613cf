-- Titles of occupations (該当例), by which people find the class that is meant. Each with the text that is
-- compared (domain: fold), because neither database folds widths and kana.

CREATE TABLE occupation_title (
    position BIGINT PRIMARY KEY,
    class TEXT NOT NULL,                -- a detailed class of the code list occupation_class
    title TEXT NOT NULL,
    folded TEXT NOT NULL
);
CREATE INDEX occupation_title_class ON occupation_title (class, position);
