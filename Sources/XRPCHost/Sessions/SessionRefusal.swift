// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Identity

/// Why a session is refused, in the words of the module that refused it.
public enum SessionRefusal: Error, Sendable, CustomStringConvertible {
    /// A DPoP-bound session, or a credential that is neither kind.
    case session(Refusal)
    /// A service-auth JWT.
    case serviceAuth(ServiceAuthRefusal)

    /// The stable code for logs and metrics.
    public var code: String {
        switch self {
        case .session(let refusal): refusal.reason.rawValue
        case .serviceAuth(let refusal): refusal.reason.rawValue
        }
    }

    /// Measured values for the log, without secrets; empty where there are none.
    public var detail: String {
        switch self {
        case .session(let refusal): refusal.detail
        case .serviceAuth(let refusal): refusal.detail
        }
    }

    /// The code, with the detail where there is one.
    public var description: String { detail.isEmpty ? code : "\(code): \(detail)" }
}
