// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SQLiteStores
import WidgetTokenPlugin

struct TokenListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists tokens, newest first; active ones unless told otherwise.")

    @OptionGroup var options: OperatorOptions
    @Option(help: "Only the tokens of this account.")
    var did: String?
    @Flag(help: "Also expired and revoked tokens.")
    var all = false
    @Option(help: "Tokens at most, 1 to 1000.")
    var limit = 1000

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit must be between 1 and 1000") }
        if let did { try OperatorOptions.check(did: did) }
    }

    func run() async throws {
        let tokens = try await ConfigurationFailure.reported {
            try await options.store().list(
                TokenListQuery(
                    subject: did, includesEnded: all, limit: limit + 1, after: nil, now: OperatorOptions.now))
        }
        for token in tokens.prefix(limit) { options.show(token) }
        if tokens.count > limit {
            StandardError.print("only the newest \(limit) are listed; there are more")
        }
        if tokens.isEmpty, !options.json { print("No tokens.") }
    }
}

struct TokenShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows one token.")

    @OptionGroup var options: OperatorOptions
    @Argument(help: "The identifier: wtok_ and 22 characters.")
    var id: String

    func validate() throws { _ = try OperatorOptions.tokenID(id) }

    func run() async throws {
        let tokenID = try OperatorOptions.tokenID(id)
        let found = try await ConfigurationFailure.reported { try await options.store().find(tokenID, subject: nil) }
        guard let found else { throw OperatorFailure("there is no token \(id)") }
        options.show(found)
    }
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
        if let did { try OperatorOptions.check(did: did) }
        if let id { _ = try OperatorOptions.tokenID(id) }
    }

    func run() async throws {
        let revocation = TokenRevocation(at: OperatorOptions.now, reason: .admin, by: "operator")
        let count = try await ConfigurationFailure.reported {
            let store = try await options.store()
            return try await store.revoke(
                try await selection(in: store), revocation, OperatorOptions.circumstances)
        }
        print(options.json ? JSONLine(["revoked": count]).text : "Revoked \(count).")
    }

    private func selection(in store: SQLiteTokenStore) async throws -> RevocationSelection {
        if let did { return .all(subject: did, except: nil) }
        let tokenID = try OperatorOptions.tokenID(id ?? "")
        guard try await store.find(tokenID, subject: nil) != nil else {
            throw OperatorFailure("there is no token \(tokenID)")
        }
        return .one(tokenID, subject: nil)
    }
}
