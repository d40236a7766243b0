// SPDX-License-Identifier: Apache-2.0

/// Fetches small public documents from servers that strangers name.
public protocol DocumentFetcher: Sendable {
    /// Fetches one document by GET.
    ///
    /// - Parameter request: what to fetch, and within which time.
    /// - Throws: ``FetchFailure``; only a complete answer with status 200 is returned.
    func fetch(_ request: FetchRequest) async throws(FetchFailure) -> FetchedDocument
}

/// One document to fetch.
public struct FetchRequest: Sendable {
    /// The server.
    public let origin: WebOrigin
    /// The path on it, which begins with a slash.
    public let path: String
    /// The value of the `Accept` field.
    public let accept: String
    /// Whether the request goes ahead of others that wait.
    public let priority: FetchPriority
    /// The part of the fetcher's own time limit that this request may use, above 0 up to 1.
    public let shareOfTime: Double

    /// Makes a request.
    public init(
        origin: WebOrigin, path: String, accept: String, priority: FetchPriority = .discovery, shareOfTime: Double = 1
    ) {
        self.origin = origin
        self.path = path
        self.accept = accept
        self.priority = priority
        self.shareOfTime = min(1, max(0.01, shareOfTime))
    }

    /// The URL.
    public var url: String { origin.text + path }
}

/// A document that a server has answered with status 200.
public struct FetchedDocument: Sendable {
    /// The body.
    public let bytes: [UInt8]
    /// The media type in lower case, without parameters; nil where the server names none.
    public let mediaType: String?

    /// Makes a document.
    public init(bytes: [UInt8], mediaType: String?) {
        self.bytes = bytes
        self.mediaType = mediaType
    }
}
