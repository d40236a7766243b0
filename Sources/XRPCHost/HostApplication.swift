// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
public import Logging
public import Metrics
public import ServiceLifecycle
import XRPCCore

/// An XRPC host: plugins, credentials and limits put together, ready to answer requests.
///
/// Mount it into an app's own Hummingbird router, or let it run as a server of its own.
public struct HostApplication: Sendable {
    /// Work of the host and its plugins that must run beside the requests.
    public let services: [any Service]
    /// What is served.
    public let catalog: MethodCatalog
    let dispatcher: Dispatcher
    let logger: Logger

    /// Puts a host together and makes every start-up check.
    ///
    /// - Parameters:
    ///   - configuration: who the host is.
    ///   - sessions: verifies sessions; needed as soon as a route accepts them.
    ///   - replayStore: remembers single-use credentials.
    ///   - plugins: the methods.
    ///   - logger: receives one entry for each request.
    ///   - metrics: receives counters and histograms.
    ///   - now: the clock.
    /// - Throws: ``HostStartupError`` naming the setting or the plugin at fault.
    public init(
        configuration: HostConfiguration, sessions: (any SessionVerifier)?, replayStore: any ReplayStore,
        plugins: [any MethodPlugin], logger: Logger, metrics: any MetricsFactory = MetricsSystem.factory,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(HostStartupError) {
        let sessionMetrics = SessionMetrics(factory: metrics)
        var registrar = MethodRegistrar()
        for plugin in plugins {
            registrar.currentPlugin = plugin.name
            try plugin.register(on: &registrar)
        }
        try Self.checkCredentials(registrar, sessions: sessions)
        try Self.checkSingleUse(configuration, sessions, replayStore)
        catalog = MethodCatalog(
            entries: registrar.routes.values.map { route in
                .init(nsid: route.descriptor.nsid, kind: route.descriptor.kind, accepts: route.kinds)
            }.sorted { $0.nsid.rawValue < $1.nsid.rawValue })
        for plugin in plugins { try plugin.check(against: catalog) }
        dispatcher = Dispatcher(
            configuration: configuration, routes: try Self.bind(registrar.routes, to: configuration.publicOrigin),
            authenticator: Authenticator(sessions: sessions, widgetGuard: registrar.widgetGuard),
            replayStore: MeasuredReplayStore(store: replayStore, metrics: sessionMetrics), plugins: plugins,
            answer: Answer(offer: sessions?.offer ?? .nothing),
            requestLog: RequestLog(logger: logger), metrics: sessionMetrics, now: now)
        services =
            plugins.flatMap(\.services) + [
                ReplayStoreGauge(store: replayStore, metrics: sessionMetrics),
                ClockWatch(now: now, metrics: metrics, logger: logger),
            ]
        self.logger = logger
    }

    /// Answers one request; never throws, and answers every failure in the XRPC envelope.
    public func respond(to request: HostRequest) async -> HostResponse {
        await dispatcher.respond(to: request)
    }

    /// Whether a path with its query is the host's matter where it is mounted in front of other routes.
    func serves(_ target: String) -> Bool {
        let path = target.prefix { $0 != "?" }
        if path == "/xrpc" || path.hasPrefix("/xrpc/") { return true }
        return path == ProtectedResourceMetadata.path && dispatcher.authenticator.sessions?.resourceMetadata != nil
    }

    private static func checkCredentials(
        _ registrar: MethodRegistrar, sessions: (any SessionVerifier)?
    ) throws(HostStartupError) {
        for route in registrar.routes.values {
            let nsid = route.descriptor.nsid
            if route.kinds.contains(.session), sessions == nil {
                throw HostStartupError(setting: "issuer", problem: "\(nsid) accepts sessions, and none can be verified")
            }
            if route.kinds.contains(.widget), registrar.widgetGuard == nil {
                throw HostStartupError(
                    setting: "plugins", problem: "\(nsid) accepts widget tokens, and no plugin guards them")
            }
        }
    }

    /// Proves that no credential can be used twice, by what the parts say of themselves.
    private static func checkSingleUse(
        _ configuration: HostConfiguration, _ sessions: (any SessionVerifier)?, _ store: any ReplayStore
    ) throws(HostStartupError) {
        if let flaw = sessions?.proofLifetimes?.flaw { throw HostStartupError(setting: "require-nonce", problem: flaw) }
        guard configuration.nodes == 1 || store.reach == .shared else {
            throw HostStartupError(
                setting: "nodes", problem: "\(configuration.nodes) processes need a replay store that they share")
        }
    }

    private static func bind(
        _ routes: [String: MethodRoute], to origin: HTTPTarget
    ) throws(HostStartupError) -> RouteTable {
        var bound: [BoundRoute] = []
        for route in routes.values {
            guard let target = origin.replacingPath("/xrpc/\(route.descriptor.nsid.rawValue)") else {
                throw HostStartupError(setting: "public-origin", problem: "makes no URL for \(route.descriptor.nsid)")
            }
            bound.append(BoundRoute(route: route, target: target))
        }
        return RouteTable(bound)
    }
}
