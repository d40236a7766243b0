// SPDX-License-Identifier: Apache-2.0

/// The kinds of credential that a route can accept; they never stand in for each other.
public enum CredentialKind: String, Sendable, CaseIterable {
    /// No credential: anybody may call.
    case none
    /// A verified session of a signed-in account.
    case session
    /// A widget token.
    case widget
}
