// SPDX-License-Identifier: Apache-2.0

import DPoP
import XRPCCore

/// A route with what follows from it and the configuration.
struct BoundRoute: Sendable {
    let route: MethodRoute
    /// The URL that proofs for the method must name.
    let target: HTTPTarget
    /// Whether answers are for one caller only.
    let isPrivate: Bool

    init(route: MethodRoute, target: HTTPTarget) {
        self.route = route
        self.target = target
        isPrivate = route.kinds != [.none]
    }
}

/// The served methods, found by their own spelling at once and by another spelling of their authority after that.
struct RouteTable: Sendable {
    private let exact: [String: BoundRoute]
    private let canonical: [String: BoundRoute]

    init(_ routes: [BoundRoute]) {
        exact = Dictionary(
            routes.map { ($0.route.descriptor.nsid.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
        canonical = Dictionary(
            routes.map { ($0.route.descriptor.nsid.canonical, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The route for the name in a path.
    ///
    /// - Throws: `XRPCError`: 400 for a name that is no NSID, 501 for one that nobody serves.
    func route(named name: String) throws(XRPCError) -> BoundRoute {
        if let route = exact[name] { return route }
        guard let nsid = NSID(rawValue: name) else { throw .invalidRequest("The path does not name a method") }
        guard let route = canonical[nsid.canonical] else { throw .methodNotImplemented }
        return route
    }
}
