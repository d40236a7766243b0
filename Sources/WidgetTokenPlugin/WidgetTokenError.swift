// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
public import XRPCCore
import XRPCHost

/// Every refusal of this plugin; one case, one name, one status.
public enum WidgetTokenError: Error, Sendable, Equatable {
    /// Malformed, checksum, unknown identifier, wrong secret or other service: the client is told no more.
    case invalid(InvalidCause)
    /// The token's own expiry has passed.
    case expired
    /// The token was revoked.
    case revoked
    /// The token does not permit the method.
    case scopeInsufficient
    /// The token was presented from where it may not be.
    case originMismatch
    /// The caller may not manage tokens of the subject.
    case insufficientRole
    /// A session that was checked in this way may not mint such a token.
    case assuranceTooLow
    /// The account is deactivated or suspended.
    case accountInactive
    /// A requested scope is not on offer.
    case invalidScope
    /// A requested origin is not a plain https origin.
    case invalidOrigin
    /// The account has as many active tokens as it may.
    case limitReached(maximum: Int)
    /// A text about the token is empty, too long, or holds control characters or a credential.
    case invalidText(field: String, maximumCharacters: Int)
    /// The caller has no such token.
    case notFound
    /// Too many mints, or too many bad tokens from one address.
    case rateLimited(retryAfter: Int)
    /// The store does not answer; the cause is for the log.
    case storeUnavailable(cause: String)
}

extension WidgetTokenError {
    /// Why a token is invalid, for the log.
    public enum InvalidCause: String, Sendable, CaseIterable {
        /// Not of the form, or a wrong checksum.
        case form = "token-form"
        /// No such identifier.
        case unknown = "token-unknown"
        /// The secret is not the one of the identifier, or its key was dropped.
        case secret = "token-secret"
        /// The row does not carry the MAC that it should.
        case tampered = "token-tampered"
        /// The token is for another service.
        case audience = "token-audience"
    }

    /// The answer on the wire.
    public var wire: XRPCError {
        switch self {
        case .invalid(let cause): .widgetTokenInvalid(cause: cause.rawValue)
        case .expired: challenge(.unauthorized, "widget_token_expired", "The widget token has expired")
        case .revoked: challenge(.unauthorized, "widget_token_revoked", "The widget token was revoked")
        case .scopeInsufficient:
            challenge(.forbidden, "widget_scope_insufficient", "The widget token does not permit this method")
        case .originMismatch:
            challenge(.forbidden, "widget_origin_mismatch", "The widget token may not be used from this origin")
        case .accountInactive:
            XRPCError(status: .forbidden, name: "account_inactive", message: "The account is not active")
        case .insufficientRole:
            XRPCError(
                status: .forbidden, name: "insufficient_role",
                message: "Only an owner or admin may manage widget tokens of this account")
        case .assuranceTooLow:
            XRPCError(
                status: .forbidden, name: "session_assurance_too_low",
                message: "This kind of session may not mint such a token; call with a DPoP-bound session")
        case .invalidScope:
            XRPCError(
                status: .badRequest, name: "invalid_scope",
                message: "A requested scope is not offered here; see getWidgetTokenPolicy")
        case .invalidOrigin:
            XRPCError(
                status: .badRequest, name: "invalid_origin",
                message: "An origin must look like https://app.example.com, without a path or a default port")
        case .limitReached(let maximum):
            XRPCError(
                status: .badRequest, name: "widget_token_limit_reached",
                message: "The account already has \(maximum) active widget tokens; revoke one first")
        case .invalidText(let field, let maximum):
            .invalidRequest(
                "The body is invalid at /\(field): must be visible text of at most \(maximum) characters, without "
                    + "control characters and credentials")
        case .notFound: .notFound(name: "widget_token_not_found", "There is no such widget token")
        case .rateLimited(let seconds): .rateLimitExceeded("Too many attempts", retryAfter: seconds)
        case .storeUnavailable(let cause):
            XRPCError(
                status: .serviceUnavailable, name: "widget_store_unavailable",
                message: "Widget tokens cannot be checked at the moment", headerFields: [.retryAfter: "1"],
                logDetail: cause)
        }
    }

    private func challenge(_ status: HTTPResponse.Status, _ name: String, _ message: String) -> XRPCError {
        let error = status == .unauthorized ? "invalid_token" : "insufficient_scope"
        return XRPCError(
            status: status, name: name, message: message,
            headerFields: [.wwwAuthenticate: Challenge.bearer(error: error, description: message)])
    }
}
