-- A dossier: one SQLite file.  This page is the whole schema, read by people and executed by the program.
--
-- Part 1 is the RECORD: what came in and what was decided.  Written once, never rebuilt, guarded by triggers.
-- Part 2 is the PROJECTION: what a replay of the record gives.  `dossier rebuild` empties it and fills it again.
-- Part 3 is the CACHE: what a run of the present program gives.  It can be thrown away at any time.
--
--   id            the number in a short reference (A17, E12, F203); never given twice in one dossier
--   uuid          UUIDv7, 36 characters: the key that leaves the dossier and may meet its like from another machine
--   *_millis      milliseconds since 1970-01-01 UTC
--   *_byte        byte offset into body.text, half-open [start_byte, end_byte), on character boundaries
--   *_json        TEXT holding one JSON value; its shape stands beside the column
--   sha256        64 lower-case hexadecimal digits
--   published, … dates are EDTF (`2023-12-07`, `2023-11`, `2023-12-05/2023-12-15`)

PRAGMA application_id = 0x44535231;   -- 'DSR1', so that `file` can name a dossier
PRAGMA user_version = 2;

------------------------------------------------------------------------------------------------ Part 1: the record

-- Bytes as they came in.  One source can hold many articles (a mailbox, an export); most hold one.
CREATE TABLE source (
    id              INTEGER PRIMARY KEY,
    sha256          TEXT    NOT NULL UNIQUE CHECK (length(sha256) = 64),   -- of the bytes before compression
    name            TEXT    NOT NULL,      -- file name without folders, `stdin` or `pasted`
    media_type      TEXT    NOT NULL,      -- `text/plain`, `text/html` …
    n_bytes         INTEGER NOT NULL CHECK (n_bytes >= 0),
    content         BLOB,                  -- zlib stream of the bytes; NULL when not held or removed for good
    imported_millis INTEGER NOT NULL
) STRICT;

-- Texts that articles show, each once.  Every offset in this file refers to one of these, and none ever changes.
CREATE TABLE body (
    id              INTEGER PRIMARY KEY,
    sha256          TEXT    NOT NULL UNIQUE CHECK (length(sha256) = 64),   -- of the UTF-8 bytes of text
    text            TEXT                   -- decoded, `\n` line ends; NULL once removed for good
) STRICT;

-- A text with its origin.  What is said about it (title, date …) can change and stands in article_state.
CREATE TABLE article (
    id              INTEGER PRIMARY KEY,   -- A17
    sha256          TEXT    NOT NULL UNIQUE CHECK (length(sha256) = 64),   -- of source hash + locator; the article's key
    source_id       INTEGER NOT NULL REFERENCES source (id),
    locator         TEXT    NOT NULL,      -- where in the source; empty when the source is the article
    body_id         INTEGER NOT NULL REFERENCES body (id),
    encoding        TEXT    NOT NULL       -- in which the bytes were read: `UTF-8`, `windows-1252`
) STRICT;
CREATE INDEX article_by_source ON article (source_id);
CREATE INDEX article_by_body   ON article (body_id);

-- The ledger.  Each change is one row; nothing is edited or deleted.  Undo appends a row that names the one it undoes.
-- hash = SHA-256 over the parents' hashes, the columns below and the hashes of the facts (ledger::record).
CREATE TABLE operation (
    id              INTEGER PRIMARY KEY,   -- in order of application, from 1 without a gap
    hash            TEXT    NOT NULL UNIQUE CHECK (length(hash) = 64),
    kind            TEXT    NOT NULL,      -- the command's word: `import`, `accept`, `same_as`, `undo`, `redo` …
    actor           TEXT    NOT NULL,      -- who decided
    device          TEXT    NOT NULL,      -- random name of the installation
    at_millis       INTEGER NOT NULL,
    undoes_id       INTEGER REFERENCES operation (id),   -- NULL unless kind is `undo` or `redo`
    n_facts         INTEGER NOT NULL CHECK (n_facts >= 0),
    CHECK ((kind IN ('undo', 'redo')) = (undoes_id IS NOT NULL))
) STRICT;

-- The heads that were known when an operation was written: one in a chain, none for the first, several for a merge.
CREATE TABLE operation_parent (
    operation_id    INTEGER NOT NULL REFERENCES operation (id),
    parent_hash     TEXT    NOT NULL CHECK (length(parent_hash) = 64),   -- operation.hash
    PRIMARY KEY (operation_id, parent_hash)
) STRICT, WITHOUT ROWID;

-- What an operation establishes, in order.  Each fact has a hash of its own, so that the words of one article can be
-- removed for good while the chain still proves everything else.
CREATE TABLE fact (
    operation_id    INTEGER NOT NULL REFERENCES operation (id),
    position        INTEGER NOT NULL CHECK (position >= 0),
    article_id      INTEGER REFERENCES article (id),     -- whose words it carries; NULL when it carries none
    sha256          TEXT    NOT NULL CHECK (length(sha256) = 64),   -- of json
    json            TEXT    CHECK (json_valid(json)),    -- ledger::record::Fact; NULL once removed for good
    PRIMARY KEY (operation_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_by_article ON fact (article_id) WHERE article_id IS NOT NULL;

-- Append-only.  The BEFORE INSERT triggers stop INSERT OR REPLACE also where recursive_triggers is off.
CREATE TRIGGER source_is_kept BEFORE DELETE ON source
BEGIN SELECT raise(ABORT, 'a source is never deleted: `dossier decide` with remove_for_good takes out its bytes'); END;
CREATE TRIGGER source_is_fixed BEFORE UPDATE ON source
WHEN NEW.content IS NOT NULL OR NEW.id <> OLD.id OR NEW.sha256 <> OLD.sha256 OR NEW.n_bytes <> OLD.n_bytes
BEGIN SELECT raise(ABORT, 'a source is never changed: import the new bytes as a source of their own'); END;
CREATE TRIGGER source_is_not_replaced BEFORE INSERT ON source
WHEN EXISTS (SELECT 1 FROM source WHERE id = NEW.id OR sha256 = NEW.sha256)
BEGIN SELECT raise(ABORT, 'this source is here already and is never replaced'); END;

CREATE TRIGGER body_is_kept BEFORE DELETE ON body
BEGIN SELECT raise(ABORT, 'a text is never deleted: `dossier decide` with remove_for_good takes out its words'); END;
CREATE TRIGGER body_is_fixed BEFORE UPDATE ON body
WHEN NEW.text IS NOT NULL OR NEW.id <> OLD.id OR NEW.sha256 <> OLD.sha256
BEGIN SELECT raise(ABORT, 'a text is never changed: every citation refers to its offsets'); END;
CREATE TRIGGER body_is_not_replaced BEFORE INSERT ON body
WHEN EXISTS (SELECT 1 FROM body WHERE id = NEW.id OR sha256 = NEW.sha256)
BEGIN SELECT raise(ABORT, 'this text is here already and is never replaced'); END;

CREATE TRIGGER article_is_kept BEFORE DELETE ON article
BEGIN SELECT raise(ABORT, 'an article is never deleted: set it aside, or remove it for good'); END;
CREATE TRIGGER article_is_fixed BEFORE UPDATE ON article
BEGIN SELECT raise(ABORT, 'an article is never changed: its title, date and so on stand in article_state'); END;
CREATE TRIGGER article_is_not_replaced BEFORE INSERT ON article
WHEN EXISTS (SELECT 1 FROM article WHERE id = NEW.id OR sha256 = NEW.sha256)
BEGIN SELECT raise(ABORT, 'this article is here already and is never replaced'); END;

CREATE TRIGGER operation_is_kept BEFORE DELETE ON operation
BEGIN SELECT raise(ABORT, 'an operation is never deleted: undo it instead (dossier undo)'); END;
CREATE TRIGGER operation_is_fixed BEFORE UPDATE ON operation
BEGIN SELECT raise(ABORT, 'an operation is never changed: undo it and decide again'); END;
CREATE TRIGGER operation_is_not_replaced BEFORE INSERT ON operation
WHEN EXISTS (SELECT 1 FROM operation WHERE id = NEW.id OR hash = NEW.hash)
BEGIN SELECT raise(ABORT, 'this operation is here already and is never replaced: undo it instead'); END;

CREATE TRIGGER operation_parent_is_kept BEFORE DELETE ON operation_parent
BEGIN SELECT raise(ABORT, 'the chain of operations is never cut: undo an operation instead'); END;
CREATE TRIGGER operation_parent_is_fixed BEFORE UPDATE ON operation_parent
BEGIN SELECT raise(ABORT, 'the chain of operations is never changed: undo an operation instead'); END;
CREATE TRIGGER operation_parent_is_not_replaced BEFORE INSERT ON operation_parent
WHEN EXISTS (SELECT 1 FROM operation_parent WHERE operation_id = NEW.operation_id AND parent_hash = NEW.parent_hash)
BEGIN SELECT raise(ABORT, 'this link of the chain is here already and is never replaced'); END;

CREATE TRIGGER fact_is_kept BEFORE DELETE ON fact
BEGIN SELECT raise(ABORT, 'a fact is never deleted: undo its operation instead'); END;
CREATE TRIGGER fact_is_fixed BEFORE UPDATE ON fact
WHEN NEW.json IS NOT NULL OR NEW.operation_id <> OLD.operation_id OR NEW.position <> OLD.position
    OR NEW.article_id IS NOT OLD.article_id OR NEW.sha256 <> OLD.sha256 OR OLD.article_id IS NULL
BEGIN SELECT raise(ABORT, 'a fact is never changed: undo its operation and decide again'); END;
CREATE TRIGGER fact_is_not_replaced BEFORE INSERT ON fact
WHEN EXISTS (SELECT 1 FROM fact WHERE operation_id = NEW.operation_id AND position = NEW.position)
BEGIN SELECT raise(ABORT, 'this fact is here already and is never replaced: undo its operation instead'); END;

-------------------------------------------------------------------------------------------- Part 2: the projection

-- What is said about an article now.  A row exists while the article is in the dossier (its import is not undone).
CREATE TABLE article_state (
    article_id      INTEGER PRIMARY KEY REFERENCES article (id),
    state           TEXT    NOT NULL CHECK (state IN ('new', 'begun', 'done', 'set_aside')),
    title           TEXT,                  -- NULL in this and the columns below: nobody said
    publisher       TEXT,
    published       TEXT,                  -- EDTF
    published_basis TEXT    CHECK (published_basis IN ('given', 'metadata', 'file_name', 'text')),   -- who said so
    author          TEXT,
    url             TEXT,
    language        TEXT,                  -- BCP 47
    batch           INTEGER NOT NULL,      -- operation.id of the import
    CHECK ((published IS NULL) = (published_basis IS NULL))
) STRICT;

-- Corrections of what a stretch of an article is; where none lies, the extractor's zones hold.
CREATE TABLE zone (
    id              INTEGER PRIMARY KEY,
    article_id      INTEGER NOT NULL REFERENCES article_state (article_id),
    start_byte      INTEGER NOT NULL,
    end_byte        INTEGER NOT NULL,
    kind            TEXT    NOT NULL CHECK (kind IN ('headline', 'subhead', 'dateline', 'byline', 'body', 'boilerplate')),
    CHECK (0 <= start_byte AND start_byte < end_byte)
) STRICT;
CREATE INDEX zone_by_article ON zone (article_id, start_byte);

-- Who or what the dossier is about: on screen, a card.
CREATE TABLE entity (
    id              INTEGER PRIMARY KEY,   -- E12
    uuid            TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    label           TEXT    NOT NULL CHECK (label IN ('person', 'org', 'place', 'group', 'event', 'law', 'work', 'product', 'other')),
    name            TEXT    NOT NULL,      -- the form shown in lists; also a row of entity_name
    merged_into_id  INTEGER REFERENCES entity (id)       -- NULL unless it was found to be the same as another
) STRICT;
CREATE INDEX entity_by_merged ON entity (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- The names an entity goes by, its own and its aliases.
CREATE TABLE entity_name (
    id              INTEGER PRIMARY KEY,
    entity_id       INTEGER NOT NULL REFERENCES entity (id),
    name            TEXT    NOT NULL,
    name_key        TEXT    NOT NULL,      -- folded for comparing (names::fold)
    UNIQUE (entity_id, name)
) STRICT;
CREATE INDEX entity_name_by_key ON entity_name (name_key);

-- What others call an entity: `wikidata` Q36, `iso3166` PK.
CREATE TABLE identifier (
    id              INTEGER PRIMARY KEY,
    entity_id       INTEGER NOT NULL REFERENCES entity (id),
    scheme          TEXT    NOT NULL,
    value           TEXT    NOT NULL,
    UNIQUE (entity_id, scheme, value)
) STRICT;
CREATE INDEX identifier_by_value ON identifier (scheme, value);

-- Pairs of entities that a person said are never the same.
CREATE TABLE distinction (
    id              INTEGER PRIMARY KEY,
    entity_a_id     INTEGER NOT NULL REFERENCES entity (id),
    entity_b_id     INTEGER NOT NULL REFERENCES entity (id),
    UNIQUE (entity_a_id, entity_b_id),
    CHECK (entity_a_id < entity_b_id)
) STRICT;
CREATE INDEX distinction_by_b ON distinction (entity_b_id);

-- A decided span that names an entity, or a date, an amount and so on.  Undecided ones are proposals only.
CREATE TABLE mention (
    id              INTEGER PRIMARY KEY,   -- M9
    uuid            TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    article_id      INTEGER NOT NULL REFERENCES article_state (article_id),
    start_byte      INTEGER NOT NULL,
    end_byte        INTEGER NOT NULL,
    label           TEXT    NOT NULL CHECK (label IN ('person', 'org', 'place', 'group', 'date', 'time', 'money', 'percent', 'quantity', 'event', 'law', 'work', 'product', 'other')),
    words           TEXT    NOT NULL,      -- the slice of the body, kept to notice when it no longer fits
    value_json      TEXT    CHECK (json_valid(value_json)),   -- string, number or {"either": [a, b]}; NULL: no value
    status          TEXT    NOT NULL CHECK (status IN ('accepted', 'rejected', 'doubtful')),
    entity_id       INTEGER REFERENCES entity (id),      -- NULL for dates, amounts, rejected ones
    proposed_start_byte INTEGER,           -- where and as what it was proposed, when that was changed;
    proposed_end_byte   INTEGER,           --   NULL in these three: as it stands, or made by hand
    proposed_label      TEXT,
    rule            TEXT,                  -- NULL in this and the next two: made by hand
    extractor       TEXT,
    score           REAL    CHECK (score BETWEEN 0 AND 1),
    decided_by      TEXT    NOT NULL,
    decided_millis  INTEGER NOT NULL,
    decided_how     TEXT    NOT NULL CHECK (decided_how IN ('by hand', 'with paragraph', 'with article', 'same name', 'always')),
    UNIQUE (article_id, start_byte, end_byte, label),
    CHECK (0 <= start_byte AND start_byte < end_byte)
) STRICT;
CREATE INDEX mention_by_entity   ON mention (entity_id, article_id, status) WHERE entity_id IS NOT NULL;
CREATE INDEX mention_by_proposed ON mention (article_id, proposed_start_byte) WHERE proposed_start_byte IS NOT NULL;
CREATE INDEX mention_by_place    ON mention (article_id, label, start_byte) WHERE status <> 'rejected';

-- Entities to show: not merged away, and named by a mention or meant by a claim. One whose last mention was reopened
-- has nothing to rest on and is not shown.
CREATE VIEW live_entity AS
SELECT entity.* FROM entity
WHERE merged_into_id IS NULL
    AND (EXISTS (SELECT 1 FROM mention WHERE mention.entity_id = entity.id)
        OR EXISTS (SELECT 1 FROM claim_part WHERE claim_part.entity_id = entity.id));

-- What figures are figures of: "Afghan refugees registered in Pakistan".
CREATE TABLE measure (
    id              INTEGER PRIMARY KEY,   -- U3
    uuid            TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    name            TEXT    NOT NULL
) STRICT;

-- Something that articles say.  Its words stand in citation, its fields in claim_part.
CREATE TABLE claim (
    id              INTEGER PRIMARY KEY,   -- F203, Q204, R205, V206
    uuid            TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    kind            TEXT    NOT NULL CHECK (kind IN ('figure', 'quote', 'role', 'event')),
    status          TEXT    NOT NULL CHECK (status IN ('accepted', 'rejected', 'doubtful')),
    measure_id      INTEGER REFERENCES measure (id),     -- NULL unless a figure was joined to one
    rule            TEXT,                  -- NULL in this and the next two: made by hand
    extractor       TEXT,
    score           REAL    CHECK (score BETWEEN 0 AND 1),
    decided_by      TEXT    NOT NULL,
    decided_millis  INTEGER NOT NULL,
    decided_how     TEXT    NOT NULL CHECK (decided_how IN ('by hand', 'with paragraph', 'with article', 'same name', 'always')),
    CHECK (measure_id IS NULL OR kind = 'figure')
) STRICT;
CREATE INDEX claim_by_measure ON claim (measure_id) WHERE measure_id IS NOT NULL;

-- The words a claim rests on, in one article.
CREATE TABLE citation (
    id              INTEGER PRIMARY KEY,
    uuid            TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    claim_id        INTEGER NOT NULL REFERENCES claim (id),
    article_id      INTEGER NOT NULL REFERENCES article_state (article_id),
    start_byte      INTEGER NOT NULL,
    end_byte        INTEGER NOT NULL,
    words           TEXT    NOT NULL,
    CHECK (0 <= start_byte AND start_byte < end_byte)
) STRICT;
CREATE INDEX citation_by_claim   ON citation (claim_id);
CREATE INDEX citation_by_article ON citation (article_id, start_byte, end_byte);

-- A field of a claim.  Which of the value columns is filled follows from the field (model::claim).
CREATE TABLE claim_part (
    id              INTEGER PRIMARY KEY,
    claim_id        INTEGER NOT NULL REFERENCES claim (id),
    field           TEXT    NOT NULL CHECK (field IN ('title', 'qualifier', 'holder', 'organisation', 'place', 'form', 'speaker', 'speaker_span', 'cue', 'medium', 'occasion', 'said_on', 'value', 'low', 'high', 'unit', 'population', 'as_of', 'said_by', 'type', 'modality', 'actors', 'recipients', 'date')),
    position        INTEGER NOT NULL CHECK (position >= 0),   -- 0, or the place in a list (actors)
    text            TEXT,                  -- words, a closed word, or an EDTF date
    number          REAL,                  -- a value, low or high
    entity_id       INTEGER REFERENCES entity (id),
    start_byte      INTEGER,               -- in the article of the claim's first citation
    end_byte        INTEGER,
    UNIQUE (claim_id, field, position),
    CHECK ((text IS NOT NULL) + (number IS NOT NULL) + (entity_id IS NOT NULL) + (start_byte IS NOT NULL) = 1),
    CHECK ((start_byte IS NULL) = (end_byte IS NULL))
) STRICT;
CREATE INDEX claim_part_by_entity ON claim_part (entity_id, field, claim_id) WHERE entity_id IS NOT NULL;
CREATE INDEX claim_part_by_number ON claim_part (number)    WHERE number IS NOT NULL;

-- What a person said of two claims that differ.
CREATE TABLE difference (
    id              INTEGER PRIMARY KEY,
    uuid            TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    claim_a_id      INTEGER NOT NULL REFERENCES claim (id),
    claim_b_id      INTEGER NOT NULL REFERENCES claim (id),
    how             TEXT    NOT NULL CHECK (how IN ('disagree', 'different_things', 'later_correction')),
    preferred_id    INTEGER REFERENCES claim (id),       -- NULL: neither
    note            TEXT,                  -- NULL: none
    UNIQUE (claim_a_id, claim_b_id),
    CHECK (claim_a_id < claim_b_id)
) STRICT;

-- Names decided for all articles, also those to come.
CREATE TABLE standing (
    id              INTEGER PRIMARY KEY,
    uuid            TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    verdict         TEXT    NOT NULL CHECK (verdict IN ('accepted', 'rejected')),
    label           TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    name_key        TEXT    NOT NULL,      -- folded for comparing (names::fold)
    decided_by      TEXT    NOT NULL,
    decided_millis  INTEGER NOT NULL,
    UNIQUE (name_key, label)
) STRICT;

-- Lists of names that the analyst brought along.  Their rows are read from the bytes of a source that no article shows.
CREATE TABLE name_list (
    id              INTEGER PRIMARY KEY,
    uuid            TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    title           TEXT    NOT NULL UNIQUE,   -- as suggestions name it: "in the list TITLE"
    source_sha256   TEXT    NOT NULL CHECK (length(source_sha256) = 64),   -- source.sha256
    format          TEXT    NOT NULL CHECK (format IN ('csv', 'opensanctions', 'geonames', 'wikidata')),   -- the form of the rows
    label           TEXT    CHECK (label IN ('person', 'org', 'place', 'group', 'event', 'law', 'work', 'product', 'other')),   -- of entries that do not say; NULL: those are left out
    is_sure         INTEGER NOT NULL CHECK (is_sure IN (0, 1)),   -- 1: its names, where they are unambiguous, do not stop the reviewer
    licence         TEXT,                  -- NULL: nobody said
    n_entries       INTEGER NOT NULL,
    added_by        TEXT    NOT NULL,      -- who brought it along
    added_millis    INTEGER NOT NULL
) STRICT;

-- Remarks of the analyst's own.
CREATE TABLE note (
    id              INTEGER PRIMARY KEY,
    uuid            TEXT    NOT NULL UNIQUE CHECK (length(uuid) = 36),
    subject         TEXT    NOT NULL CHECK (subject IN ('article', 'entity', 'claim')),
    subject_id      INTEGER NOT NULL,      -- article.id, entity.id or claim.id
    text            TEXT    NOT NULL,
    written_by      TEXT    NOT NULL,
    written_millis  INTEGER NOT NULL
) STRICT;
CREATE INDEX note_by_subject ON note (subject, subject_id);

-- Keywords of the analyst's own.
CREATE TABLE tag (
    id              INTEGER PRIMARY KEY,
    subject         TEXT    NOT NULL CHECK (subject IN ('article', 'entity', 'claim')),
    subject_id      INTEGER NOT NULL,      -- article.id, entity.id or claim.id
    tag             TEXT    NOT NULL,
    UNIQUE (subject, subject_id, tag)
) STRICT;

-- The last number given to each kind of thing.  Not subject to undo, so that F203 never means two things.
CREATE TABLE counter (
    name            TEXT    PRIMARY KEY CHECK (name IN ('entity', 'mention', 'claim', 'measure')),
    last            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------------------------------------- Part 3: the cache

-- One extraction of one article by one version of the extractor.
CREATE TABLE run (
    id              INTEGER PRIMARY KEY,
    article_id      INTEGER NOT NULL UNIQUE REFERENCES article (id),
    extractor       TEXT    NOT NULL,      -- `dossier 0.1.0`
    zones_json      TEXT    NOT NULL CHECK (json_valid(zones_json))   -- [[start_byte, end_byte, kind], …]
) STRICT;

-- Names of one article that its run tied together.
CREATE TABLE proposal_entity (
    run_id          INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    label           TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    aliases_json    TEXT    NOT NULL CHECK (json_valid(aliases_json)),   -- ["…", …]
    ids_json        TEXT    NOT NULL CHECK (json_valid(ids_json)),       -- [["iso3166", "PK"], …]
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

-- Entries of the analyst's lists that bear one name of an article, where more than one does: one of them may be meant.
CREATE TABLE proposal_choice (
    run_id          INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    entity_position INTEGER NOT NULL,      -- proposal_entity.position
    position        INTEGER NOT NULL,
    list_title      TEXT    NOT NULL,      -- name_list.title
    name            TEXT    NOT NULL,
    ids_json        TEXT    NOT NULL CHECK (json_valid(ids_json)),       -- [["wikidata", "Q36"], …]
    about           TEXT,                  -- what the list tells of it: "born 1951, Ardania"; NULL: nothing
    PRIMARY KEY (run_id, entity_position, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposal_mention (
    run_id          INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    article_id      INTEGER NOT NULL REFERENCES article (id),
    start_byte      INTEGER NOT NULL,
    end_byte        INTEGER NOT NULL,
    label           TEXT    NOT NULL,
    words           TEXT    NOT NULL,
    name_key        TEXT    NOT NULL,      -- folded words, for "the same name everywhere"
    value_json      TEXT    CHECK (json_valid(value_json)),
    entity_position INTEGER,               -- proposal_entity.position; NULL: not tied to one
    known           INTEGER NOT NULL CHECK (known IN (0, 1)),   -- 1: sure and unambiguous, no stop
    score           REAL    NOT NULL,
    rule            TEXT    NOT NULL,
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_mention_by_key ON proposal_mention (name_key, label);
CREATE INDEX proposal_mention_by_article ON proposal_mention (article_id, start_byte);
CREATE INDEX proposal_mention_by_entity ON proposal_mention (article_id, entity_position) WHERE entity_position IS NOT NULL;
CREATE INDEX proposal_mention_by_list ON proposal_mention (rule) WHERE rule >= 'lists.own:' AND rule < 'lists.own;';

CREATE TABLE proposal_claim (
    run_id          INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    article_id      INTEGER NOT NULL REFERENCES article (id),
    kind            TEXT    NOT NULL,
    start_byte      INTEGER NOT NULL,
    end_byte        INTEGER NOT NULL,
    words           TEXT    NOT NULL,
    parts_json      TEXT    NOT NULL CHECK (json_valid(parts_json)),     -- [[field, value], …]; entities as positions
    mentions_json   TEXT    NOT NULL CHECK (json_valid(mentions_json)),  -- proposal_mention.position, …
    score           REAL    NOT NULL,
    rule            TEXT    NOT NULL,
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_claim_by_article ON proposal_claim (article_id, start_byte);

-- What still waits for a decision.  A proposal is settled when it was decided as it stands, when it was decided with
-- other borders or another label, and when an accepted or doubtful mention of its label already covers its words.
-- Accepted and doubtful mentions of one label never overlap, so the last one that begins before a proposal's end is the
-- only one that can cover it.
CREATE VIEW undecided_mention AS
SELECT p.* FROM proposal_mention AS p
WHERE NOT EXISTS (
        SELECT 1 FROM mention AS m
        WHERE m.article_id = p.article_id AND m.start_byte = p.start_byte AND m.end_byte = p.end_byte AND m.label = p.label)
    AND NOT EXISTS (
        SELECT 1 FROM mention AS m
        WHERE m.article_id = p.article_id AND m.proposed_start_byte = p.start_byte
            AND m.proposed_end_byte = p.end_byte AND m.proposed_label = p.label)
    AND p.start_byte >= coalesce((
        SELECT m.end_byte FROM mention AS m
        WHERE m.article_id = p.article_id AND m.label = p.label AND m.status <> 'rejected' AND m.start_byte < p.end_byte
        ORDER BY m.start_byte DESC LIMIT 1), 0);

CREATE VIEW undecided_claim AS
SELECT p.* FROM proposal_claim AS p
WHERE NOT EXISTS (
    SELECT 1 FROM citation AS c JOIN claim ON claim.id = c.claim_id
    WHERE c.article_id = p.article_id AND c.start_byte = p.start_byte AND c.end_byte = p.end_byte AND claim.kind = p.kind);

-- Rows of the projection before and after each operation, written by temporary triggers (store::images).
CREATE TABLE row_image (
    id              INTEGER PRIMARY KEY,
    operation_id    INTEGER NOT NULL,      -- operation.id, written in the same transaction
    table_name      TEXT    NOT NULL,
    row_id          INTEGER NOT NULL,
    before_json     TEXT,                  -- [column, …] in the table's order; NULL: the row was inserted
    after_json      TEXT                   -- the same; NULL: the row was deleted
) STRICT;
CREATE INDEX row_image_by_operation ON row_image (operation_id, id);
CREATE INDEX row_image_by_row       ON row_image (table_name, row_id, operation_id);

-- How many of each there are in an article, so that lists need not count.
CREATE TABLE tally (
    article_id      INTEGER PRIMARY KEY REFERENCES article (id),
    n_undecided     INTEGER NOT NULL,      -- mentions and claims proposed, not known, not decided
    n_known         INTEGER NOT NULL,      -- mentions proposed as known, not decided
    n_accepted      INTEGER NOT NULL,
    n_rejected      INTEGER NOT NULL,
    n_doubtful      INTEGER NOT NULL
) STRICT;

-- Which telling sentences stand in which articles, to find copies of a story.  A fingerprint holds no words.
CREATE TABLE sentence_print (
    print           INTEGER NOT NULL,      -- first 64 bits of the SHA-256 of the sentence, folded (text::copies)
    article_id      INTEGER NOT NULL REFERENCES article (id),
    PRIMARY KEY (print, article_id)
) STRICT, WITHOUT ROWID;

-- Articles whose sentences were noted.  Articles of one story are one text told several times: one source, not many.
CREATE TABLE article_text (
    article_id      INTEGER PRIMARY KEY REFERENCES article (id),
    story_id        INTEGER NOT NULL REFERENCES article (id),    -- the first article of the same story; itself if none
    n_sentences     INTEGER NOT NULL CHECK (n_sentences >= 0)    -- telling ones
) STRICT;

-- Full-text search.  Contents are not stored twice: hits are shown from body.text.
CREATE VIRTUAL TABLE search_article USING fts5 (title, body, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE search_name    USING fts5 (name, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2");
