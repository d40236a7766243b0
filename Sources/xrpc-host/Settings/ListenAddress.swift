// SPDX-License-Identifier: Apache-2.0

import Foundation
import HummingbirdCore
import NIOCore
import NIOPosix
import XRPCHost

/// Where a host listens.
struct ListenAddress {
    let host: String
    let port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    init(_ settings: HostSettings) throws(HostStartupError) {
        host = try settings.text(.host)
        port = try settings.number(.port, in: 0...65_535)
    }

    var binding: BindAddress { .hostname(host, port: port) }

    /// Makes every check that can be made without listening: that the host is an address of this machine.
    func check() async throws(HostStartupError) {
        guard Self.isLiteral(host) || Self.isName(host) else {
            throw refusal(.host, "\(host) is neither an IP address nor a host name")
        }
        do {
            let address = try SocketAddress.makeAddressResolvingHost(host, port: 0)
            // A datagram socket takes the address and does not listen.
            let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(to: address).get()
            try await channel.close()
        } catch is IOError {
            throw refusal(.host, "\(host) is not an address of this machine")
        } catch {
            throw refusal(.host, "\(host) has no address that this machine can find")
        }
    }

    /// The setting at fault where listening failed for the address, or nil for any other error.
    func startupError(_ error: any Error) -> HostStartupError? {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE:
            refusal(.port, "\(host):\(port) is in use by another process; stop that one, or choose another port")
        case EACCES:
            refusal(.port, "this process may not listen on \(host):\(port); choose a port above 1023")
        case EADDRNOTAVAIL: refusal(.host, "\(host) is not an address of this machine")
        default: nil
        }
    }

    private static func isLiteral(_ host: String) -> Bool { (try? SocketAddress(ipAddress: host, port: 0)) != nil }

    /// Labels of letters, digits and hyphens; a last one of digits only would be a broken IPv4 address.
    private static func isName(_ host: String) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return host.utf8.count <= 253 && labels.last?.contains { !$0.isNumber } == true
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count)
                    && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
            }
    }

    private func refusal(_ setting: Setting, _ problem: String) -> HostStartupError {
        HostStartupError(setting: setting.rawValue, problem: problem)
    }
}
