// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// A DID document with the circumstances under which it was obtained.
public struct ResolvedIdentity: Sendable {
    /// The document.
    public let document: DIDDocument
    /// Seconds since the fetch began that brought the document; 0 where this very question caused it.
    public let age: TimeInterval
    /// Where the document came from.
    public let source: LookupSource

    /// Makes a resolved identity; for sources other than ``IdentityDirectory``, such as a fixed one in tests.
    public init(document: DIDDocument, age: TimeInterval, source: LookupSource) {
        self.document = document
        self.age = age
        self.source = source
    }
}

/// Gives the documents of DIDs, as old as their use allows.
public protocol IdentitySource: Sendable {
    /// The document of `did`.
    ///
    /// - Throws: ``ResolutionFailure``.
    func identity(
        of did: ResolvableDID, use: LookupUse, now: Date
    ) async throws(ResolutionFailure) -> ResolvedIdentity

    /// A document with another signing key than `known`, after a signature did not fit its key.
    ///
    /// - Returns: nil where the key is still the same, where none could be had, or where asking again so soon is not
    ///   allowed.
    /// - Throws: ``ResolutionFailure`` where the server does not answer, so that nobody knows whether there is another.
    func rotatedIdentity(
        of did: ResolvableDID, known: ResolvedIdentity, now: Date
    ) async throws(ResolutionFailure) -> ResolvedIdentity?
}
