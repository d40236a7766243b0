// SPDX-License-Identifier: Apache-2.0

public import DPoP

/// Keeps tokens and the audit trail.
///
/// Every change and its audit row are one transaction.
///
/// All functions throw ``StoreUnavailable`` where the store does not answer; callers refuse then.
public protocol WidgetTokenStore: Sendable {
    /// Reads one token by primary key, outside any transaction; called for every request with a widget token.
    func lookup(_ id: TokenID) throws(StoreUnavailable) -> StoredToken?

    /// Makes every check that needs the table, inserts the row, spends the session, and writes the audit row.
    func mint(_ transaction: MintTransaction) async throws(StoreUnavailable) -> MintOutcome

    /// Reads tokens of one account, newest first.
    func list(_ query: TokenListQuery) async throws(StoreUnavailable) -> [ListedToken]

    /// Reads one token of one account, or of any where `subject` is nil.
    func find(_ id: TokenID, subject: String?) async throws(StoreUnavailable) -> ListedToken?

    /// Revokes what `selection` names and is not yet revoked; gives the number of tokens that this changed.
    func revoke(
        _ selection: RevocationSelection, _ revocation: TokenRevocation, _ circumstances: AuditCircumstances
    ) async throws(StoreUnavailable) -> Int

    /// Notes uses that were collected in memory; an older use than the one on record changes nothing.
    func record(_ uses: [TokenUse]) async throws(StoreUnavailable)

    /// Appends events that belong to no other change.
    func append(_ events: [AuditEvent]) async throws(StoreUnavailable)

    /// Sets the standing of an account.
    func setGate(
        _ gate: AccountGate, for did: String, _ circumstances: AuditCircumstances
    ) async throws(StoreUnavailable)

    /// Whether the store answers.
    func isAvailable() async -> Bool
}

/// The store does not answer, or answers something that it cannot have been told.
public struct StoreUnavailable: Error, Sendable, CustomStringConvertible {
    /// What went wrong, for the log.
    public let description: String

    /// Wraps the cause; the text must hold no stored values.
    public init(_ description: String) {
        self.description = description
    }
}

/// A row as the guard sees it, with the standing of its account; what only lists show may be missing from it.
public struct StoredToken: Sendable {
    /// The row.
    public let row: TokenRow
    /// The standing of the subject, where it was ever set.
    public let gate: AccountGate?

    /// Joins a row and its account's standing.
    public init(row: TokenRow, gate: AccountGate?) {
        self.row = row
        self.gate = gate
    }
}

/// The standing of an account, as its host reports it.
public struct AccountGate: Sendable, Equatable {
    /// The states that matter to tokens.
    public enum Status: String, Sendable, CaseIterable {
        /// All is well.
        case active
        /// Tokens rest until the account returns.
        case deactivated
        /// Tokens rest until the account returns.
        case suspended
    }

    /// The state.
    public let status: Status
    /// Tokens minted before this instant, in milliseconds since 1970, are revoked for good.
    public let revokeBefore: Int64?

    /// Describes a standing.
    public init(status: Status, revokeBefore: Int64? = nil) {
        self.status = status
        self.revokeBefore = revokeBefore
    }
}

/// Everything that a mint must do at once or not at all.
public struct MintTransaction: Sendable {
    /// The new row.
    public let row: TokenRow
    /// The session credential to spend, or nil for an operator.
    public let reservation: ReplayReservation?
    /// The bounds to check, or nil for an operator, who keeps only ``MintLimits/active``.
    public let limits: MintLimits
    /// The token that the new one takes over from.
    public let replacement: Replacement?
    /// For the audit row.
    public let circumstances: AuditCircumstances

    /// The bounds on tokens of one account.
    public struct MintLimits: Sendable {
        /// Active tokens at most.
        public let active: Int
        /// Mints within the last hour at most, or nil for no bound.
        public let perHour: Int?
        /// Mints within the last day at most, or nil for no bound.
        public let perDay: Int?

        /// Sets the bounds.
        public init(active: Int, perHour: Int?, perDay: Int?) {
            self.active = active
            self.perHour = perHour
            self.perDay = perDay
        }
    }

    /// How an old token ends.
    public struct Replacement: Sendable {
        /// The old token; it must belong to the same subject and be active.
        public let id: TokenID
        /// When it ends, in milliseconds since 1970; the mint's own instant revokes it at once.
        public let endsAt: Int64
        /// Authenticates the old row again after its expiry was shortened; nil where its key is gone.
        public let authenticate: @Sendable (TokenRow) -> [UInt8]?
    }
}

/// What became of a mint.
public enum MintOutcome: Sendable, Equatable {
    /// The row is durable.
    case minted
    /// The session credential could not be spent.
    case unspendable(ReplayOutcome)
    /// The account has as many active tokens as it may.
    case limitReached
    /// The account has minted too often; seconds until the next is possible.
    case rateLimited(retryAfter: Int)
    /// The token to replace is not an active one of this account.
    case replacedTokenUnknown
    /// The account is deactivated or suspended.
    case accountInactive
}

/// Which tokens to revoke.
public enum RevocationSelection: Sendable {
    /// One token, if it belongs to the subject; any subject's where that is nil.
    case one(TokenID, subject: String?)
    /// All active tokens of a subject, except one.
    case all(subject: String, except: TokenID?)
}

/// A page of an account's tokens.
public struct TokenListQuery: Sendable {
    /// The account; nil for every account, which is the operator's view.
    public let subject: String?
    /// Whether expired and revoked tokens are listed too.
    public let includesEnded: Bool
    /// Rows at most.
    public let limit: Int
    /// The last row of the previous page.
    public let after: Position?
    /// The present, in milliseconds since 1970.
    public let now: Int64

    /// A place in the order of lists, which is by time of minting and then by identifier, both descending.
    public struct Position: Sendable {
        /// When the token was minted.
        public let createdAt: Int64
        /// Its identifier.
        public let id: TokenID

        /// Names a place.
        public init(createdAt: Int64, id: TokenID) {
            self.createdAt = createdAt
            self.id = id
        }
    }

    /// Describes a page.
    public init(subject: String?, includesEnded: Bool, limit: Int, after: Position?, now: Int64) {
        self.subject = subject
        self.includesEnded = includesEnded
        self.limit = limit
        self.after = after
        self.now = now
    }
}

/// A row with its last use.
public struct ListedToken: Sendable {
    /// The row.
    public let row: TokenRow
    /// Milliseconds since 1970, nil before the first use that was noted.
    public let lastUsedAt: Int64?

    /// Joins a row and its use.
    public init(row: TokenRow, lastUsedAt: Int64?) {
        self.row = row
        self.lastUsedAt = lastUsedAt
    }
}

/// A use of a token, to be noted later.
public struct TokenUse: Sendable {
    /// The token.
    public let id: TokenID
    /// The last use, in milliseconds since 1970.
    public let at: Int64
    /// The address of the client.
    public let address: String?
    /// The user agent.
    public let userAgent: String?
    /// The method that was called last.
    public let nsid: String
    /// Uses since the last note.
    public let count: Int
}
