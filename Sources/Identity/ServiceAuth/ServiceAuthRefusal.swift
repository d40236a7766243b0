// SPDX-License-Identifier: Apache-2.0

import JOSE

/// A refused service-auth token: the one reason, and a detail for the log.
public struct ServiceAuthRefusal: Error, Sendable, CustomStringConvertible {
    /// The rule that refused.
    public let reason: ServiceAuthReason
    /// Measured values for the log, such as a time or a DID; never a token, and never sent to the client.
    public let detail: String

    /// Makes a refusal.
    public init(_ reason: ServiceAuthReason, detail: String = "") {
        self.reason = reason
        self.detail = detail
    }

    /// Makes a refusal of a value that is not the expected one.
    init(_ reason: ServiceAuthReason, expected: String, got: String?) {
        self.init(reason, detail: Mismatch.text(expected: expected, got: got))
    }

    /// The reason code, and the detail where there is one.
    public var description: String { detail.isEmpty ? reason.rawValue : "\(reason.rawValue): \(detail)" }
}
