// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The schema, step by step.
///
/// A step that has been released is never edited; a change is a new step.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1-tokens") { db in
            try db.execute(sql: tokens)
            try db.execute(sql: circumstances)
        }
        migrator.registerMigration("1-audit") { db in try db.execute(sql: audit) }
        return migrator
    }

    private static let tokens = """
        CREATE TABLE token (
            id TEXT PRIMARY KEY CHECK (length(id) = 22),
            secret_mac BLOB NOT NULL CHECK (length(secret_mac) = 32),
            row_mac BLOB NOT NULL CHECK (length(row_mac) = 32),
            pepper_id INTEGER NOT NULL,
            subject_did TEXT NOT NULL,
            actor TEXT NOT NULL,
            aud TEXT NOT NULL,
            profile TEXT NOT NULL CHECK (profile IN ('native', 'browser')),
            scopes TEXT NOT NULL,
            methods TEXT NOT NULL,
            origins TEXT NOT NULL,
            label TEXT,
            platform TEXT,
            installation_id TEXT,
            client_id TEXT,
            assurance TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            created_ip TEXT,
            created_ua TEXT CHECK (length(created_ua) <= 256),
            revoked_at INTEGER,
            revoke_reason TEXT,
            revoked_by TEXT,
            replaced_by TEXT,
            CHECK ((revoked_at IS NULL) = (revoke_reason IS NULL) AND (revoked_at IS NULL) = (revoked_by IS NULL)),
            CHECK (expires_at > created_at),
            CHECK (profile <> 'native' OR (origins = '' AND expires_at - created_at <= 31536000000)),
            CHECK (profile <> 'browser' OR (origins <> '' AND expires_at - created_at <= 3600000))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX token_by_subject ON token (subject_did, created_at DESC, id DESC);
        CREATE INDEX token_by_age ON token (created_at DESC, id DESC);
        CREATE INDEX token_active ON token (subject_did, expires_at) WHERE revoked_at IS NULL;
        CREATE TRIGGER token_revocation_is_final BEFORE UPDATE ON token
        WHEN OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NOT OLD.revoked_at
            OR NEW.revoke_reason IS NOT OLD.revoke_reason OR NEW.revoked_by IS NOT OLD.revoked_by)
        BEGIN SELECT RAISE(ABORT, 'a revocation is final'); END;
        """

    private static let circumstances = """
        CREATE TABLE token_use (
            token_id TEXT PRIMARY KEY,
            last_used_at INTEGER NOT NULL,
            ip TEXT,
            ua TEXT,
            nsid TEXT NOT NULL,
            count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE account_gate (
            did TEXT PRIMARY KEY,
            status TEXT NOT NULL CHECK (status IN ('active', 'deactivated', 'suspended')),
            revoke_before INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE replay (
            key BLOB PRIMARY KEY CHECK (length(key) = 32),
            owner TEXT NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX replay_by_expiry ON replay (expires_at);
        CREATE INDEX replay_by_owner ON replay (owner, expires_at);
        CREATE TABLE pepper (id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL) STRICT;
        """

    private static let audit = """
        CREATE TABLE audit (
            seq INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            event TEXT NOT NULL,
            token_id TEXT,
            subject TEXT NOT NULL,
            actor TEXT NOT NULL,
            ip TEXT,
            ua TEXT,
            origin TEXT,
            nsid TEXT,
            reason TEXT,
            request_id TEXT,
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        CREATE INDEX audit_by_subject ON audit (subject, seq);
        CREATE INDEX audit_by_token ON audit (token_id, seq);
        CREATE TRIGGER audit_is_final_1 BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail is final'); END;
        CREATE TRIGGER audit_is_final_2 BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail is final'); END;
        """
}
