// SPDX-License-Identifier: Apache-2.0

/// Why a document was not fetched.
public enum FetchFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The server says that there is no such document: 404 or 410.
    case notFound
    /// The name has an address that is not public; no connection was made.
    case addressRefused
    /// The server answers with a redirect, which is never followed.
    case redirected
    /// The body is larger than the limit.
    case tooLarge
    /// The name has no address, or DNS does not answer.
    case nameUnresolved
    /// The connection, TLS or the exchange failed.
    case unreachable
    /// The server answers with another status.
    case status(Int)
    /// The server was asked and did not answer in time.
    case timedOut
    /// DNS did not answer in time.
    case nameTimedOut
    /// Too many requests are in flight or waiting.
    case overloaded

    /// A word for logs and metrics; few different ones.
    public var description: String {
        switch self {
        case .notFound: "not-found"
        case .addressRefused: "address-refused"
        case .redirected: "redirected"
        case .tooLarge: "too-large"
        case .nameUnresolved: "name-unresolved"
        case .unreachable: "unreachable"
        case .status(let code): "status-\(code)"
        case .timedOut: "timed-out"
        case .nameTimedOut: "name-timed-out"
        case .overloaded: "overloaded"
        }
    }

    /// What the failure tells about the document.
    public var kind: LookupFailureKind {
        switch self {
        case .notFound, .addressRefused, .redirected, .tooLarge: .answer
        case .nameUnresolved, .unreachable, .status, .timedOut: .outage
        case .nameTimedOut, .overloaded: .notAsked
        }
    }

    /// Whether the next attempt may well succeed; the other failures are answers.
    public var isOutage: Bool { kind != .answer }
}
