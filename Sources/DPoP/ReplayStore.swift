// SPDX-License-Identifier: Apache-2.0

public import Foundation
import JOSE

/// The 32 bytes by which a store knows a single-use credential.
public struct ReplayKey: Sendable, Hashable {
    /// SHA-256 over the length-prefixed parts.
    public let bytes: [UInt8]

    /// Hashes the parts that make a credential unique.
    ///
    /// The thumbprint is one of them, so two clients that draw the same `jti` do not collide.
    public init(purpose: String, audience: String, thumbprint: String, id: String) {
        var message: [UInt8] = []
        message.reserveCapacity(256)
        for part in [purpose, audience, thumbprint, id] {
            let length = UInt32(part.utf8.count)
            withUnsafeBytes(of: length.bigEndian) { message.append(contentsOf: $0) }
            message.append(contentsOf: part.utf8)
        }
        bytes = Libcrypto.sha256(message)
    }

    /// Takes 32 bytes that a store has read back; nil for another length.
    public init?(storedBytes: [UInt8]) {
        guard storedBytes.count == 32 else { return nil }
        bytes = storedBytes
    }
}

/// A request to remember one credential until it could no longer be accepted.
public struct ReplayReservation: Sendable {
    /// The credential.
    public let key: ReplayKey
    /// Who used it, such as the thumbprint of the proof's key; stores bound how much one owner may fill.
    public let owner: String
    /// The last instant at which the credential could be accepted; stores keep it at least as long.
    public let until: Date

    /// Makes a reservation.
    public init(key: ReplayKey, owner: String, until: Date) {
        self.key = key
        self.owner = owner
        self.until = until
    }
}

/// What a store says to a reservation.
public enum ReplayOutcome: Sendable, Equatable, CaseIterable {
    /// This was the first use.
    case fresh
    /// It was used before.
    case seen
    /// The owner has filled its share; the store itself is well.
    case ownerFull
    /// The store has no room, and never drops a live entry to make some.
    case full
    /// The store does not answer.
    case unavailable

    /// The reason to refuse, or nil for ``fresh``.
    public var refusal: RefusalReason? {
        switch self {
        case .fresh: nil
        case .seen: .proofReplayed
        case .ownerFull: .proofRateExceeded
        case .full: .replayStoreFull
        case .unavailable: .replayStoreUnavailable
        }
    }
}

/// Who shares what a replay store remembers.
public enum ReplayReach: Sendable {
    /// One process alone.
    case process
    /// All processes that use the store.
    case shared
}

/// Remembers single-use credentials.
///
/// Reserving is atomic: of any number of parallel attempts one is fresh.
public protocol ReplayStore: Sendable {
    /// Who shares what the store remembers.
    var reach: ReplayReach { get }

    /// Reserves a credential, or says why not. A repeated attempt never prolongs the entry.
    ///
    /// - Parameters:
    ///   - reservation: the credential and how long to remember it.
    ///   - now: the present, by the clock that accepted the credential.
    func reserve(_ reservation: ReplayReservation, now: Date) async -> ReplayOutcome

    /// Credentials in the store, those included that are past and not yet dropped; nil where it does not answer.
    func count() async -> Int?
}
