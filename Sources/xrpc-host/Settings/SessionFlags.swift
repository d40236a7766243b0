// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The flags of the settings that say whose sessions are accepted.
struct SessionFlags: ParsableArguments {
    @Option(help: "An authorization server whose signed tokens are accepted, as in their iss.")
    var issuer: String?
    @Option(help: "The keys of the issuer: a file, or an https URL.")
    var issuerJwks: String?
    @Option(help: "Whether proofs need a nonce of this server: true or false. (default: true)")
    var requireNonce: Bool?
    @Option(help: "How many processes serve the origin, 1 to 1000; what they must share is checked. (default: 1)")
    var nodes: Int?
    @Option(help: "Whether an account's own documents must name the issuer: true or false. (default: true)")
    var accountConsistency: Bool?

    @Option(help: "The introspection endpoint of an authorization server (RFC 7662).")
    var introspectionUrl: String?
    @Option(help: "The issuer that the endpoint belongs to.")
    var introspectionIssuer: String?
    @Option(help: "The client id of this host at that server.")
    var introspectionClient: String?
    @Option(help: "The file with the client secret of this host at that server; chmod 600.")
    var introspectionSecretFile: String?

    @Option(help: "The origin of an entryway whose tokens are accepted by its pinned keys.")
    var entryway: String?
    @Option(help: "The file with the entryway's public keys, a JWK set with one key or two.")
    var entrywayKeys: String?
    @Option(help: "The DIDs of the PDSes behind the entryway, with commas between them; at least one.")
    var entrywayAudiences: String?
    @Option(help: "The age up to which its tokens are accepted, 60 to 900. (default: 900)")
    var entrywayMaxAgeSeconds: Int?

    @Option(help: "The origin of a PDS whose tokens are accepted by its own secret; needs consent.")
    var pdsIssuer: String?
    @Option(help: "The DID of that PDS.")
    var pdsDid: String?
    @Option(help: "The file with its PDS_JWT_SECRET, at least 16 bytes; chmod 600.")
    var pdsSecretFile: String?
    @Option(help: "Its account.sqlite, which is only read.")
    var pdsDatabase: String?
    @Option(help: "Consent: true says that you know that its secret can forge the session of every account.")
    var pdsSecretForgesEverySession: Bool?

    @Option(help: "Whether service-auth JWTs are accepted, as a PDS sends them: true or false. (default: true)")
    var serviceAuth: Bool?
    @Option(help: "Whether they may name the service's DID without the fragment: true or false. (default: true)")
    var serviceAuthBareAudience: Bool?
    @Option(help: "Whether they may mint: true or false. (default: true)")
    var serviceAuthMint: Bool?
    @Option(help: "The longest life of a token that they mint, 60 to 31536000. (default: 2592000, 30 days)")
    var serviceAuthTtlSeconds: Int?
    @Option(help: "The sets that they may mint for, with commas between them. (default: all)")
    var serviceAuthSets: String?
    @Option(help: "Where did:plc is resolved, with commas between mirrors. (default: https://plc.directory)")
    var plcDirectories: String?
    @Option(help: "For development: whether accounts and PDSes may be on localhost. (default: false)")
    var loopbackIdentities: Bool?

    /// The settings with what was given for them.
    var all: [(Setting, SettingValue?)] {
        let texts: [(Setting, String?)] = [
            (.issuer, issuer), (.issuerJWKS, issuerJwks), (.introspectionURL, introspectionUrl),
            (.introspectionIssuer, introspectionIssuer), (.introspectionClient, introspectionClient),
            (.introspectionSecretFile, introspectionSecretFile), (.entryway, entryway), (.entrywayKeys, entrywayKeys),
            (.pdsIssuer, pdsIssuer), (.pdsDID, pdsDid), (.pdsSecretFile, pdsSecretFile), (.pdsDatabase, pdsDatabase),
        ]
        let lists: [(Setting, String?)] = [
            (.entrywayAudiences, entrywayAudiences), (.serviceAuthSets, serviceAuthSets),
            (.plcDirectories, plcDirectories),
        ]
        let numbers: [(Setting, Int?)] = [
            (.entrywayMaxAgeSeconds, entrywayMaxAgeSeconds), (.serviceAuthTTLSeconds, serviceAuthTtlSeconds),
            (.nodes, nodes),
        ]
        let flags: [(Setting, Bool?)] = [
            (.requireNonce, requireNonce), (.accountConsistency, accountConsistency),
            (.pdsSecretConsent, pdsSecretForgesEverySession), (.serviceAuth, serviceAuth),
            (.serviceAuthBareAudience, serviceAuthBareAudience), (.serviceAuthMint, serviceAuthMint),
            (.loopbackIdentities, loopbackIdentities),
        ]
        return texts.map { ($0, $1.map(SettingValue.text)) } + lists.map { ($0, $1.map(SettingValue.init(list:))) }
            + numbers.map { ($0, $1.map(SettingValue.number)) } + flags.map { ($0, $1.map(SettingValue.flag)) }
    }
}
