// SPDX-License-Identifier: Apache-2.0

import Configuration
import Foundation
import StrictJSON
import SystemPackage
import XRPCHost

/// Flags, environment and file, asked in this order; remembers which one answered.
struct SettingSources {
    /// A value and where it comes from.
    struct Found {
        let value: SettingValue
        let source: String
    }

    private let providers: [(name: String, provider: any ConfigProvider)]

    /// Opens the sources.
    ///
    /// - Throws: `HostStartupError` for an unreadable file, and for a name in file or environment that is no setting.
    init(_ flags: SettingFlags, environment: [String: String] = ProcessInfo.processInfo.environment) async throws {
        try Self.checkEnvironment(environment)
        let values = Dictionary(uniqueKeysWithValues: flags.given.map { (Self.key($0), Self.content($1)) })
        var providers: [(name: String, provider: any ConfigProvider)] = [
            ("flag", InMemoryProvider(name: "flags", values: values)),
            (
                "environment",
                EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "xrpchost")
            ),
        ]
        if let path = flags.config ?? environment["XRPCHOST_CONFIG"] {
            try Self.checkFile(path)
            do {
                let file = try await FileProvider<JSONSnapshot>(filePath: FilePath(path))
                providers.append(("file \(path)", file))
            } catch {
                throw HostStartupError(setting: "config", problem: "the file \(path) cannot be read as settings")
            }
        }
        self.providers = providers
    }

    /// The value of a setting from the first source that has it, or its default.
    ///
    /// - Throws: `HostStartupError` where that source has a value of another kind.
    func find(_ setting: Setting) throws(HostStartupError) -> Found? {
        for (name, provider) in providers {
            let content: ConfigContent?
            do {
                content = try provider.value(forKey: Self.key(setting), type: Self.type(setting)).value?.content
            } catch {
                throw HostStartupError(
                    setting: setting.rawValue, problem: "the \(name) must hold \(Self.words(setting))")
            }
            if let content, let value = Self.value(content) { return Found(value: value, source: name) }
        }
        return setting.standard.map { Found(value: $0, source: "default") }
    }

    private static func checkEnvironment(_ environment: [String: String]) throws(HostStartupError) {
        let known = Set(Setting.allCases.map(\.environmentName) + ["XRPCHOST_CONFIG"])
        for name in environment.keys.sorted() where name.uppercased().hasPrefix("XRPCHOST_") && !known.contains(name) {
            throw HostStartupError(setting: name, problem: "this environment variable is no setting")
        }
    }

    private static func checkFile(_ path: String) throws(HostStartupError) {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw HostStartupError(setting: "config", problem: "there is no readable file \(path)")
        }
        let value: JSONValue
        do {
            value = try JSONParser(limits: .file).parse(Array(bytes))
        } catch {
            throw HostStartupError(
                setting: "config", problem: "\(path):\(error.line):\(error.column): \(error.message)")
        }
        guard let object = value.object else {
            throw HostStartupError(setting: "config", problem: "\(path) must hold an object")
        }
        for member in object.members {
            guard let setting = Setting(rawValue: member.name) else {
                throw HostStartupError(
                    setting: member.name, problem: "the file \(path) names a setting that does not exist")
            }
            guard isValue(member.value, of: setting.kind) else {
                throw HostStartupError(setting: member.name, problem: "the file \(path) must hold \(words(setting))")
            }
        }
    }

    private static func isValue(_ value: JSONValue, of kind: Setting.Kind) -> Bool {
        switch kind {
        case .text: value.string != nil
        case .number: value.integer != nil
        case .flag: value.bool != nil
        case .list: value.array?.allSatisfy { $0.string != nil } == true
        }
    }

    private static func key(_ setting: Setting) -> AbsoluteConfigKey { AbsoluteConfigKey([setting.rawValue]) }

    private static func type(_ setting: Setting) -> ConfigType {
        switch setting.kind {
        case .text: .string
        case .number: .int
        case .flag: .bool
        case .list: .stringArray
        }
    }

    private static func words(_ setting: Setting) -> String {
        switch setting.kind {
        case .text: "a text"
        case .number: "a whole number"
        case .flag: "true or false"
        case .list: "a list of texts"
        }
    }

    private static func content(_ value: SettingValue) -> ConfigValue {
        switch value {
        case .text(let text): ConfigValue(.string(text), isSecret: false)
        case .number(let number): ConfigValue(.int(number), isSecret: false)
        case .flag(let flag): ConfigValue(.bool(flag), isSecret: false)
        case .list(let words): ConfigValue(.stringArray(words), isSecret: false)
        }
    }

    private static func value(_ content: ConfigContent) -> SettingValue? {
        switch content {
        case .string(let text): .text(text)
        case .int(let number): .number(number)
        case .bool(let flag): .flag(flag)
        case .stringArray(let words): .list(words)
        default: nil
        }
    }
}
