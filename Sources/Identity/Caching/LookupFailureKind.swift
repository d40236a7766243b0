// SPDX-License-Identifier: Apache-2.0

/// What a failed look-up tells about what was looked up.
public enum LookupFailureKind: Sendable, CaseIterable {
    /// The server answered, and not with a document: a copy is void.
    case answer
    /// The server did not answer: a copy may stand in.
    case outage
    /// This process did not come to ask: nothing is known about the server.
    ///
    /// Strangers can cause that by their own requests. So no copy stands in where a credential is checked; otherwise a
    /// stolen key that was replaced could be kept alive by flooding the queue.
    case notAsked
}
