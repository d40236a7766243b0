// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Logging
import XRPCHost

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Looks at the settings.", subcommands: [ConfigCheckCommand.self])
}

struct ConfigCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Shows each setting with its source, and makes every check that serve makes, without listening.",
        discussion: """
            Exits 0 where serve would start and 78 where it would not. Whether the port is free is not looked at, so that \
            it can run beside the host. Keys are read, never shown.
            """)

    @OptionGroup var flags: SettingFlags
    @Flag(help: "One JSON object a line: setting, value, source.")
    var json = false

    func run() async throws {
        try await ConfigurationFailure.reported {
            let sources = try await SettingSources(flags)
            for setting in Setting.allCases { print(try line(setting, sources)) }
            let settings = HostSettings(sources)
            let level = try settings.logLevel()
            try await ListenAddress(settings).check()
            _ = try settings.number(.idleSeconds, in: 1...3600)
            _ = try settings.number(.shutdownSeconds, in: 1...3600)
            let logger = Logger(label: "xrpc-host") { JSONLogHandler(label: $0, level: level) }
            try HostAssembly(settings: settings, logger: logger).check()
        }
        if !json { print("The settings are good.") }
    }

    private static let nameColumns = Setting.allCases.map(\.rawValue.count).max() ?? 0

    private func line(_ setting: Setting, _ sources: SettingSources) throws -> String {
        let found = try sources.find(setting)
        let value = found.map { Redaction.applied(to: $0.value.description) } ?? ""
        if json {
            return JSONLine(["setting": setting.rawValue, "value": value, "source": found?.source ?? "unset"]).text
        }
        let name = setting.rawValue.padding(toLength: Self.nameColumns, withPad: " ", startingAt: 0)
        return "\(name) \(value)  (\(found?.source ?? "unset"))"
    }
}

/// One JSON object on one line, with its members by name.
struct JSONLine<Content: Encodable> {
    let text: String

    init(_ content: Content) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        text = (try? encoder.encode(content)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
