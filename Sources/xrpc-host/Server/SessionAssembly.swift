// SPDX-License-Identifier: Apache-2.0

import DPoP
import Foundation
import Identity
import JOSE
import SQLiteStores
import XRPCCore
import XRPCHost

/// Builds the verifiers of sessions that the settings ask for.
struct SessionAssembly {
    let settings: HostSettings
    let configuration: HostConfiguration

    private var service: String { configuration.serviceDID }
    private var audiences: [String] { [service, String(service.prefix { $0 != "#" })] }

    /// Settings that mean something only beside the one that turns their verifier on.
    private static let companions: [(first: Setting, others: [Setting])] = [
        (.issuer, [.issuerJWKS]),
        (.introspectionURL, [.introspectionIssuer, .introspectionClient, .introspectionSecretFile]),
        (.entryway, [.entrywayKeys, .entrywayAudiences, .entrywayMaxAgeSeconds]),
        (.pdsIssuer, [.pdsDID, .pdsSecretFile, .pdsDatabase, .pdsSecretConsent]),
    ]

    /// Every verifier, or a startup error that names the setting at fault.
    func verifiers() throws -> SessionVerifiers {
        for (first, others) in Self.companions where try !settings.isSet(first) {
            for other in others where try settings.isSet(other) {
                throw HostStartupError(
                    setting: other.rawValue, problem: "means nothing without \(first.rawValue); set it, or neither")
            }
        }
        let reach = try reach()
        let identities = IdentityDirectory(resolver: try resolver(reach), observer: IdentityMetrics.observer())
        let dpop = try dpop(
            AccountVerifier(identities: identities, fetcher: PinnedFetcher(reach: reach), reach: reach))
        let metadata = try dpop.flatMap { sessions in
            try metadataIssuer().map {
                ProtectedResourceMetadata(
                    origin: configuration.publicOrigin, issuer: $0,
                    proofAlgorithms: sessions.proofs.algorithms.map(\.rawValue))
            }
        }
        return try SessionVerifiers(dpop: dpop, serviceAuth: try serviceAuth(identities, reach), metadata: metadata)
    }

    private func reach() throws(HostStartupError) -> NetworkReach {
        guard try settings.flag(.loopbackIdentities) else { return .publicInternet }
        guard HostConfiguration.loopbackHosts.contains(configuration.publicOrigin.host) else {
            throw HostStartupError(
                setting: Setting.loopbackIdentities.rawValue,
                problem: "is for a public-origin on this machine only; strangers could make the host call local ports")
        }
        return .publicInternetAndLoopback
    }

    private func resolver(_ reach: NetworkReach) throws -> DIDResolver {
        let directories = try settings.list(.plcDirectories).map { text in
            guard let origin = WebOrigin(text, reach: reach) else {
                throw HostStartupError(
                    setting: Setting.plcDirectories.rawValue,
                    problem:
                        "\(text) is not https:// and a public host name, without a port, a path or a slash at its end")
            }
            return origin
        }
        guard !directories.isEmpty else {
            throw HostStartupError(setting: Setting.plcDirectories.rawValue, problem: "must name at least one")
        }
        return DIDResolver(
            directories: directories, directoryFetcher: PinnedFetcher(reach: reach, limits: .directory),
            hostFetcher: PinnedFetcher(reach: reach), reach: reach)
    }

    private func serviceAuth(
        _ identities: IdentityDirectory, _ reach: NetworkReach
    ) throws(HostStartupError) -> ServiceAuthSessions? {
        guard try settings.flag(.serviceAuth) else { return nil }
        let bareAudience: ServiceAuthPolicy.BareAudience =
            try settings.flag(.serviceAuthBareAudience) ? .accepted : .refused
        return ServiceAuthSessions(
            verifier: ServiceAuthVerifier(
                policy: ServiceAuthPolicy(audiences: [service], bareAudience: bareAudience), identities: identities,
                reach: reach))
    }

    private func dpop(_ accounts: AccountVerifier) throws -> DPoPSessions? {
        let verifiers = [try localAS(), try introspection(), try entryway(), try pds()].compactMap { $0 }
        guard !verifiers.isEmpty else { return nil }
        let nonces = try settings.nonces(audience: service) { Libcrypto.randomBytes($0) }
        let isConsistencyRequired = try settings.flag(.accountConsistency)
        return try DPoPSessions(
            verifiers: verifiers, proofs: ProofVerifier(nonces: nonces, audience: service), service: service,
            authority: isConsistencyRequired ? ConsistentAccounts(verifier: accounts) : nil)
    }

    /// The issuer that clients of this host should go to: one with keys or introspection, not a PDS's inner one.
    private func metadataIssuer() throws -> String? {
        try settings.optionalText(.issuer) ?? settings.optionalText(.introspectionIssuer)
    }

    private func localAS() throws -> (any AccessTokenVerifier)? {
        guard try settings.optionalText(.issuer) != nil else { return nil }
        return LocalASVerifier(
            policy: AccessTokenPolicy(issuer: try secureURL(.issuer), audiences: audiences), keys: try issuerKeys())
    }

    private func secureURL(_ setting: Setting) throws -> String {
        try HostConfiguration.secureURL(try settings.text(setting), setting: setting.rawValue)
    }

    private func did(_ text: String, _ setting: Setting) throws(HostStartupError) -> String {
        guard DID(rawValue: text) != nil else {
            throw HostStartupError(setting: setting.rawValue, problem: "\(text) is not a DID")
        }
        return text
    }

    private func introspection() throws -> (any AccessTokenVerifier)? {
        guard let endpoint = try settings.optionalText(.introspectionURL) else { return nil }
        let secret = try SecretFile(
            path: try settings.text(.introspectionSecretFile), setting: .introspectionSecretFile
        )
        .read()
        return try IntrospectionVerifier(
            endpoint: endpoint,
            credentials: .init(
                id: try settings.text(.introspectionClient), secret: String(decoding: secret, as: UTF8.self)),
            policy: AccessTokenPolicy(issuer: try secureURL(.introspectionIssuer), audiences: audiences))
    }

    private func entryway() throws -> (any AccessTokenVerifier)? {
        guard let origin = try settings.optionalText(.entryway) else { return nil }
        return try EntrywayKeyVerifier(
            issuer: origin, keys: try keySet(.entrywayKeys).entries.map(\.key),
            audiences: try settings.list(.entrywayAudiences).map { try did($0, .entrywayAudiences) },
            maximumAgeSeconds: Int64(try settings.number(.entrywayMaxAgeSeconds, in: 60...900)))
    }

    private func pds() throws -> (any AccessTokenVerifier)? {
        guard try settings.isSet(.pdsIssuer) else { return nil }
        guard try settings.flag(.pdsSecretConsent) else {
            throw HostStartupError(
                setting: Setting.pdsSecretConsent.rawValue,
                problem: "must be true, because whoever has the secret of the PDS can sign in as any of its accounts; "
                    + "prefer service-auth")
        }
        return try PDSSharedVerifier(
            issuer: try secureURL(.pdsIssuer), audience: try did(try settings.text(.pdsDID), .pdsDID),
            secret: try SecretFile(path: try settings.text(.pdsSecretFile), setting: .pdsSecretFile).read(),
            liveness: try PDSDatabase(path: try settings.text(.pdsDatabase)), consent: .secretForgesEverySession)
    }

    private func issuerKeys() throws -> any IssuerKeys {
        let location = try settings.text(.issuerJWKS)
        guard location.contains("://") else { return FixedIssuerKeys(try keySet(.issuerJWKS)) }
        let fetcher = try JWKSFetcher(url: location)
        return RemoteIssuerKeys { try await fetcher.fetch() }
    }

    private func keySet(_ setting: Setting) throws -> JWKSet {
        let path = try settings.text(setting)
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw HostStartupError(setting: setting.rawValue, problem: "there is no readable file \(path)")
        }
        do {
            return try JWKSet(Array(bytes))
        } catch {
            throw HostStartupError(setting: setting.rawValue, problem: "\(path) is not a usable key set: \(error)")
        }
    }
}
