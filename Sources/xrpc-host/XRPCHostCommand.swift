// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@main
struct XRPCHostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xrpc-host",
        abstract: "Serves AT Protocol methods to signed-in apps and to their widgets.",
        discussion: """
            A signed-in app calls mintWidgetToken once; its widget then reads with the token until it expires or is \
            revoked. Start with: xrpc-host demo

            Exit codes: 0 success, 1 failure, 64 wrong arguments, 78 wrong configuration.
            """,
        version: HostVersion.current,
        subcommands: [
            ServeCommand.self, DemoCommand.self, TokenCommand.self, KeygenCommand.self, ConfigCommand.self,
            ReasonsCommand.self,
        ])
}

/// The version of the executable.
enum HostVersion {
    static let current = "0.1.0"
}
