// SPDX-License-Identifier: Apache-2.0

public import DPoP
import Foundation
import GRDB
import StrictJSON
public import XRPCHost

/// Reads the OAuth sessions of a PDS from its `account.sqlite`; never writes, so the PDS may be running.
public final class PDSDatabase: SessionLiveness {
    private let queue: DatabaseQueue

    /// Opens the file for reading.
    ///
    /// - Throws: ``PDSDatabaseError`` where the file is missing or is not the one of a PDS.
    public init(path: String) throws(PDSDatabaseError) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(0.25)
        configuration.label = "pds"
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.read { db in
                _ = try Row.fetchOne(db, sql: Self.sessionSQL, arguments: [""])
            }
        } catch {
            throw PDSDatabaseError(error, path: path)
        }
    }

    /// `deactivatedAt` and `takedownRef` say that the account may not be used; `scope` is filled by newer versions.
    private static let sessionSQL = """
        SELECT token.did, token.expiresAt, token.parameters, token.scope,
            actor.takedownRef IS NULL AND actor.deactivatedAt IS NULL AS isActive
        FROM token JOIN actor ON actor.did = token.did
        WHERE token.tokenId = ?
        """

    private enum Found: Sendable {
        case nothing
        case session(LiveSession)
        case unknownForm
    }

    /// The row of the session, where it is still there.
    public func session(id: String) async throws(Refusal) -> LiveSession? {
        let found: Found
        do {
            found = try await queue.read { db in
                guard let row = try Row.fetchOne(db, sql: Self.sessionSQL, arguments: [id]) else { return .nothing }
                return Self.session(row).map(Found.session) ?? .unknownForm
            }
        } catch {
            throw Refusal(.livenessUnavailable, detail: "the database of the PDS cannot be read")
        }
        switch found {
        case .nothing: return nil
        case .session(let session): return session
        case .unknownForm:
            throw Refusal(.livenessUnavailable, detail: "a session of the PDS has another form than is known")
        }
    }

    private static func session(_ row: Row) -> LiveSession? {
        let limits = JSONLimits(maximumBytes: 65_536, maximumDepth: 16, maximumMembers: 256)
        guard let subject: String = row["did"], let expiry: String = row["expiresAt"],
            let text: String = row["parameters"], let isActive: Bool = row["isActive"],
            let parameters = (try? JSONParser(limits: limits).parse(Array(text.utf8)))?.object,
            let thumbprint = parameters["dpop_jkt"]?.string,
            let end = try? Date(expiry, strategy: .iso8601.year().month().day().time(includingFractionalSeconds: true))
        else { return nil }
        let scope: String? = row["scope"]
        return LiveSession(
            subject: subject, thumbprint: thumbprint, scope: scope ?? parameters["scope"]?.string ?? "",
            expiresAt: end, isAccountActive: isActive)
    }
}
