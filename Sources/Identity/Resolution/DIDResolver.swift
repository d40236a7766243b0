// SPDX-License-Identifier: Apache-2.0

/// Finds the DID document of an account.
public protocol DIDResolving: Sendable {
    /// Resolves without any cache.
    ///
    /// - Parameters:
    ///   - did: the account.
    ///   - priority: whether it goes ahead of others that wait.
    /// - Throws: ``ResolutionFailure``.
    func resolve(_ did: ResolvableDID, priority: FetchPriority) async throws(ResolutionFailure) -> DIDDocument
}

/// Asks the PLC directory and the hosts of did:web (atproto.com/specs/did, w3c-ccg.github.io/did-method-web).
public struct DIDResolver: DIDResolving {
    /// The directory that all of AT Protocol uses.
    public static let defaultDirectory = "https://plc.directory"
    private static let accept = "application/did+ld+json,application/json"

    private let directories: [WebOrigin]
    private let directoryFetcher: any DocumentFetcher
    private let hostFetcher: any DocumentFetcher
    private let reach: NetworkReach

    /// Makes a resolver.
    ///
    /// - Parameters:
    ///   - directories: the PLC directory and its mirrors; the next is asked where the one before does not answer.
    ///   - directoryFetcher: fetches from the directories; see ``FetchLimits/directory``.
    ///   - hostFetcher: fetches from hosts that did:web names. Give it a fetcher of its own: hosts of strangers that
    ///     answer slowly then cannot take the turns of the directory.
    ///   - reach: whether documents may name servers on this machine.
    public init(
        directories: [WebOrigin], directoryFetcher: any DocumentFetcher, hostFetcher: any DocumentFetcher,
        reach: NetworkReach = .publicInternet
    ) {
        self.directories = directories
        self.directoryFetcher = directoryFetcher
        self.hostFetcher = hostFetcher
        self.reach = reach
    }

    /// Fetches the document and reads it strictly.
    public func resolve(
        _ did: ResolvableDID, priority: FetchPriority = .discovery
    ) async throws(ResolutionFailure) -> DIDDocument {
        let document: FetchedDocument
        do {
            document = try await fetch(did, priority)
        } catch {
            throw ResolutionFailure(error)
        }
        do {
            return try DIDDocument(document.bytes, for: did.text, reach: reach)
        } catch {
            throw .invalid(error)
        }
    }

    private func fetch(_ did: ResolvableDID, _ priority: FetchPriority) async throws(FetchFailure) -> FetchedDocument {
        switch did.method {
        case .plc: try await fetchFromDirectories("/\(did.text)", priority)
        case .web(let origin):
            try await hostFetcher.fetch(
                FetchRequest(
                    origin: origin, path: "/.well-known/did.json", accept: Self.accept, priority: priority))
        }
    }

    /// Asks one directory after another; together they have the time of one request.
    private func fetchFromDirectories(
        _ path: String, _ priority: FetchPriority
    ) async throws(FetchFailure) -> FetchedDocument {
        var last = FetchFailure.unreachable
        for directory in directories {
            do {
                return try await directoryFetcher.fetch(
                    FetchRequest(
                        origin: directory, path: path, accept: Self.accept, priority: priority,
                        shareOfTime: 1 / Double(directories.count)))
            } catch {
                guard error.isOutage else { throw error }
                last = error
            }
        }
        throw last
    }
}
