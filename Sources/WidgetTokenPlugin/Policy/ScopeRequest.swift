// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// Reads the scopes of a mint: names of sets, `include:<set>`, or single methods as `rpc:<nsid>?aud=<service>`.
struct ScopeRequest {
    let policy: WidgetTokenPolicy
    let audience: String

    /// The scopes in stored form and the methods that they mean now.
    ///
    /// - Throws: ``WidgetTokenError/invalidScope`` for anything that is not on offer.
    func resolve(_ scopes: [String]?) throws(WidgetTokenError) -> (scopes: [String], methods: [String]) {
        var stored: [String] = []
        var methods: Set<String> = []
        for scope in scopes ?? [policy.defaultScope] {
            let name = try storedForm(scope)
            let meant = policy.methods(of: name)
            guard !meant.isEmpty else { throw .invalidScope }
            if !stored.contains(name) { stored.append(name) }
            methods.formUnion(meant)
        }
        return (stored, methods.sorted())
    }

    private func storedForm(_ scope: String) throws(WidgetTokenError) -> String {
        if let single = Self.singleMethod(scope) {
            guard single.audience == audience else { throw .invalidScope }
            return scope
        }
        let name = scope.hasPrefix("include:") ? String(scope.dropFirst("include:".count)) : scope
        guard policy.scopeSets.contains(where: { $0.name == name }) else { throw .invalidScope }
        return name
    }

    /// Takes `rpc:<nsid>?aud=<did>%23<fragment>` apart; nil for every other form, wildcards included.
    static func singleMethod(_ scope: String) -> (method: String, audience: String)? {
        guard scope.hasPrefix("rpc:") else { return nil }
        let parts = scope.dropFirst("rpc:".count).split(separator: "?", omittingEmptySubsequences: false)
        guard parts.count == 2, NSID(rawValue: String(parts[0])) != nil, parts[1].hasPrefix("aud=") else { return nil }
        let audience = parts[1].dropFirst("aud=".count).split(separator: "%23", omittingEmptySubsequences: false)
        guard audience.count == 2, DID(rawValue: String(audience[0])) != nil, !audience[1].isEmpty,
            !audience[1].contains("&")
        else { return nil }
        return (String(parts[0]), "\(audience[0])#\(audience[1])")
    }
}
