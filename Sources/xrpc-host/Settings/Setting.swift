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
            .widgetGroup, .logLevel:
            .text
        case .port, .nativeTTLSeconds, .browserTTLSeconds, .maxActiveTokens, .mintsPerHour, .mintsPerDay,
            .maxBodyBytes, .idleSeconds, .shutdownSeconds:
            .number
        case .requireNonce, .nativeMintFromBrowser, .sampleApp:
            .flag
        case .widgetMethods, .widgetSets:
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
        case .requireNonce: .flag(true)
        case .widgetMethods, .widgetSets: .list([])
        case .widgetGroup: .text("app.didpic.identity")
        case .nativeTTLSeconds: .number(7_776_000)
        case .browserTTLSeconds: .number(1800)
        case .maxActiveTokens: .number(25)
        case .mintsPerHour: .number(10)
        case .mintsPerDay: .number(30)
        case .nativeMintFromBrowser, .sampleApp: .flag(false)
        case .maxBodyBytes: .number(153_600)
        case .idleSeconds: .number(60)
        case .shutdownSeconds: .number(25)
        case .logLevel: .text("info")
        case .publicOrigin, .serviceDID, .nonceFile, .issuer, .issuerJWKS: nil
        }
    }

    /// The name of the environment variable.
    var environmentName: String {
        "XRPCHOST_" + rawValue.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }
}

/// A value of one of the kinds.
enum SettingValue: Equatable, CustomStringConvertible {
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
