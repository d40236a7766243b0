// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let package = Package(
    name: "notes",
    platforms: [.macOS(.v15)],
    dependencies: [
        // In a project of your own: .package(url: "https://…/swift-xrpc-host", from: "0.1.0")
        .package(name: "swift-xrpc-host", path: "../.."),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    ],
    targets: [
        .target(
            name: "Notes",
            dependencies: [
                .product(name: "XRPCCore", package: "swift-xrpc-host"),
                .product(name: "XRPCHost", package: "swift-xrpc-host"),
            ],
            exclude: ["lexicons"],
            plugins: [.plugin(name: "LexiconPlugin", package: "swift-xrpc-host")]
        ),
        .executableTarget(
            name: "notes-server",
            dependencies: [
                "Notes", .product(name: "DPoP", package: "swift-xrpc-host"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "XRPCHost", package: "swift-xrpc-host"),
            ]
        ),
        .testTarget(
            name: "NotesTests",
            dependencies: [
                "Notes", .product(name: "DPoP", package: "swift-xrpc-host"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "XRPCClient", package: "swift-xrpc-host"),
                .product(name: "XRPCHost", package: "swift-xrpc-host"),
            ]
        ),
    ]
)
