// SPDX-License-Identifier: Apache-2.0

import DPoP
import Logging
import WidgetTokenPlugin
import XRPCCore
import XRPCHost

/// The settings as values of their types; reading one that is missing or wrong names it.
struct HostSettings {
    private let sources: SettingSources

    init(_ sources: SettingSources) {
        self.sources = sources
    }

    func text(_ setting: Setting) throws(HostStartupError) -> String {
        guard let text = try optionalText(setting) else {
            throw HostStartupError(
                setting: setting.rawValue,
                problem: "is required; set --\(setting.rawValue) or \(setting.environmentName)")
        }
        return text
    }

    /// Whether somebody has set it, to anything but what it is anyway.
    func isSet(_ setting: Setting) throws(HostStartupError) -> Bool {
        guard let value = try sources.find(setting)?.value else { return false }
        return value != setting.standard && value != .text("")
    }

    /// A text; an empty one counts as none.
    func optionalText(_ setting: Setting) throws(HostStartupError) -> String? {
        guard case .text(let text)? = try sources.find(setting)?.value, !text.isEmpty else { return nil }
        return text
    }

    func number(_ setting: Setting, in range: ClosedRange<Int>) throws(HostStartupError) -> Int {
        guard case .number(let number)? = try sources.find(setting)?.value, range.contains(number) else {
            throw HostStartupError(
                setting: setting.rawValue, problem: "must be between \(range.lowerBound) and \(range.upperBound)")
        }
        return number
    }

    func flag(_ setting: Setting) throws(HostStartupError) -> Bool {
        guard case .flag(let flag)? = try sources.find(setting)?.value else { return false }
        return flag
    }

    func list(_ setting: Setting) throws(HostStartupError) -> [String] {
        guard case .list(let words)? = try sources.find(setting)?.value else { return [] }
        return words.map { $0.drop { $0 == " " } }.map(String.init).filter { !$0.isEmpty }
    }

    func logLevel() throws(HostStartupError) -> Logger.Level {
        guard let level = Logger.Level(rawValue: try text(.logLevel)) else {
            throw HostStartupError(
                setting: Setting.logLevel.rawValue,
                problem: "must be one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return level
    }

    func host() throws(HostStartupError) -> HostConfiguration {
        try HostConfiguration(
            publicOrigin: try text(.publicOrigin), serviceDID: try text(.serviceDID),
            maximumBodyBytes: try number(.maxBodyBytes, in: 1...1_048_576), nodes: try number(.nodes, in: 1...1000),
            version: HostVersion.current)
    }

    func policy() throws(HostStartupError) -> WidgetTokenPolicy {
        var sets: [WidgetTokenPolicy.ScopeSet] = []
        let plain = try list(.widgetMethods)
        if !plain.isEmpty { sets.append(.init(name: "default", methods: try methods(plain, .widgetMethods))) }
        for entry in try list(.widgetSets) {
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw HostStartupError(
                    setting: Setting.widgetSets.rawValue, problem: "\(entry) must look like name=nsid+nsid")
            }
            let names = parts[1].split(separator: "+").map(String.init)
            sets.append(.init(name: String(parts[0]), methods: try methods(names, .widgetSets)))
        }
        return WidgetTokenPolicy(
            scopeSets: sets, nativeSeconds: try number(.nativeTTLSeconds, in: 60...31_536_000),
            browserSeconds: try number(.browserTTLSeconds, in: 60...3600),
            maximumActiveTokens: try number(.maxActiveTokens, in: 1...1000),
            mintsPerHour: try number(.mintsPerHour, in: 1...1_000_000),
            mintsPerDay: try number(.mintsPerDay, in: 1...1_000_000),
            allowsNativeMintFromBrowser: try flag(.nativeMintFromBrowser), assurances: try assurances())
    }

    private func assurances() throws(HostStartupError) -> [VerifiedSession.Assurance: AssuranceRule] {
        let sets = try list(.serviceAuthSets)
        let serviceAuth = AssuranceRule(
            scopeSets: sets.isEmpty ? nil : Set(sets),
            maximumSeconds: try number(.serviceAuthTTLSeconds, in: 60...31_536_000))
        return [.dpopBound: .everything, .serviceAuth: try flag(.serviceAuthMint) ? serviceAuth : .nothing]
    }

    private func methods(_ names: [String], _ setting: Setting) throws(HostStartupError) -> [NSID] {
        var methods: [NSID] = []
        for name in names {
            guard let nsid = NSID(rawValue: name) else {
                throw HostStartupError(setting: setting.rawValue, problem: "\(name) is not an NSID")
            }
            methods.append(nsid)
        }
        return methods
    }

    func peppers() throws(HostStartupError) -> PepperRing {
        let keys = try KeyFile(path: try text(.pepperFile), setting: .pepperFile).read()
        guard let ring = PepperRing(keys.map { PepperRing.Key(id: $0.id, secret: $0.secret) }) else {
            throw HostStartupError(
                setting: Setting.pepperFile.rawValue,
                problem: "needs one key or more, each with its own number and at least 32 bytes; make one with keygen")
        }
        return ring
    }

    /// The nonces, or nil where proofs need none.
    ///
    /// Without a file the keys live as long as the process.
    func nonces(audience: String, random: RandomSource) throws(HostStartupError) -> NonceIssuer? {
        guard try flag(.requireNonce) else { return nil }
        var keys = [NonceIssuer.Key(id: 0, secret: random(NonceIssuer.minimumKeyBytes))]
        let path = try optionalText(.nonceFile)
        let nodes = try number(.nodes, in: 1...1000)
        guard path != nil || nodes == 1 else {
            throw HostStartupError(
                setting: Setting.nonceFile.rawValue,
                problem: "is required where nodes is more than 1, so that they take each other's nonces")
        }
        if let path {
            keys = []
            for key in try KeyFile(path: path, setting: .nonceFile).read() {
                guard let id = UInt8(exactly: key.id) else {
                    throw HostStartupError(
                        setting: Setting.nonceFile.rawValue,
                        problem: "has key \(key.id), and numbers go up to 255; begin a new file with keygen")
                }
                keys.append(.init(id: id, secret: key.secret))
            }
        }
        guard let issuer = NonceIssuer(keys: keys, audience: audience) else {
            throw HostStartupError(
                setting: Setting.nonceFile.rawValue,
                problem: "needs one to four keys numbered up to 255, each with at least 32 bytes; make one with keygen")
        }
        return issuer
    }
}
