// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-xrpc-host", path: ".."),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    ],
    targets: [
        .target(name: "CRawVerify", linkerSettings: [.linkedLibrary("crypto"), .linkedLibrary("secp256k1")]),
        .executableTarget(
            name: "mint-check",
            dependencies: ["CRawVerify", .product(name: "DPoP", package: "swift-xrpc-host")],
            path: "Sources/MintCheck"
        ),
        .executableTarget(
            name: "service-check",
            dependencies: [
                "CRawVerify", .product(name: "DPoP", package: "swift-xrpc-host"),
                .product(name: "Identity", package: "swift-xrpc-host"),
                .product(name: "XRPCCore", package: "swift-xrpc-host"),
            ],
            path: "Sources/ServiceCheck"
        ),
        .executableTarget(
            name: "refusal-check",
            dependencies: [.product(name: "DPoP", package: "swift-xrpc-host")],
            path: "Sources/RefusalCheck"
        ),
        .executableTarget(
            name: "dispatch-check",
            dependencies: [
                .product(name: "DPoP", package: "swift-xrpc-host"),
                .product(name: "SQLiteStores", package: "swift-xrpc-host"),
                .product(name: "WidgetTokenPlugin", package: "swift-xrpc-host"),
                .product(name: "XRPCCore", package: "swift-xrpc-host"),
                .product(name: "XRPCHost", package: "swift-xrpc-host"),
            ],
            path: "Sources/DispatchCheck"
        ),
        .executableTarget(
            name: "hello",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                // Not used by hello: named here so that one build makes both servers.
                .product(name: "xrpc-host", package: "swift-xrpc-host"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
