// SPDX-License-Identifier: Apache-2.0

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

    /// The reason code, and the detail where there is one.
    public var description: String { detail.isEmpty ? reason.rawValue : "\(reason.rawValue): \(detail)" }
}
