// SPDX-License-Identifier: Apache-2.0

import XRPCCore
import XRPCHost

/// The start-up check of a policy; each refusal names the setting.
struct PolicyCheck {
    let policy: WidgetTokenPolicy
    let group: String

    func run(_ methods: MethodCatalog) throws(HostStartupError) {
        try checkSets()
        for nsid in policy.ceiling { try check(nsid, methods) }
        try require(
            (policy.native.minimum...policy.native.maximum).contains(policy.native.standard),
            "native-ttl-seconds", "must be between 60 and 31536000")
        try require(
            (policy.browser.minimum...policy.browser.maximum).contains(policy.browser.standard),
            "browser-ttl-seconds", "must be between 60 and 3600")
        try require((1...1000).contains(policy.maximumActiveTokens), "max-active-tokens", "must be between 1 and 1000")
        for rule in policy.assurances.values {
            try require(rule.maximumSeconds >= 60, "service-auth-ttl-seconds", "must be at least 60")
            for name in rule.scopeSets ?? [] {
                let isKnown = policy.scopeSets.contains { $0.name == name }
                try require(isKnown, "service-auth-sets", "there is no set \(name)")
            }
        }
        try require(policy.mintsPerHour > 0, "mints-per-hour", "must be at least 1")
        try require(policy.mintsPerDay >= policy.mintsPerHour, "mints-per-day", "must be at least mints-per-hour")
    }

    private func checkSets() throws(HostStartupError) {
        try require(!policy.ceiling.isEmpty, "widget-methods", "must name at least one method that widgets may call")
        let names = policy.scopeSets.map(\.name)
        try require(Set(names).count == names.count, "widget-sets", "must not repeat a name")
        for name in names {
            let isWord = !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && !name.contains(":")
            try require(isWord, "widget-sets", "the name \(name) must be an NSID or a word without spaces and colons")
        }
        try require(
            names.contains(policy.defaultScope), "widget-sets", "the default set \(policy.defaultScope) does not exist")
    }

    private func check(_ nsid: NSID, _ methods: MethodCatalog) throws(HostStartupError) {
        try require(nsid.group != group, "widget-methods", "\(nsid) manages tokens and must never be open to them")
        guard let entry = methods[nsid] else {
            throw HostStartupError(setting: "widget-methods", problem: "\(nsid) is not served by this host")
        }
        try require(
            entry.kind == .query, "widget-methods", "\(nsid) is a \(entry.kind.rawValue); only queries are allowed")
        try require(entry.accepts.contains(.widget), "widget-methods", "\(nsid) does not accept widget tokens")
    }

    private func require(_ condition: Bool, _ setting: String, _ problem: String) throws(HostStartupError) {
        guard condition else { throw HostStartupError(setting: setting, problem: problem) }
    }
}
