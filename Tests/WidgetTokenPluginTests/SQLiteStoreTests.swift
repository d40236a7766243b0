// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import GRDB
import HostTestSupport
import SQLiteStores
import Testing

@testable import WidgetTokenPlugin

@Suite struct SQLiteStoreTests {
    @Test func theReplayTableKeepsTheContract() async throws {
        let host = try TestHost()
        await ReplayStoreContract.run(on: SQLiteReplayStore(host.database))
    }

    @Test func everyCommitIsSynchronizedToDisk() throws {
        #expect(try TestHost().database.synchronousLevel() == 2)
    }

    @Test func aNewFileIsReadableByItsOwnerOnly() throws {
        let host = try TestHost()
        let attributes = try FileManager.default.attributesOfItem(atPath: host.directory + "/test.sqlite")
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
    }

    @Test func aFileOpensOnlyWithItsOwnPepper() throws {
        let host = try TestHost()
        let path = host.directory + "/test.sqlite"
        _ = try SQLiteDatabase(path: path, peppers: try TestHost.peppers())
        #expect(throws: SQLiteOpenError.self) { try SQLiteDatabase(path: path, peppers: try TestHost.peppers(8)) }
        #expect(throws: SQLiteOpenError.self) {
            try SQLiteDatabase(path: "/nonexistent/x.sqlite", peppers: try TestHost.peppers())
        }
    }

    @Test func aDroppedPepperEndsItsTokensAndANewOneKeepsTheOld() async throws {
        let host = try TestHost()
        let token = try #require(WidgetToken(await host.mint()))
        let old = PepperRing.Key(id: 1, secret: [UInt8](repeating: 7, count: 32))
        let new = PepperRing.Key(id: 2, secret: [UInt8](repeating: 8, count: 32))
        let row = try #require(try host.store.lookup(token.id)?.row)
        let both = try #require(PepperRing([new, old]))
        #expect(both.secretMAC(token, keyID: row.pepperID) == row.secretMAC)
        let dropped = try #require(PepperRing([new]))
        #expect(dropped.secretMAC(token, keyID: row.pepperID) == nil)
        _ = try SQLiteDatabase(path: host.directory + "/test.sqlite", peppers: both)
    }

    @Test func aRevocationCannotBeTakenBack() async throws {
        let host = try TestHost()
        let token = await host.mint()
        _ = await host.call("POST", "\(TestHost.group).revokeWidgetToken", body: #"{"all":true}"#)
        let queue = try DatabaseQueue(path: host.directory + "/test.sqlite")
        for change in [
            "revoked_at = NULL, revoke_reason = NULL, revoked_by = NULL", "revoked_at = 1", "revoke_reason = 'burn'",
        ] {
            await #expect(throws: DatabaseError.self) {
                try await queue.write { try $0.execute(sql: "UPDATE token SET \(change)") }
            }
        }
        #expect(await host.read(token).error == "widget_token_revoked")
    }

    @Test func theDatabaseItselfRefusesRowsBeyondTheLimits() async throws {
        let host = try TestHost()
        _ = await host.mint()
        let queue = try DatabaseQueue(path: host.directory + "/test.sqlite")
        for change in [
            "expires_at = created_at + 31536000001", "expires_at = created_at", "profile = 'other'",
            "profile = 'browser'", "origins = 'https://a.test'", "revoked_at = 1", "secret_mac = x'00'",
        ] {
            await #expect(throws: DatabaseError.self, "\(change)") {
                try await queue.write { try $0.execute(sql: "UPDATE token SET \(change)") }
            }
        }
    }

    @Test func theAuditTrailIsChainedAndFinal() async throws {
        let host = try TestHost()
        for _ in 0..<3 { _ = await host.mint() }
        _ = await host.call("POST", "\(TestHost.group).revokeWidgetToken", body: #"{"all":true}"#)
        #expect(try await host.store.firstBrokenAuditRow() == nil)
        let queue = try DatabaseQueue(path: host.directory + "/test.sqlite")
        let events = try await queue.read { try String.fetchAll($0, sql: "SELECT event FROM audit ORDER BY seq") }
        #expect(
            events == Array(repeating: "widget_token.minted", count: 3)
                + Array(repeating: "widget_token.revoked", count: 3))
        for change in ["UPDATE audit SET reason = 'x'", "DELETE FROM audit"] {
            await #expect(throws: DatabaseError.self) { try await queue.write { try $0.execute(sql: change) } }
        }
    }

    @Test(
        arguments: [
            ("UPDATE audit SET actor = 'somebody' WHERE seq = 2", 2), ("DELETE FROM audit WHERE seq = 2", 2),
            ("UPDATE audit SET seq = 99 WHERE seq = 3", 3), ("UPDATE audit SET reason = NULL WHERE seq = 1", 1),
        ] as [(String, Int64)])
    func aChangedRemovedOrMovedAuditRowIsFound(change: String, sequence: Int64) async throws {
        let host = try TestHost()
        for _ in 0..<3 { _ = await host.mint() }
        let queue = try DatabaseQueue(path: host.directory + "/test.sqlite")
        try await queue.write { db in
            try db.execute(sql: "DROP TRIGGER audit_is_final_1; DROP TRIGGER audit_is_final_2")
            try db.execute(sql: change)
        }
        #expect(try await host.store.firstBrokenAuditRow() == sequence)
    }

    @Test func usesAreNotedAndTheLaterOneWins() async throws {
        let host = try TestHost()
        let token = try #require(WidgetToken(await host.mint()))
        func use(_ at: Int64) -> TokenUse {
            TokenUse(id: token.id, at: at, address: "192.0.2.1", userAgent: nil, nsid: "a.b.c", count: 2)
        }
        try await host.store.record([use(1000)])
        try await host.store.record([use(500)])
        #expect(try await host.store.find(token.id, subject: nil)?.lastUsedAt == 1000)
        try await host.store.record([use(2000)])
        #expect(try await host.store.find(token.id, subject: nil)?.lastUsedAt == 2000)
    }

    @Test func aStoreThatIsGoneRefusesEverythingWith503() async throws {
        let host = try TestHost()
        let token = await host.mint()
        let queue = try DatabaseQueue(path: host.directory + "/test.sqlite")
        try await queue.write { try $0.execute(sql: "ALTER TABLE token RENAME TO gone") }
        let read = await host.read(token)
        #expect(read.status == 503)
        #expect(read.error == "widget_store_unavailable")
        let mint = await host.call("POST", "\(TestHost.group).mintWidgetToken")
        #expect(mint.status == 503)
        #expect(mint.error == "widget_store_unavailable")
    }

    @Test func twoHundredParallelMintsOfOneAccountMakeExactlyTwentyFiveRows() async throws {
        let host = try TestHost(
            policy: .init(scopeSets: TestHost.defaultPolicy.scopeSets, mintsPerHour: 1000, mintsPerDay: 1000))
        let statuses = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<200 {
                group.addTask { await host.call("POST", "\(TestHost.group).mintWidgetToken").status }
            }
            return await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses.count { $0 == 200 } == 25)
        #expect(statuses.count { $0 == 400 } == 175)
        #expect(try await host.store.list(.all(at: 0)).count == 25)
    }

    @Test func oneProofUsedInParallelMintsOnce() async throws {
        let host = try TestHost()
        let nsid = "\(TestHost.group).mintWidgetToken"
        let fields = host.session("POST", nsid)
        let statuses = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<100 { group.addTask { await host.send("POST", "/xrpc/\(nsid)", fields).status } }
            return await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses.count { $0 == 200 } == 1)
        #expect(statuses.count { $0 == 401 } == 99)
        #expect(try await host.store.list(.all(at: 0)).count == 1)
    }
}
