// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// The sources are those of the project, through links, because the parsers are not products and must be instrumented.
let package = Package(
    name: "fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0")
    ],
    targets: [
        .systemLibrary(name: "CJansson", pkgConfig: "jansson"),
        .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto"),
        .systemLibrary(name: "CSecp256k1", pkgConfig: "libsecp256k1"),
        .target(name: "StrictJSON", dependencies: ["CJansson"]),
        .target(name: "JOSE", dependencies: ["StrictJSON", "CLibcrypto", "CSecp256k1"]),
        .target(name: "DPoP", dependencies: ["JOSE", "StrictJSON"]),
        .target(name: "Lexicon", dependencies: ["StrictJSON"]),
        .target(name: "LexiconCodegen", dependencies: ["Lexicon", "StrictJSON"]),
        .target(name: "XRPCCore", dependencies: [.product(name: "HTTPTypes", package: "swift-http-types")]),
        .target(name: "LexJSON", dependencies: ["StrictJSON", "XRPCCore"]),
        // What reads documents and names; what fetches them needs much more.
        .target(
            name: "Identity", dependencies: ["JOSE", "StrictJSON", "XRPCCore"],
            sources: [
                "Documents", "Keys", "Resolution/ResolvableDID.swift", "Fetching/HostName.swift",
                "Fetching/IPAddress.swift", "Fetching/NetworkReach.swift", "Fetching/WebOrigin.swift",
            ]),
        .target(name: "FuzzSupport", dependencies: ["Lexicon", "StrictJSON"]),
        .executableTarget(
            name: "fuzz-parser", dependencies: ["FuzzSupport", "Lexicon", "LexiconCodegen", "StrictJSON"]),
        .executableTarget(name: "fuzz-generator", dependencies: ["FuzzSupport", "Lexicon", "LexiconCodegen"]),
        .executableTarget(name: "fuzz-formatter", dependencies: ["FuzzSupport", "Lexicon", "StrictJSON"]),
        .target(name: "SignedTexts", dependencies: ["JOSE", "StrictJSON"]),
        .executableTarget(name: "fuzz-jws", dependencies: ["FuzzSupport", "JOSE", "SignedTexts", "StrictJSON"]),
        .executableTarget(name: "fuzz-jwk", dependencies: ["FuzzSupport", "JOSE", "StrictJSON"]),
        .executableTarget(name: "fuzz-proof", dependencies: ["DPoP", "FuzzSupport", "JOSE", "SignedTexts"]),
        .executableTarget(name: "fuzz-target", dependencies: ["DPoP", "FuzzSupport"]),
        .executableTarget(name: "fuzz-document", dependencies: ["FuzzSupport", "Identity", "JOSE"]),
        .executableTarget(name: "fuzz-data", dependencies: ["FuzzSupport", "LexJSON", "StrictJSON", "XRPCCore"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}

// The fuzzer brings the main function.
for target in package.targets where target.type == .executable {
    target.swiftSettings?.append(.unsafeFlags(["-parse-as-library"]))
}
