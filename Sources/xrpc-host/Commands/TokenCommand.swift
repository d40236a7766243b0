// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import JOSE
import SQLiteStores
import WidgetTokenPlugin
import XRPCCore
import XRPCHost

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Manages widget tokens as the operator, directly in the database.",
        subcommands: [
            TokenMintCommand.self, TokenListCommand.self, TokenShowCommand.self, TokenRevokeCommand.self,
        ])
}

/// What the operator's commands share: the settings, the store, and the shape of their output.
struct OperatorOptions: ParsableArguments {
    @OptionGroup(title: "Settings") var flags: SettingFlags
    @Flag(help: "One JSON object a line.")
    var json = false

    func settings() async throws -> HostSettings { HostSettings(try await SettingSources(flags)) }

    /// The store, which must exist: looking into a file that is not there would make an empty one.
    func store() async throws -> SQLiteTokenStore {
        let settings = try await settings()
        let path = try settings.text(.database)
        guard FileManager.default.fileExists(atPath: path) else {
            throw HostStartupError(setting: Setting.database.rawValue, problem: "there is no file \(path)")
        }
        return try await newStore()
    }

    /// The store, made where it is missing.
    func newStore() async throws -> SQLiteTokenStore {
        let settings = try await settings()
        let database = try SQLiteDatabase(
            path: try settings.text(.database), peppers: try settings.peppers(), patience: .seconds(5))
        return SQLiteTokenStore(database)
    }

    func show(_ token: ListedToken) {
        let report = TokenReport(token, now: Self.now)
        print(json ? JSONLine(report).text : report.text)
    }

    /// The identifier in a text; a whole token, which is a secret, is not repeated.
    static func tokenID(_ text: String) throws -> TokenID {
        guard let id = TokenID(text) else {
            let shown = text.hasPrefix(WidgetToken.prefix) ? "a whole token" : text
            throw ValidationError("\(shown) is not a token identifier")
        }
        return id
    }

    @discardableResult static func check(did text: String) throws -> DID {
        guard let did = DID(rawValue: text) else { throw ValidationError("\(text) is not a DID") }
        return did
    }

    static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

    static var circumstances: AuditCircumstances { AuditCircumstances(at: now, actor: "operator") }
}

/// A token as the operator sees it.
struct TokenReport: Encodable {
    let id: String
    let subject: String
    let status: String
    let profile: String
    let scopes: [String]
    let methods: [String]
    let origins: [String]
    let label: String?
    let createdAt: String
    let expiresAt: String
    let lastUsedAt: String?
    let revokedAt: String?
    let revokeReason: String?
    let actor: String
    let assurance: String

    init(_ token: ListedToken, now: Int64) {
        let row = token.row
        id = row.id.description
        subject = row.subject
        status = TokenStatus(row, now: now).rawValue
        profile = row.profile.rawValue
        scopes = row.scopes.words
        methods = row.methods.words
        origins = row.origins.words
        label = row.label
        createdAt = Self.time(row.createdAt)
        expiresAt = Self.time(row.expiresAt)
        lastUsedAt = token.lastUsedAt.map(Self.time)
        revokedAt = row.revocation.map { Self.time($0.at) }
        revokeReason = row.revocation?.reason.rawValue
        actor = row.actor
        assurance = row.assurance
    }

    static func time(_ milliseconds: Int64) -> String {
        Datetime(Date(timeIntervalSince1970: Double(milliseconds) / 1000)).rawValue
    }

    var text: String {
        let ending = revokedAt.map { "revoked \($0) (\(revokeReason ?? ""))" } ?? "expires \(expiresAt)"
        let name = label.map { " “\($0)”" } ?? ""
        return "\(id)  \(status)  \(profile)  \(subject)\(name)  \(ending)  last used \(lastUsedAt ?? "never")"
    }
}
