// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let package = Package(
    name: "corpus",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "swift-xrpc-host", path: "../..")],
    targets: [
        // All lexicons of Bluesky; scripts/check-corpus.sh puts them where the link `lexicons` leads.
        .target(
            name: "Corpus",
            dependencies: [.product(name: "XRPCCore", package: "swift-xrpc-host")],
            exclude: ["lexicons"],
            plugins: [.plugin(name: "LexiconPlugin", package: "swift-xrpc-host")]
        ),
        // What one method needs, so that a release build for measuring is short.
        .target(
            name: "Follows",
            dependencies: [.product(name: "XRPCCore", package: "swift-xrpc-host")],
            exclude: ["lexicons", "lexicon-codegen.json"],
            plugins: [.plugin(name: "LexiconPlugin", package: "swift-xrpc-host")]
        ),
        .executableTarget(
            name: "follows-speed",
            dependencies: [
                "Follows",
                .product(name: "LexJSON", package: "swift-xrpc-host"),
                .product(name: "XRPCCore", package: "swift-xrpc-host"),
            ],
            path: "Sources/FollowsSpeed"
        ),
        .executableTarget(
            name: "corpus-check",
            dependencies: [
                "Corpus",
                .product(name: "LexJSON", package: "swift-xrpc-host"),
                .product(name: "LexTesting", package: "swift-xrpc-host"),
                .product(name: "XRPCCore", package: "swift-xrpc-host"),
            ],
            path: "Sources/CorpusCheck"
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
