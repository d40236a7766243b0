// SPDX-License-Identifier: Apache-2.0

/// What to generate, and for whom.
public struct GeneratorOptions: Sendable, Equatable {
    /// Who may use the generated code.
    public enum Access: String, Sendable, CaseIterable {
        /// Other packages.
        case `public`
        /// Other targets of the package.
        case package
        /// The target only.
        case `internal`
    }

    /// The parts that can be chosen; the types of data are always there.
    public enum Part: String, Sendable, CaseIterable {
        /// Method descriptors with their parameters and bodies, for servers and clients.
        case methods
        /// `Hashable` for every type.
        case hashable
        /// `Codable` for every type.
        case codable
    }

    /// What happens to defaults.
    public enum Defaults: String, Sendable, CaseIterable {
        /// Requests carry them, as the specification advises for the sake of caches.
        case sent
        /// Requests leave them out.
        case omitted
    }

    /// Who may use the generated code.
    public var access: Access
    /// The parts that are generated beside the types.
    public var parts: Set<Part>
    /// What happens to defaults in requests.
    public var defaults: Defaults

    /// Makes a set of options; without arguments it is what the build plugin uses.
    public init(access: Access = .public, parts: Set<Part> = [.methods, .hashable], defaults: Defaults = .sent) {
        self.access = access
        self.parts = parts
        self.defaults = defaults
    }
}
