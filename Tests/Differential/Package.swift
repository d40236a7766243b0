// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// The sources are those of the project, through links, so that nothing but the verifiers is built.
let package = Package(
    name: "differential",
    platforms: [.macOS(.v15)],
    targets: [
        .systemLibrary(name: "CJansson", pkgConfig: "jansson"),
        .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto"),
        .systemLibrary(name: "CSecp256k1", pkgConfig: "libsecp256k1"),
        .target(name: "StrictJSON", dependencies: ["CJansson"]),
        .target(name: "JOSE", dependencies: ["StrictJSON", "CLibcrypto", "CSecp256k1"]),
        .target(name: "DPoP", dependencies: ["JOSE", "StrictJSON"]),
        .target(name: "HostTestSupport", dependencies: ["StrictJSON"]),
        .executableTarget(name: "verdicts", dependencies: ["DPoP", "HostTestSupport", "JOSE", "StrictJSON"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
