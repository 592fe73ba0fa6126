-- The first form of the ledger. Days and times are ISO 8601 words, so that they sort as they stand; records are JSON.
-- Beside SQLite's own full-text tables and WITHOUT ROWID this is plain SQL.

-- Counters: "revision" grows with every change of claims, "reconciled" is the revision that the outcomes rest on.
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO counters (name, value) VALUES ('revision', 0), ('reconciled', 0);

-- What was received, byte for byte, compressed with zlib.
CREATE TABLE originals (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL
);

-- What produced the claims: extractor, digest of the knowledge files, settings.
CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE dispatches (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    ref TEXT NOT NULL,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES originals (sha256),
    outlet TEXT,
    outlet_folded TEXT,
    title TEXT,
    title_start INTEGER,
    title_end INTEGER,
    byline TEXT,
    published TEXT,
    written TEXT,
    dateline TEXT,
    url TEXT,
    language TEXT,
    origin TEXT NOT NULL,
    reader TEXT NOT NULL,
    blocks TEXT NOT NULL,
    replaces TEXT,
    run TEXT NOT NULL REFERENCES runs (id)
);

CREATE INDEX dispatches_in_order ON dispatches (coalesce(published, ''), id);
CREATE INDEX dispatches_by_outlet ON dispatches (outlet_folded);

-- Every place where a dispatch was found: the same words under two file names are one dispatch, seen twice.
CREATE TABLE sightings (
    dispatch TEXT NOT NULL REFERENCES dispatches (id) ON DELETE CASCADE,
    ref TEXT NOT NULL,
    origin TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES originals (sha256),
    PRIMARY KEY (dispatch, ref, origin, sha256)
) WITHOUT ROWID;

-- The machine's claims. A person's corrections will get a table of their own that names claims by id, so that they
-- outlive the rows here. `published` repeats the dispatch's, '' for unknown: it is the first key of the stable order.
CREATE TABLE claims (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    dispatch TEXT NOT NULL REFERENCES dispatches (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    published TEXT NOT NULL,
    kind TEXT NOT NULL,
    modality TEXT NOT NULL,
    polarity TEXT NOT NULL,
    agent TEXT,
    target TEXT,
    speaker TEXT,
    stance TEXT NOT NULL,
    place TEXT,
    country TEXT,
    admin1 TEXT,
    first_day TEXT,
    last_day TEXT,
    unit TEXT,
    low REAL,
    best REAL,
    high REAL,
    confidence REAL NOT NULL
);

-- The claims themselves, apart from the columns that filters read, so that a filter over a million claims reads little.
CREATE TABLE claim_records (
    number INTEGER PRIMARY KEY REFERENCES claims (number) ON DELETE CASCADE,
    record TEXT NOT NULL
);

CREATE UNIQUE INDEX claims_in_order ON claims (published, dispatch, position);
CREATE INDEX claims_by_id ON claims (id);
CREATE INDEX claims_by_dispatch ON claims (dispatch);
CREATE INDEX claims_by_kind ON claims (kind);
CREATE INDEX claims_by_place ON claims (place, kind);
CREATE INDEX claims_by_agent ON claims (agent);
CREATE INDEX claims_by_target ON claims (target);
CREATE INDEX claims_by_speaker ON claims (speaker);
CREATE INDEX claims_by_day ON claims (first_day);

-- Folded names and what they lead to. role: 'name', 'admin1', 'country', 'within'.
CREATE TABLE place_words (
    word TEXT NOT NULL,
    role TEXT NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (word, role, place)
) WITHOUT ROWID;

CREATE TABLE actor_words (
    word TEXT NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (word, actor)
) WITHOUT ROWID;

-- Actors that a dispatch names and no knowledge file has, with the ties that it states.
CREATE TABLE actors (
    dispatch TEXT NOT NULL REFERENCES dispatches (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (dispatch, id)
) WITHOUT ROWID;

CREATE INDEX actors_by_id ON actors (id);

-- What did not go in, or not wholly. `dispatch` is no foreign key: what was refused has none in the ledger.
CREATE TABLE issues (
    id TEXT PRIMARY KEY,
    origin TEXT NOT NULL,
    place TEXT NOT NULL,
    what TEXT NOT NULL,
    way_out TEXT NOT NULL,
    dispatch TEXT,
    level TEXT NOT NULL,
    resolved INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE INDEX issues_by_origin ON issues (origin);
CREATE INDEX issues_by_dispatch ON issues (dispatch);

-- What follows from the claims. noun: 'event', 'toll', 'control', 'disagreement'.
CREATE TABLE outcomes (
    noun TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT,
    status TEXT,
    unit TEXT,
    place TEXT,
    first_day TEXT,
    last_day TEXT,
    record TEXT NOT NULL,
    PRIMARY KEY (noun, id)
) WITHOUT ROWID;

CREATE INDEX outcomes_by_place ON outcomes (noun, place);
CREATE INDEX outcomes_in_order ON outcomes (noun, coalesce(first_day, ''), id);

CREATE TABLE outcome_claims (
    noun TEXT NOT NULL,
    outcome TEXT NOT NULL,
    claim TEXT NOT NULL,
    PRIMARY KEY (noun, outcome, claim),
    FOREIGN KEY (noun, outcome) REFERENCES outcomes (noun, id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX outcome_claims_by_claim ON outcome_claims (claim);

-- Full text, marks on letters ignored.
CREATE VIRTUAL TABLE dispatch_words USING fts5 (
    title, text, content='dispatches', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE claim_words USING fts5 (
    parties, speaker, sources, words, tokenize='unicode61 remove_diacritics 2'
);
