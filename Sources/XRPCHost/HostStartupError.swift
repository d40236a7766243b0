// SPDX-License-Identifier: Apache-2.0

/// Why a host refuses to start; names the setting to change.
///
/// Never seen on the wire.
public struct HostStartupError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The setting, by its name in flags and files, or the plugin.
    public let setting: String
    /// What is wrong with it, and what would be right.
    public let problem: String

    /// Makes an error.
    public init(setting: String, problem: String) {
        self.setting = setting
        self.problem = problem
    }

    /// The setting and the problem.
    public var description: String { "\(setting): \(problem)" }
}
