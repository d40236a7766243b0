// SPDX-License-Identifier: Apache-2.0

/// Turns a host name into the addresses that DNS gives for it.
///
/// A fetcher asks once for each request, checks every address, and connects to one that it has checked; a resolver
/// that answers differently the next time gains nothing.
public protocol HostResolver: Sendable {
    /// All A and AAAA addresses of `host`, best first; empty where it has none.
    ///
    /// - Throws: any error where DNS does not answer; it counts as an outage.
    func addresses(of host: String) async throws -> [IPAddress]
}
