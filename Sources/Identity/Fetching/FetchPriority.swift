// SPDX-License-Identifier: Apache-2.0

/// Who goes first where requests wait for their turn.
///
/// Anyone can make this process look up an account that it has never heard of. Those who are known already must not
/// have to queue behind such look-ups.
public enum FetchPriority: Sendable, CaseIterable {
    /// A copy is held, and a newer one is wanted.
    case renewal
    /// Nothing is held.
    case discovery
}
