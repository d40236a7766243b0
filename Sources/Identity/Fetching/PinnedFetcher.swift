// SPDX-License-Identifier: Apache-2.0

/// Fetches documents only from addresses that a stranger may make this process call.
///
/// The name is resolved once, every address that it has must be allowed, and the connection goes to one of them: a
/// name that resolves differently a moment later changes nothing. One time limit covers everything.
public final class PinnedFetcher: DocumentFetcher {
    private let reach: NetworkReach
    private let limits: FetchLimits
    private let resolver: any HostResolver
    private let transport: any PinnedTransport
    private let turns: FetchTurns

    /// Makes a fetcher.
    ///
    /// - Parameters:
    ///   - reach: which servers may be called.
    ///   - limits: what one request may cost, and how many there may be.
    ///   - resolver: what answers for DNS.
    ///   - userAgent: how requests name this software to the servers that they go to.
    public convenience init(
        reach: NetworkReach = .publicInternet, limits: FetchLimits = FetchLimits(),
        resolver: any HostResolver = SystemHostResolver(), userAgent: String = "swift-xrpc-host"
    ) {
        self.init(
            reach: reach, limits: limits, resolver: resolver, transport: HTTPClientTransport(userAgent: userAgent))
    }

    /// The same with another way to connect, so that tests can see the address that was chosen.
    package init(
        reach: NetworkReach, limits: FetchLimits, resolver: any HostResolver, transport: any PinnedTransport
    ) {
        self.reach = reach
        self.limits = limits
        self.resolver = resolver
        self.transport = transport
        turns = FetchTurns(limits: limits)
    }

    /// Fetches one document within the time limit, the wait for a turn included.
    public func fetch(_ request: FetchRequest) async throws(FetchFailure) -> FetchedDocument {
        let stage = FetchStage()
        do {
            return try await Deadline.run(within: limits.total * request.shareOfTime) { [self] in
                do throws(FetchFailure) {
                    return .success(
                        try await turns.take(request.origin.host, request.priority) { () async throws(FetchFailure) in
                            try await attempt(request, stage)
                        })
                } catch {
                    return .failure(error)
                }
            }
        } catch {
            throw error == .timedOut ? stage.timeout : error
        }
    }

    private func attempt(
        _ request: FetchRequest, _ stage: FetchStage
    ) async throws(FetchFailure) -> FetchedDocument {
        stage.enter(.resolving)
        let addresses = Self.candidates(try await checkedAddresses(of: request))
        stage.enter(.asking)
        let bounds = TransportLimits(
            connect: limits.total * request.shareOfTime / addresses.count, maximumBytes: limits.maximumBytes)
        for address in addresses where !Task.isCancelled {
            do {
                return try Self.document(try await transport.get(request, at: address, limits: bounds))
            } catch let failure as FetchFailure {
                throw failure
            } catch {
                continue  // the next address, if any
            }
        }
        throw .unreachable
    }

    /// The best address, and one of the other family in case this one does not work here; else the second best.
    private static func candidates(_ addresses: [IPAddress]) -> [IPAddress] {
        guard let best = addresses.first else { return [] }
        let other = addresses.first { $0.isIPv4 != best.isIPv4 } ?? addresses.dropFirst().first
        return [best] + (other.map { [$0] } ?? [])
    }

    /// Resolves the host once; one address that is not allowed spoils all of them.
    private func checkedAddresses(of request: FetchRequest) async throws(FetchFailure) -> [IPAddress] {
        let addresses: [IPAddress]
        do {
            addresses = try await resolver.addresses(of: request.origin.host, priority: request.priority)
        } catch let failure as FetchFailure {
            throw failure
        } catch {
            throw .nameUnresolved
        }
        guard !addresses.isEmpty else { throw .nameUnresolved }
        guard addresses.allSatisfy({ isAllowed($0, for: request.origin) }) else { throw .addressRefused }
        return addresses
    }

    /// The name `localhost` is for loopback alone, and every other name for the public internet alone.
    private func isAllowed(_ address: IPAddress, for origin: WebOrigin) -> Bool {
        switch (origin.isLoopback, reach) {
        case (false, _): address.kind == .global
        case (true, .publicInternetAndLoopback): address.kind == .loopback
        case (true, .publicInternet): false
        }
    }

    private static func document(_ response: PinnedResponse) throws(FetchFailure) -> FetchedDocument {
        switch response.status {
        case 200: return FetchedDocument(bytes: response.body, mediaType: mediaType(response.contentType))
        case 404, 410: throw .notFound
        case 300..<400: throw .redirected
        default: throw .status(response.status)
        }
    }

    private static func mediaType(_ field: String?) -> String? {
        guard let type = field?.split(separator: ";", omittingEmptySubsequences: false).first else { return nil }
        let kept = type.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return String(decoding: kept, as: UTF8.self).lowercased()
    }
}
