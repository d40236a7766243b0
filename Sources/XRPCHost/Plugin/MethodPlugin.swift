// SPDX-License-Identifier: Apache-2.0

public import ServiceLifecycle

/// A set of methods that a host serves, with what they need.
public protocol MethodPlugin: Sendable {
    /// A short name for messages.
    var name: String { get }

    /// Registers the methods, each with the credentials that it accepts.
    ///
    /// - Throws: ``HostStartupError`` where the plugin's settings do not fit together.
    func register(on registrar: inout MethodRegistrar) throws(HostStartupError)

    /// Checks the plugin's settings against everything that the host serves.
    ///
    /// - Throws: ``HostStartupError``; the host then does not start.
    func check(against methods: MethodCatalog) throws(HostStartupError)

    /// Whether what the plugin leans on works; `/xrpc/_health` answers 503 where it does not.
    func isHealthy() async -> Bool

    /// Work that runs beside the requests.
    var services: [any Service] { get }
}

extension MethodPlugin {
    /// Nothing to check.
    public func check(against methods: MethodCatalog) throws(HostStartupError) {}
    /// Always healthy.
    public func isHealthy() async -> Bool { true }
    /// No work beside the requests.
    public var services: [any Service] { [] }
}
