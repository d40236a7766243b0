// SPDX-License-Identifier: Apache-2.0

public import Foundation
import Synchronization

/// Resolves DIDs through a bounded cache.
///
/// A copy is fresh for as long as ``LookupUse`` says. Requests for one DID share one fetch. 404 and 410 are believed
/// for 60 seconds; a server that does not answer is asked again after 5 seconds, and the copy is kept.
public final class IdentityDirectory: IdentitySource {
    /// Documents kept unless told otherwise; about a kilobyte each.
    public static let defaultCapacity = 10_000

    private let lookup: CachedLookup<ResolvableDID, DIDDocument, ResolutionFailure>
    private let budget = Mutex(RefreshBudget())
    private let observer: IdentityObserver

    /// Makes an empty directory.
    ///
    /// - Parameters:
    ///   - resolver: finds documents.
    ///   - capacity: documents to keep; as many failures are remembered beside them.
    ///   - observer: takes what happens, for metrics.
    public init(
        resolver: any DIDResolving, capacity: Int = defaultCapacity, observer: @escaping IdentityObserver = { _ in }
    ) {
        self.observer = observer
        lookup = CachedLookup(capacity: capacity) { did, priority in
            do throws(ResolutionFailure) {
                return .success(try await resolver.resolve(did, priority: priority))
            } catch {
                return .failure(error)
            }
        }
    }

    /// The document from the cache, or from a fetch where the copy is too old.
    public func identity(
        of did: ResolvableDID, use: LookupUse, now: Date
    ) async throws(ResolutionFailure) -> ResolvedIdentity {
        do {
            let found = try await lookup.value(for: did, use: use, now: now)
            observer(.used(use, source: found.source, age: found.age))
            return ResolvedIdentity(document: found.value, age: found.age, source: found.source)
        } catch {
            observer(.failed(use, error))
            throw error
        }
    }

    /// Fetches at most once a minute for one DID and twenty times a second in all.
    ///
    /// A document that was fetched for this very question is not fetched again. A fetch without an answer does not count
    /// for the minute; the server is then left alone for five seconds.
    public func rotatedIdentity(
        of did: ResolvableDID, known: ResolvedIdentity, now: Date
    ) async throws(ResolutionFailure) -> ResolvedIdentity? {
        guard known.source != .fetched else { return nil }
        if let held = lookup.held(did, now: now), held.value.signingKey != known.document.signingKey {
            return ResolvedIdentity(document: held.value, age: held.age, source: held.source)
        }
        if let failure = lookup.outage(did, now: now) { throw failure }
        guard budget.withLock({ $0.take(did.text, now: now) }) else {
            observer(.refreshForced(.refused))
            return nil
        }
        return try await refreshed(did, known, now)
    }

    private func refreshed(
        _ did: ResolvableDID, _ known: ResolvedIdentity, _ now: Date
    ) async throws(ResolutionFailure) -> ResolvedIdentity? {
        switch await lookup.refetch(did, now: now) {
        case .failure(let failure):
            observer(.refreshForced(.failed))
            guard failure.isOutage else { return nil }
            budget.withLock { $0.giveBack(did.text) }
            throw failure
        case .success(let document):
            let isChanged = document.signingKey != known.document.signingKey
            observer(.refreshForced(isChanged ? .changed : .unchanged))
            return isChanged ? ResolvedIdentity(document: document, age: 0, source: .fetched) : nil
        }
    }
}

extension ResolutionFailure: LookupFailure {}
