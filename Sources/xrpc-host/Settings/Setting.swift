// SPDX-License-Identifier: Apache-2.0

/// Every setting of `serve` and `token`, with its name in flags and files.
///
/// `public-origin` is `--public-origin`, `XRPCHOST_PUBLIC_ORIGIN`, and `"public-origin"` in a file.
enum Setting: String, CaseIterable {
    case host
    case port
    case publicOrigin = "public-origin"
    case serviceDID = "service-did"
    case database
    case pepperFile = "pepper-file"
    case nonceFile = "nonce-file"
    case issuer
    case issuerJWKS = "issuer-jwks"
    case introspectionURL = "introspection-url"
    case introspectionIssuer = "introspection-issuer"
    case introspectionClient = "introspection-client"
    case introspectionSecretFile = "introspection-secret-file"
    case entryway
    case entrywayKeys = "entryway-keys"
    case entrywayAudiences = "entryway-audiences"
    case entrywayMaxAgeSeconds = "entryway-max-age-seconds"
    case pdsIssuer = "pds-issuer"
    case pdsDID = "pds-did"
    case pdsSecretFile = "pds-secret-file"
    case pdsDatabase = "pds-database"
    case pdsSecretConsent = "pds-secret-forges-every-session"
    case serviceAuth = "service-auth"
    case serviceAuthBareAudience = "service-auth-bare-audience"
    case serviceAuthMint = "service-auth-mint"
    case serviceAuthTTLSeconds = "service-auth-ttl-seconds"
    case serviceAuthSets = "service-auth-sets"
    case plcDirectories = "plc-directories"
    case accountConsistency = "account-consistency"
    case loopbackIdentities = "loopback-identities"
    case requireNonce = "require-nonce"
    case widgetMethods = "widget-methods"
    case widgetSets = "widget-sets"
    case widgetGroup = "widget-group"
    case nativeTTLSeconds = "native-ttl-seconds"
    case browserTTLSeconds = "browser-ttl-seconds"
    case maxActiveTokens = "max-active-tokens"
    case mintsPerHour = "mints-per-hour"
    case mintsPerDay = "mints-per-day"
    case nativeMintFromBrowser = "native-mint-from-browser"
    case maxBodyBytes = "max-body-bytes"
    case idleSeconds = "idle-seconds"
    case shutdownSeconds = "shutdown-seconds"
    case logLevel = "log-level"
    case sampleApp = "sample-app"

    /// The kinds of value.
    enum Kind: Equatable {
        case text
        case number
        case flag
        case list
    }

    var kind: Kind {
        switch self {
        case .host, .publicOrigin, .serviceDID, .database, .pepperFile, .nonceFile, .issuer, .issuerJWKS,
            .introspectionURL, .introspectionIssuer, .introspectionClient, .introspectionSecretFile, .entryway,
            .entrywayKeys, .pdsIssuer, .pdsDID, .pdsSecretFile, .pdsDatabase, .widgetGroup, .logLevel:
            .text
        case .entrywayMaxAgeSeconds, .serviceAuthTTLSeconds, .port, .nativeTTLSeconds, .browserTTLSeconds,
            .maxActiveTokens, .mintsPerHour, .mintsPerDay,
            .maxBodyBytes, .idleSeconds, .shutdownSeconds:
            .number
        case .pdsSecretConsent, .serviceAuth, .serviceAuthBareAudience, .serviceAuthMint, .accountConsistency,
            .loopbackIdentities, .requireNonce, .nativeMintFromBrowser, .sampleApp:
            .flag
        case .entrywayAudiences, .serviceAuthSets, .plcDirectories, .widgetMethods, .widgetSets:
            .list
        }
    }

    /// What stands where nothing is set; nil where the operator must decide or nothing is a fine answer.
    var standard: SettingValue? {
        switch self {
        case .host: .text("127.0.0.1")
        case .port: .number(8080)
        case .database: .text("xrpc-host.sqlite")
        case .pepperFile: .text("xrpc-host.pepper")
        case .entrywayMaxAgeSeconds: .number(900)
        case .serviceAuth, .serviceAuthBareAudience, .serviceAuthMint, .accountConsistency, .requireNonce: .flag(true)
        case .serviceAuthTTLSeconds: .number(2_592_000)
        case .plcDirectories: .list(["https://plc.directory"])
        case .entrywayAudiences, .serviceAuthSets, .widgetMethods, .widgetSets: .list([])
        case .widgetGroup: .text("app.didpic.identity")
        case .nativeTTLSeconds: .number(7_776_000)
        case .browserTTLSeconds: .number(1800)
        case .maxActiveTokens: .number(25)
        case .mintsPerHour: .number(10)
        case .mintsPerDay: .number(30)
        case .pdsSecretConsent, .loopbackIdentities, .nativeMintFromBrowser, .sampleApp: .flag(false)
        case .maxBodyBytes: .number(153_600)
        case .idleSeconds: .number(60)
        case .shutdownSeconds: .number(25)
        case .logLevel: .text("info")
        case .publicOrigin, .serviceDID, .nonceFile, .issuer, .issuerJWKS, .introspectionURL, .introspectionIssuer,
            .introspectionClient, .introspectionSecretFile, .entryway, .entrywayKeys, .pdsIssuer, .pdsDID,
            .pdsSecretFile, .pdsDatabase:
            nil
        }
    }

    /// The name of the environment variable.
    var environmentName: String {
        "XRPCHOST_" + rawValue.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }
}

/// A value of one of the kinds.
enum SettingValue: Equatable, CustomStringConvertible {
    /// A list from a text with commas.
    init(list text: String) { self = .list(text.split(separator: ",").map(String.init)) }

    case text(String)
    case number(Int)
    case flag(Bool)
    case list([String])

    var description: String {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        case .flag(let flag): String(flag)
        case .list(let words): words.joined(separator: ",")
        }
    }
}
