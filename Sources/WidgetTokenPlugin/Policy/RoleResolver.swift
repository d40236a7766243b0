// SPDX-License-Identifier: Apache-2.0

public import XRPCCore

/// What one account is to another.
public enum AccountRole: String, Sendable, CaseIterable {
    /// May manage tokens.
    case owner
    /// May manage tokens.
    case admin
    /// May not.
    case member
    /// May not.
    case viewer
    /// A stranger.
    case none

    /// Whether the role may mint, list and revoke tokens of the account.
    public var managesTokens: Bool {
        switch self {
        case .owner, .admin: true
        case .member, .viewer, .none: false
        }
    }
}

/// Says what `actor` is to `subject`; asked only where they differ.
///
/// An account is always its own owner.
public typealias RoleResolver = @Sendable (_ actor: DID, _ subject: DID) async -> AccountRole
