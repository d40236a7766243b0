// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// Where a document came from.
public enum LookupSource: String, Sendable, CaseIterable {
    /// It was fetched for this question.
    case fetched
    /// A copy was young enough.
    case cached
    /// The server did not answer, and an older copy stood in.
    case cachedDuringOutage = "cached-during-outage"
}

/// Something that a host may want to count.
public enum IdentityEvent: Sendable {
    /// A document was used; `age` in seconds since it was fetched.
    case used(LookupUse, source: LookupSource, age: TimeInterval)
    /// There was no document to use.
    case failed(LookupUse, ResolutionFailure)
    /// A bad signature asked for a newer document.
    case refreshForced(ForcedRefresh)
}

/// How a forced refresh went.
public enum ForcedRefresh: String, Sendable, CaseIterable {
    /// There was another key.
    case changed
    /// The key was the same.
    case unchanged
    /// There was no newer document.
    case failed
    /// The budget did not allow it, and nobody was asked.
    case refused
}

/// Takes events; it is called on the path of a request, so it must be quick.
public typealias IdentityObserver = @Sendable (IdentityEvent) -> Void
