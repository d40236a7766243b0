// SPDX-License-Identifier: Apache-2.0

/// Turns a host name into the addresses that DNS gives for it.
///
/// A fetcher asks once for each request, checks every address, and connects to one that it has checked; a resolver
/// that answers differently the next time gains nothing.
public protocol HostResolver: Sendable {
    /// All A and AAAA addresses of `host`, best first; empty where it has none.
    ///
    /// - Parameters:
    ///   - host: the name.
    ///   - priority: for whom; names that strangers bring up must not hold up the others.
    /// - Throws: ``FetchFailure/overloaded`` where this process cannot ask; any other error counts as an outage of DNS.
    func addresses(of host: String, priority: FetchPriority) async throws -> [IPAddress]
}
