-- Wrong 求職番号 that a network typed on a civil day. The network stands under a keyed hash.
CREATE TABLE number_try (
    guesser TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    wrong BIGINT NOT NULL
);
