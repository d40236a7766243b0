// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import JOSE
import SQLiteStores
import WidgetTokenPlugin
import XRPCCore
import XRPCHost

struct TokenMintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mint",
        abstract: "Mints a token for an account without its session. The token is printed once.",
        discussion: "The cap on active tokens holds here as well; the rate limits do not.")

    @OptionGroup var options: OperatorOptions
    @Option(help: "The account to read for.")
    var did: String
    @Option(help: "A scope; repeat for more. Without one: the default set.")
    var scope: [String] = []
    @Option(help: "An https origin; repeat for more. With one the token has the browser profile.")
    var origin: [String] = []
    @Option(help: "The lifetime in seconds, clamped to the range of the profile.")
    var ttl: Int?
    @Option(help: "A name for lists.")
    var label: String?

    func validate() throws { try OperatorOptions.check(did: did) }

    func run() async throws {
        let subject = try OperatorOptions.check(did: did)
        let minted = try await ConfigurationFailure.reported { try await mint(for: subject) }
        let expiry = TokenReport.time(minted.row.expiresAt)
        if options.json {
            print(JSONLine(["id": minted.row.id.description, "token": minted.revealed, "expiresAt": expiry]).text)
        } else {
            print("\(minted.revealed)\n")
            print("This is \(minted.row.id). It expires \(expiry) and is not shown again.")
        }
    }

    private func mint(for subject: DID) async throws -> TokenMinting.Minted {
        let settings = try await options.settings()
        try HostConfiguration.check(serviceDID: try settings.text(.serviceDID))
        let minting = TokenMinting(
            policy: try settings.policy(), audience: try settings.text(.serviceDID),
            store: try await options.newStore(), peppers: try settings.peppers(),
            random: { Libcrypto.randomBytes($0) })
        var wish = TokenMinting.Wish()
        wish.scopes = scope.isEmpty ? nil : scope
        wish.origins = origin
        wish.seconds = ttl
        wish.label = label
        do {
            return try await minting.mint(
                wish,
                TokenMinting.Order(
                    subject: subject, session: nil,
                    circumstances: OperatorOptions.circumstances))
        } catch WidgetTokenError.invalidText(let field, let maximum) {
            throw OperatorFailure(
                "\(field) must have at most \(maximum) characters, some of them visible, and hold no control characters "
                    + "and no credential")
        } catch let error as WidgetTokenError {
            throw OperatorFailure("\(error.wire.name): \(error.wire.message)")
        }
    }
}

/// A refusal of an operator's command; printed as it is, exit code 1.
struct OperatorFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
