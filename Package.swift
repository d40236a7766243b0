// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let package = Package(
    name: "swift-xrpc-host",
    platforms: [.macOS(.v15), .iOS(.v18)],
    products: [
        .library(name: "XRPCCore", targets: ["XRPCCore"]),
        .library(name: "XRPCClient", targets: ["XRPCClient"]),
        .library(name: "LexJSON", targets: ["LexJSON", "StrictJSON"]),
        .library(name: "LexTesting", targets: ["LexTesting"]),
        .library(name: "XRPCHost", targets: ["XRPCHost"]),
        .library(name: "DPoP", targets: ["DPoP", "JOSE"]),
        .library(name: "Identity", targets: ["Identity"]),
        .library(name: "WidgetTokenPlugin", targets: ["WidgetTokenPlugin"]),
        .library(name: "SQLiteStores", targets: ["SQLiteStores"]),
        .executable(name: "xrpc-host", targets: ["xrpc-host"]),
        .executable(name: "lexicon-tool", targets: ["lexicon-tool"]),
        .executable(name: "lexicon-lock", targets: ["lexicon-lock"]),
        .plugin(name: "LexiconPlugin", targets: ["LexiconPlugin"]),
        .plugin(name: "LexiconCommands", targets: ["LexiconCommands"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["JSON"]),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // System libraries, each imported by exactly one Swift target.
        .systemLibrary(name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),
        .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CSecp256k1", pkgConfig: "libsecp256k1", providers: [.apt(["libsecp256k1-dev"])]),

        // Text and signatures.
        .target(name: "StrictJSON", dependencies: ["CJansson"]),
        .target(name: "JOSE", dependencies: ["StrictJSON", "CLibcrypto", "CSecp256k1"]),
        .target(name: "DPoP", dependencies: ["JOSE", "StrictJSON"]),
        .target(
            name: "Identity",
            dependencies: [
                "JOSE", "StrictJSON", "XRPCCore",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),

        // Lexicon documents to Swift source, at build time.
        .target(name: "Lexicon", dependencies: ["StrictJSON"]),
        .target(name: "LexiconCodegen", dependencies: ["Lexicon", "StrictJSON"]),
        .executableTarget(
            name: "lexicon-tool",
            dependencies: [
                "Lexicon", "LexiconCodegen", "LexiconFiles", "StrictJSON",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        // Apart from the tool that every build of generated code needs, because hashing needs much more.
        .executableTarget(
            name: "lexicon-lock",
            dependencies: [
                "JOSE", "LexJSON", "Lexicon", "LexiconFiles", "StrictJSON", "XRPCCore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "LexiconFiles",
            dependencies: ["Lexicon", .product(name: "ArgumentParser", package: "swift-argument-parser")]
        ),
        .plugin(name: "LexiconPlugin", capability: .buildTool(), dependencies: ["lexicon-tool"]),
        .plugin(
            name: "LexiconCommands",
            capability: .command(
                intent: .custom(verb: "lexicon", description: "Checks, formats, filters and locks lexicons."),
                permissions: [.writeToPackageDirectory(reason: "Lexicons and their lock file are written.")]),
            dependencies: ["lexicon-tool", "lexicon-lock"]
        ),

        // The runtime of generated code.
        .target(
            name: "XRPCCore",
            dependencies: [.product(name: "HTTPTypes", package: "swift-http-types")]
        ),
        .target(name: "LexJSON", dependencies: ["StrictJSON", "XRPCCore"]),
        .target(name: "LexTesting", dependencies: ["XRPCCore"]),
        .target(
            name: "XRPCClient",
            dependencies: [
                "LexJSON", "StrictJSON", "XRPCCore", .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        // Lexicons that are read at run time, without generated code.
        .target(name: "LexiconData", dependencies: ["Lexicon", "XRPCCore"]),
        .target(
            name: "WidgetLexicons",
            dependencies: ["XRPCCore"],
            exclude: ["lexicons"],
            plugins: ["LexiconPlugin"]
        ),

        // The host and its plugin.
        .target(
            name: "XRPCHost",
            dependencies: [
                "XRPCCore", "DPoP", "Identity", "JOSE", "LexJSON", "StrictJSON",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "WidgetTokenPlugin",
            dependencies: [
                "XRPCHost", "WidgetLexicons", "XRPCCore", "DPoP", "JOSE",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "SQLiteStores",
            dependencies: [
                "WidgetTokenPlugin", "DPoP", "JOSE", "StrictJSON", "XRPCHost",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),

        // What is run.
        .target(
            name: "SampleApp",
            dependencies: ["XRPCCore", "XRPCHost"],
            exclude: ["lexicons"],
            plugins: ["LexiconPlugin"]
        ),
        .executableTarget(
            name: "xrpc-host",
            dependencies: [
                "DPoP", "Identity", "JOSE", "SQLiteStores", "SampleApp", "StrictJSON", "WidgetLexicons",
                "WidgetTokenPlugin",
                "XRPCCore", "XRPCHost",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        // Tests.
        .target(
            name: "HostTestSupport",
            dependencies: [
                "DPoP", "Identity", "JOSE", "SQLiteStores", "SampleApp", "StrictJSON", "WidgetTokenPlugin", "XRPCCore",
                "XRPCHost",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
            ],
            path: "Tests/HostTestSupport"
        ),
        // Legal lexicons that are hard to generate from; not for anyone to import but tests.
        .target(
            name: "TortureLexicons",
            dependencies: ["XRPCCore"],
            path: "Tests/TortureLexicons",
            exclude: ["README.md", "lexicons"],
            plugins: ["LexiconPlugin"]
        ),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"]),
        .testTarget(name: "JOSETests", dependencies: ["HostTestSupport", "JOSE", "StrictJSON"]),
        .testTarget(name: "DPoPTests", dependencies: ["DPoP", "HostTestSupport", "JOSE", "StrictJSON"]),
        .testTarget(
            name: "IdentityTests",
            dependencies: [
                "CSecp256k1", "DPoP", "HostTestSupport", "Identity", "JOSE", "StrictJSON", "XRPCCore",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .testTarget(
            name: "XRPCCoreTests",
            dependencies: [
                "HostTestSupport", "JOSE", "LexJSON", "StrictJSON", "XRPCCore",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .testTarget(name: "LexTestingTests", dependencies: ["LexTesting", "XRPCCore"]),
        .testTarget(
            name: "LexiconTests",
            dependencies: [
                "HostTestSupport", "Lexicon", "LexiconCodegen", "LexiconData", "StrictJSON", "WidgetLexicons",
                "XRPCCore", "lexicon-lock", "lexicon-tool",
            ]
        ),
        .testTarget(
            name: "TortureTests",
            dependencies: [
                "LexJSON", "Lexicon", "LexiconCodegen", "LexiconData", "StrictJSON", "TortureLexicons", "XRPCCore",
            ]
        ),
        .testTarget(
            name: "XRPCHostTests",
            dependencies: [
                "DPoP", "HostTestSupport", "Identity", "JOSE", "SQLiteStores", "SampleApp", "WidgetTokenPlugin",
                "XRPCCore", "XRPCHost",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "WidgetTokenPluginTests",
            dependencies: [
                "DPoP", "HostTestSupport", "Identity", "JOSE", "SQLiteStores", "WidgetTokenPlugin", "XRPCCore",
                "XRPCHost",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system && target.type != .plugin {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
