-- From version 1 to version 2: lists of names that the analyst brought along, sentences to find copies of a story by, and
-- what a card has, read from its index alone.  What is made here stands in schema.sql
-- word for word (`cargo test --test main stores` compares the two).

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

CREATE INDEX proposal_mention_by_list ON proposal_mention (rule) WHERE rule >= 'lists.own:' AND rule < 'lists.own;';

DROP INDEX mention_by_entity;
CREATE INDEX mention_by_entity   ON mention (entity_id, article_id, status) WHERE entity_id IS NOT NULL;
DROP INDEX claim_part_by_entity;
CREATE INDEX claim_part_by_entity ON claim_part (entity_id, field, claim_id) WHERE entity_id IS NOT NULL;
CREATE INDEX distinction_by_b ON distinction (entity_b_id);

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
