-- Ids and hashes are raw bytes. Every table of a vault is keyed by its small number `v` first.
-- Nothing here can be read by the server beyond what the columns say.

CREATE TABLE IF NOT EXISTS sign_up_tokens (hash BLOB PRIMARY KEY, created INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS used_invites (invite BLOB PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS accounts (
    lookup BLOB PRIMARY KEY, auth BLOB NOT NULL, seq INTEGER NOT NULL, blob_hash BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blobs (lookup BLOB NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (lookup, seq));
CREATE TABLE IF NOT EXISTS sessions (
    hash BLOB PRIMARY KEY, id BLOB NOT NULL, lookup BLOB NOT NULL, identity BLOB,
    created INTEGER NOT NULL, seen INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sessions_of ON sessions (lookup, seen);

-- A number is never given twice: nothing of a destroyed vault could become another one's.
CREATE TABLE IF NOT EXISTS vaults (
    v INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, creator BLOB NOT NULL, roster BLOB NOT NULL,
    seq INTEGER NOT NULL, hash BLOB NOT NULL, root BLOB NOT NULL,
    total INTEGER NOT NULL, live INTEGER NOT NULL, nodes BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS vaults_by ON vaults (creator);
CREATE TABLE IF NOT EXISTS tree (v INTEGER NOT NULL, node INTEGER NOT NULL, buckets BLOB NOT NULL, PRIMARY KEY (v, node));
CREATE TABLE IF NOT EXISTS entries (
    v INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, roster INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (v, seq)
);
CREATE INDEX IF NOT EXISTS roster_entries ON entries (v, seq) WHERE roster = 1;
-- The record set as of any entry: the newest version of each record up to it. `place` is where its bytes are.
CREATE TABLE IF NOT EXISTS versions (
    v INTEGER NOT NULL, record BLOB NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB, place INTEGER,
    PRIMARY KEY (v, record, version)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS envelopes (place INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS boxes (v INTEGER NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (v, hash));

CREATE TABLE IF NOT EXISTS invites (invite BLOB PRIMARY KEY, v INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS requests (
    invite BLOB NOT NULL, hash BLOB NOT NULL, v INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (invite, hash)
);
CREATE INDEX IF NOT EXISTS requests_of ON requests (v);

-- Deletions of accounts made not long ago, so that one whose answer got lost is known again. Names nobody.
CREATE TABLE IF NOT EXISTS deletions (op BLOB PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;

-- The newest head statement of each member; `arrived` rises within a vault and is the mark that pulls ask with.
CREATE TABLE IF NOT EXISTS heads (
    v INTEGER NOT NULL, member INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, arrived INTEGER NOT NULL,
    bytes BLOB NOT NULL, PRIMARY KEY (v, member)
) WITHOUT ROWID;
-- Statements beside the journal: members who leave, and vaults that an owner deleted.
CREATE TABLE IF NOT EXISTS leaving (v INTEGER NOT NULL, member INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (v, member)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ended_vaults (vault BLOB PRIMARY KEY, bytes BLOB NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
-- After a restore from a backup: when; which vaults take only what members give back, and up to which entry members had
-- them; who has asked since; which accounts came back by their owner's membership; which sealed bytes that are still
-- needed nobody has given yet.
CREATE TABLE IF NOT EXISTS restores (one INTEGER PRIMARY KEY CHECK (one = 0), at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS recovery (v INTEGER PRIMARY KEY, since INTEGER NOT NULL, wanted INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS recovery_seen (v INTEGER NOT NULL, identity BLOB NOT NULL, PRIMARY KEY (v, identity)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS returned (identity BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lost_envelopes (
    v INTEGER NOT NULL, record BLOB NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (v, record, version)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lost_boxes (v INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (v, hash)) WITHOUT ROWID;
-- Files: what is known of them; their bytes are objects in a folder. `stage`: 0 uploading, 1 complete, 2 named by an entry,
-- 3 dropped with bytes left, 4 dropped. `next` is the part wanted next, `touched` when the upload last moved.
CREATE TABLE IF NOT EXISTS files (
    v INTEGER NOT NULL, id BLOB NOT NULL, len INTEGER NOT NULL, hash BLOB NOT NULL, stage INTEGER NOT NULL,
    next INTEGER NOT NULL, touched INTEGER NOT NULL, named INTEGER NOT NULL, PRIMARY KEY (v, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_to_tidy ON files (stage, touched) WHERE stage IN (0, 1, 3);
