// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SQLiteStores
import WidgetTokenPlugin
import XRPCCore

struct TokenListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists tokens, newest first; active ones unless told otherwise.")

    @OptionGroup var options: OperatorOptions
    @Option(help: "Only the tokens of this account.")
    var did: String?
    @Flag(help: "Also expired and revoked tokens.")
    var all = false
    @Option(help: "Tokens at most.")
    var limit = 1000

    func run() async throws {
        let tokens = try await ConfigurationFailure.reported {
            try await options.store().list(
                TokenListQuery(
                    subject: did, includesEnded: all, limit: limit, after: nil, now: OperatorOptions.now))
        }
        for token in tokens { options.show(token) }
        if tokens.isEmpty, !options.json { print("No tokens.") }
    }
}

struct TokenShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows one token.")

    @OptionGroup var options: OperatorOptions
    @Argument(help: "The identifier: wtok_ and 22 characters.")
    var id: String

    func run() async throws {
        guard let tokenID = TokenID(id) else { throw ValidationError("\(Self.shown(id)) is not a token identifier") }
        let found = try await ConfigurationFailure.reported { try await options.store().find(tokenID, subject: nil) }
        guard let found else { throw OperatorFailure("there is no token \(id)") }
        options.show(found)
    }

    /// A secret that was given by mistake is not repeated.
    static func shown(_ text: String) -> String { text.hasPrefix(WidgetToken.prefix) ? "a whole token" : text }
}

struct TokenRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revokes one token, or all of an account, for good.",
        discussion: "The next request with a revoked token is refused, also by running servers.")

    @OptionGroup var options: OperatorOptions
    @Argument(help: "The identifier: wtok_ and 22 characters.")
    var id: String?
    @Option(help: "Revoke every active token of this account.")
    var did: String?

    func validate() throws {
        guard (id == nil) != (did == nil) else { throw ValidationError("give either an identifier or --did") }
        if let did, DID(rawValue: did) == nil { throw ValidationError("\(did) is not a DID") }
    }

    func run() async throws {
        let revocation = TokenRevocation(at: OperatorOptions.now, reason: .admin, by: "operator")
        let selection = try selection()
        let count = try await ConfigurationFailure.reported {
            try await options.store().revoke(selection, revocation, OperatorOptions.circumstances)
        }
        print(options.json ? JSONLine(["revoked": count]).text : "Revoked \(count).")
    }

    private func selection() throws -> RevocationSelection {
        if let did { return .all(subject: did, except: nil) }
        guard let id, let tokenID = TokenID(id) else {
            throw ValidationError("\(TokenShowCommand.shown(id ?? "")) is not a token identifier")
        }
        return .one(tokenID, subject: nil)
    }
}
