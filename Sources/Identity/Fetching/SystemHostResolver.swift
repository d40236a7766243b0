// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOPosix

/// Asks the system's resolver, on threads of its own because the system call blocks.
///
/// A stranger's slow DNS server holds a thread for each of its names in flight. Look-ups that matter, such as that of
/// the PLC directory, belong to another instance than those of strangers' hosts.
public final class SystemHostResolver: HostResolver {
    private let threads: NIOThreadPool

    /// Makes a resolver and starts its threads, each of which makes one look-up at a time.
    public init(threads count: Int = 8) {
        threads = NIOThreadPool(numberOfThreads: max(1, count))
        threads.start()
    }

    deinit {
        threads.shutdownGracefully { _ in }
    }

    /// Calls `getaddrinfo`, which orders addresses by RFC 6724.
    ///
    /// - Throws: ``Failure`` with the code of `getaddrinfo`.
    public func addresses(of host: String) async throws -> [IPAddress] {
        try await threads.runIfActive { try Self.lookUp(host) }
    }

    /// What `getaddrinfo` said.
    public struct Failure: Error, Sendable {
        /// One of the `EAI` codes.
        public let code: Int32
    }

    private static func lookUp(_ host: String) throws -> [IPAddress] {
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
