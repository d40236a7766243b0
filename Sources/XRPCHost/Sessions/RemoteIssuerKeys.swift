// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
public import JOSE
import Synchronization

/// The keys that an issuer publishes at one https URL, fetched when they are needed (RFC 7517 §5).
///
/// A set is fresh for five minutes and may stand in for one hour while the issuer does not answer. A name that the
/// set lacks causes one early fetch a minute at most, however many tokens carry it.
public final class RemoteIssuerKeys: IssuerKeys {
    /// How long a set is used without asking again, in seconds.
    public static let freshSeconds: TimeInterval = 300
    /// How long a set is used while the issuer does not answer, in seconds.
    public static let staleSeconds: TimeInterval = 3600
    /// The least time between two fetches that an unknown key name or an outage causes, in seconds.
    public static let retrySeconds: TimeInterval = 60

    /// Fetches the document; throws for anything but a complete 200.
    public typealias Fetch = @Sendable () async throws -> [UInt8]

    private struct State {
        var set: JWKSet?
        var fetchedAt = Date.distantPast
        var attemptedAt = Date.distantPast
        var running: Task<JWKSet?, Never>?
    }

    private let fetch: Fetch
    private let state = Mutex(State())

    /// Makes a source that has fetched nothing yet.
    public init(fetch: @escaping Fetch) {
        self.fetch = fetch
    }

    /// Looks the key up, fetching first where the set is missing, old, or lacks the name.
    public func key(id: String?, for algorithm: SignatureAlgorithm, now: Date) async throws(Refusal) -> PublicJWK? {
        let cached = state.withLock { (set: $0.set, age: now.timeIntervalSince($0.fetchedAt)) }
        if let set = cached.set, (0..<Self.freshSeconds).contains(cached.age),
            let key = set.key(id: id, for: algorithm)
        {
            return key
        }
        await refresh(now: now)
        let current = state.withLock { (set: $0.set, age: now.timeIntervalSince($0.fetchedAt)) }
        guard let set = current.set, (0..<Self.staleSeconds).contains(current.age) else {
            throw Refusal(.issuerKeysUnavailable)
        }
        return set.key(id: id, for: algorithm)
    }

    /// Joins the running fetch or starts one, unless one was tried within the last minute.
    private func refresh(now: Date) async {
        let task = state.withLock { state -> Task<JWKSet?, Never>? in
            if let running = state.running { return running }
            let interval = state.set == nil ? 1 : Self.retrySeconds
            guard abs(now.timeIntervalSince(state.attemptedAt)) >= interval else { return nil }
            state.attemptedAt = now
            let fetch = fetch
            let task = Task { () -> JWKSet? in
                guard let bytes = try? await fetch() else { return nil }
                return try? JWKSet(bytes)
            }
            state.running = task
            return task
        }
        guard let task, let result = await Optional(task.value) else { return }
        state.withLock { state in
            guard state.running == task else { return }
            state.running = nil
            guard let result else { return }
            state.set = result
            state.fetchedAt = now
        }
    }
}
