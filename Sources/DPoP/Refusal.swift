// SPDX-License-Identifier: Apache-2.0

import JOSE

/// A refused proof or token: the one reason, and a detail for the log.
public struct Refusal: Error, Sendable, CustomStringConvertible {
    /// The rule that refused.
    public let reason: RefusalReason
    /// Measured values for the log, such as a time or a URL; never a token, and never sent to the client.
    public let detail: String

    /// Makes a refusal.
    public init(_ reason: RefusalReason, detail: String = "") {
        self.reason = reason
        self.detail = detail
    }

    /// Makes a refusal of a value that is not the expected one.
    ///
    /// - Parameter got: what a stranger has sent; only so much of it as a log can hold is kept.
    package init(_ reason: RefusalReason, expected: String, got: String?) {
        self.init(reason, detail: Mismatch.text(expected: expected, got: got))
    }

    /// The reason code, and the detail where there is one.
    public var description: String { detail.isEmpty ? reason.rawValue : "\(reason.rawValue): \(detail)" }
}
