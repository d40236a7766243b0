// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOPosix
import Synchronization

/// Asks the system's resolver, on threads of its own because the system call blocks and cannot be cancelled.
///
/// A stranger's slow DNS server holds a thread for as long as the system waits for it. So names that are looked up for
/// the first time have other threads than the rest, and so many of them may wait that nothing piles up. The system
/// decides how long it waits; `RES_OPTIONS=timeout:1 attempts:2` keeps that below the limit of a request.
public final class SystemHostResolver: HostResolver {
    /// Look-ups that may wait for a thread, for each one.
    static let waitingPerThread = 16

    private let lookUp: @Sendable (String) throws -> [IPAddress]
    private let renewals: Lane
    private let discoveries: Lane

    private final class Lane: Sendable {
        let threads: NIOThreadPool
        let capacity: Int
        /// Look-ups that hold a thread or wait for one, those included whose caller has gone.
        let pending = Mutex(0)

        init(threads count: Int) {
            threads = NIOThreadPool(numberOfThreads: count)
            capacity = count * (1 + waitingPerThread)
            threads.start()
        }

        deinit { threads.shutdownGracefully { _ in } }
    }

    /// Makes a resolver and starts its threads, each of which makes one look-up at a time.
    ///
    /// - Parameter count: threads for each ``FetchPriority``, at least one.
    public convenience init(threads count: Int = 8) {
        self.init(threads: count, lookUp: Self.lookUp)
    }

    /// The same with another call than `getaddrinfo`.
    init(threads count: Int, lookUp: @escaping @Sendable (String) throws -> [IPAddress]) {
        self.lookUp = lookUp
        renewals = Lane(threads: max(1, count))
        discoveries = Lane(threads: max(1, count))
    }

    /// Look-ups that hold a thread or wait for one.
    var pending: (renewals: Int, discoveries: Int) {
        (renewals.pending.withLock { $0 }, discoveries.pending.withLock { $0 })
    }

    /// Calls `getaddrinfo`, which orders addresses by RFC 6724.
    ///
    /// - Throws: ``Failure`` with the code of `getaddrinfo`, or ``FetchFailure/overloaded`` where too many wait.
    public func addresses(of host: String, priority: FetchPriority) async throws -> [IPAddress] {
        let lane =
            switch priority {
            case .renewal: renewals
            case .discovery: discoveries
            }
        let isAdmitted = lane.pending.withLock { pending in
            guard pending < lane.capacity else { return false }
            pending += 1
            return true
        }
        guard isAdmitted else { throw FetchFailure.overloaded }
        defer { lane.pending.withLock { $0 -= 1 } }
        return try await lane.threads.runIfActive { [lookUp] in try lookUp(host) }
    }

    /// What `getaddrinfo` said.
    public struct Failure: Error, Sendable {
        /// One of the `EAI` codes.
        public let code: Int32
    }

    @Sendable private static func lookUp(_ host: String) throws -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else { throw Failure(code: code) }
        defer { freeaddrinfo(list) }
        var addresses: [IPAddress] = []
        var next = list
        while let entry = next {
            if let address = address(entry.pointee), !addresses.contains(address) { addresses.append(address) }
            next = entry.pointee.ai_next
        }
        return addresses
    }

    private static func address(_ entry: addrinfo) -> IPAddress? {
        guard let raw = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return raw.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin_addr) { IPAddress(bytes: Array($0)) }
            }
        case AF_INET6:
            return raw.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin6_addr) { IPAddress(bytes: Array($0)) }
            }
        default:
            return nil
        }
    }
}
