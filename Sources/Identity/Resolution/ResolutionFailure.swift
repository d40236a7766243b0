// SPDX-License-Identifier: Apache-2.0

/// Why a DID has no document at the moment.
public enum ResolutionFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// Nobody knows the DID, or it was deleted.
    case notFound
    /// What was found is not a document of the DID.
    case invalid(DIDDocumentError)
    /// The server was not asked, or its answer not read, because it broke a rule of fetching.
    case refused(FetchFailure)
    /// The directory or the host does not answer; a cached copy may stand in.
    case unavailable(FetchFailure)

    init(_ failure: FetchFailure) {
        self =
            failure == .notFound ? .notFound : failure.isOutage ? .unavailable(failure) : .refused(failure)
    }

    /// A word or two for logs and metrics; few different ones.
    public var description: String {
        switch self {
        case .notFound: "not-found"
        case .invalid(let error): error.rawValue
        case .refused(let failure): "refused-\(failure)"
        case .unavailable(let failure): "unavailable-\(failure)"
        }
    }

    /// What the failure tells about the document.
    public var kind: LookupFailureKind {
        switch self {
        case .unavailable(let failure): failure.kind
        case .notFound, .invalid, .refused: .answer
        }
    }

    /// Whether nothing is known about the document, rather than that there is none of use.
    public var isOutage: Bool { kind != .answer }
}
