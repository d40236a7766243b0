// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import DPoP
import Foundation
import Identity
import NIOHTTP1
import StrictJSON

/// Looks up what a scope of the form `ref:<cid>` stands for, with `com.atproto.temp.dereferenceScope` of an entryway.
///
/// A reference is the hash of what it stands for, so an answer never changes; it is kept for a day.
final class ScopeReferences: Sendable {
    private static let cacheSeconds: TimeInterval = 86_400
    private static let maximumBytes = 65_536

    private let origin: String
    private let client = OutboundClient()
    private let answers = AnswerCache<String, OAuthScopes, Refusal>(capacity: 10_000)

    init(origin: String) {
        self.origin = origin
    }

    /// The scopes behind a reference.
    ///
    /// - Throws: `Refusal` with `scopes-unavailable` where the entryway does not say.
    func scopes(for reference: String, now: Date) async throws(Refusal) -> OAuthScopes {
        try await answers.value(for: reference, now: now) { [self] priority throws(Refusal) in
            let scopes = try await dereference(reference, priority)
            return .init(value: scopes, until: now.addingTimeInterval(Self.cacheSeconds))
        }
    }

    private func dereference(_ reference: String, _ priority: FetchPriority) async throws(Refusal) -> OAuthScopes {
        let bytes: [UInt8]
        do {
            bytes = try await client.body(
                of: request(reference), maximumBytes: Self.maximumBytes, priority: priority)
        } catch {
            throw Refusal(.scopesUnavailable, detail: "\(error)")
        }
        let limits = JSONLimits(maximumBytes: Self.maximumBytes, maximumDepth: 4, maximumMembers: 16)
        guard let text = (try? JSONParser(limits: limits).parse(bytes))?.object?["scope"]?.string else {
            throw Refusal(.scopesUnavailable, detail: "the answer has no scope")
        }
        let scopes = OAuthScopes(text)
        guard scopes.reference == nil else { throw Refusal(.scopesUnavailable, detail: "a reference to a reference") }
        return scopes
    }

    private func request(_ reference: String) -> HTTPClientRequest {
        let value = reference.replacing(":", with: "%3A")
        var request = HTTPClientRequest(url: "\(origin)/xrpc/com.atproto.temp.dereferenceScope?scope=\(value)")
        request.headers.add(name: "Accept", value: "application/json")
        return request
    }
}
