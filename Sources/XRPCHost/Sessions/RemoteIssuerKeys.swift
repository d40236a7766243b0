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

    private struct Copy {
        let set: JWKSet
        /// When the fetch began.
        let fetchedAt: Date

        /// Whether the set is young enough.
        ///
        /// Those who wait for a fetch may have come before it began, so the age may be a little below zero. A set from
        /// the distant future, as after the clock was set back, has no use.
        func serves(_ now: Date, for seconds: TimeInterval) -> Bool {
            (-RemoteIssuerKeys.retrySeconds..<seconds).contains(now.timeIntervalSince(fetchedAt))
        }
    }

    private struct State {
        var copy: Copy?
        var attemptedAt = Date.distantPast
        var running: Task<Copy?, Never>?
    }

    private let fetch: Fetch
    private let state = Mutex(State())

    /// Makes a source that has fetched nothing yet.
    public init(fetch: @escaping Fetch) {
        self.fetch = fetch
    }

    /// Looks the key up, fetching first where the set is missing, old, or lacks the name.
    public func key(id: String?, for algorithm: SignatureAlgorithm, now: Date) async throws(Refusal) -> PublicJWK? {
        let held = state.withLock { $0.copy }
        if let held, held.serves(now, for: Self.freshSeconds), let key = held.set.key(id: id, for: algorithm) {
            return key
        }
        guard let copy = await refreshed(now), copy.serves(now, for: Self.staleSeconds) else {
            throw Refusal(.issuerKeysUnavailable)
        }
        return copy.set.key(id: id, for: algorithm)
    }

    /// What the running fetch brings, or a new one, or what is held where one was tried within the last minute.
    private func refreshed(_ now: Date) async -> Copy? {
        let task = state.withLock { state -> Task<Copy?, Never>? in
            if let running = state.running { return running }
            let interval = state.copy == nil ? 1 : Self.retrySeconds
            guard abs(now.timeIntervalSince(state.attemptedAt)) >= interval else { return nil }
            state.attemptedAt = now
            state.running = Task { await attempt(startedAt: now) }
            return state.running
        }
        guard let task else { return state.withLock { $0.copy } }
        return await task.value
    }

    /// Fetches once and keeps what it brings; gives what is held then.
    private func attempt(startedAt start: Date) async -> Copy? {
        let set = try? await JWKSet(fetch())
        return state.withLock { state in
            state.running = nil
            if let set { state.copy = Copy(set: set, fetchedAt: start) }
            return state.copy
        }
    }
}
