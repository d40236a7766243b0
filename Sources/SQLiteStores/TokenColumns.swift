// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import WidgetTokenPlugin

/// One row of `token`, by column number; both GRDB's rows and raw statements can be read through it.
protocol TokenColumns {
    func text(_ column: Int) -> String?
    func integer(_ column: Int) -> Int64?
    func blob(_ column: Int) -> [UInt8]
}

extension TokenRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    static let columnNames = [
        "id", "secret_mac", "row_mac", "pepper_id", "subject_did", "actor", "aud", "profile", "scopes", "methods",
        "origins", "label", "platform", "installation_id", "client_id", "assurance", "created_at", "expires_at",
        "created_ip", "created_ua", "revoked_at", "revoke_reason", "revoked_by", "replaced_by",
    ]

    /// The columns for a `SELECT`, qualified.
    static let columnList = columnNames.map { "token.\($0)" }.joined(separator: ", ")

    /// The columns that checking a token needs; the others read as NULL.
    static let checkedColumnList: String = columnNames.map { name -> String in
        let isUnchecked = [
            "label", "platform", "installation_id", "client_id", "created_ip", "created_ua", "replaced_by",
        ]
        .contains(name)
        return isUnchecked ? "NULL" : "token.\(name)"
    }.joined(separator: ", ")

    /// Reads a row, or gives nil where it holds what this program never wrote.
    init?(_ columns: some TokenColumns) {
        guard let id = columns.text(0).flatMap(TokenID.init(storedCharacters:)), let pepperID = columns.integer(3),
            let subject = columns.text(4), let actor = columns.text(5), let audience = columns.text(6),
            let profile = columns.text(7).flatMap(TokenProfile.init(rawValue:)), let assurance = columns.text(15),
            let createdAt = columns.integer(16), let expiresAt = columns.integer(17)
        else { return nil }
        self.init(
            id: id, secretMAC: columns.blob(1), rowMAC: columns.blob(2), pepperID: Int(pepperID), subject: subject,
            actor: actor, audience: audience, profile: profile, scopes: Self.list(columns.text(8)),
            methods: Self.list(columns.text(9)), origins: Self.list(columns.text(10)), label: columns.text(11),
            platform: columns.text(12), installationID: columns.text(13), clientID: columns.text(14),
            assurance: assurance, createdAt: createdAt, expiresAt: expiresAt, createdIP: columns.text(18),
            createdUserAgent: columns.text(19), revocation: Self.revocation(columns),
            replacedBy: columns.text(23).flatMap(TokenID.init(storedCharacters:)))
    }

    private static func list(_ text: String?) -> WordList { WordList(text: text ?? "") }

    /// A row with a time of revocation is revoked, whatever else its columns say.
    private static func revocation(_ columns: some TokenColumns) -> TokenRevocation? {
        guard let at = columns.integer(20) else { return nil }
        let reason = columns.text(21).flatMap(TokenRevocation.Reason.init(rawValue:)) ?? .admin
        return TokenRevocation(at: at, reason: reason, by: columns.text(22) ?? "")
    }

    /// The values in the order of ``columnNames``.
    var databaseValues: StatementArguments {
        [
            id.characters, Data(secretMAC), Data(rowMAC), pepperID, subject, actor, audience, profile.rawValue,
            scopes.text, methods.text, origins.text, label,
            platform, installationID, clientID, assurance, createdAt, expiresAt, createdIP, createdUserAgent,
            revocation?.at, revocation?.reason.rawValue, revocation?.by, replacedBy?.characters,
        ]
    }
}

extension Row: TokenColumns {
    func text(_ column: Int) -> String? { self[column] }
    func integer(_ column: Int) -> Int64? { self[column] }
    func blob(_ column: Int) -> [UInt8] { (self[column] as Data?).map(Array.init) ?? [] }
}
