// SPDX-License-Identifier: Apache-2.0

import DPoP
import HTTPTypes
import Identity
public import XRPCCore

extension XRPCError {
    /// The answer to a refused session.
    ///
    /// - Parameter offer: what challenges list.
    init(_ refusal: SessionRefusal, offer: SessionOffer) {
        switch refusal {
        case .session(let refusal): self.init(refusal, offer: offer)
        case .serviceAuth(let refusal): self.init(refusal.reason, offer: offer)
        }
    }

    private init(_ refusal: Refusal, offer: SessionOffer) {
        let reason = refusal.reason
        let error = reason.oauthError
        let isMissing = reason == .credentialsMissing
        var message = reason.explanation
        var fields = HTTPFields()
        switch error {
        case .invalidToken, .invalidProof, .useNonce, .insufficientScope:
            var failure = Challenge.Failure(error: error.rawValue, description: reason.explanation)
            if error == .insufficientScope {
                failure.scope = refusal.detail
                message += ": " + refusal.detail
            }
            fields = Challenge.fields(offer, isMissing ? nil : failure)
        case .temporarilyUnavailable:
            fields[.retryAfter] = "1"
        case .invalidRequest:
            break
        }
        self.init(
            status: Self.status(reason), name: isMissing ? "AuthMissing" : Self.name(error),
            message: message, headerFields: fields)
    }

    private init(_ reason: ServiceAuthReason, offer: SessionOffer) {
        guard !reason.isOutage else {
            self.init(
                status: .serviceUnavailable, name: reason.errorName, message: reason.explanation,
                headerFields: [.retryAfter: "1"])
            return
        }
        let failure = Challenge.Failure(error: "invalid_token", description: reason.explanation)
        self.init(
            status: .unauthorized, name: reason.errorName, message: reason.explanation,
            headerFields: Challenge.fields(offer, failure, of: .bearer))
    }

    private static func status(_ reason: RefusalReason) -> HTTPResponse.Status {
        if reason == .authorizationTooLarge { return .requestHeaderFieldsTooLarge }
        return switch reason.oauthError {
        case .invalidRequest: .badRequest
        case .invalidToken, .invalidProof, .useNonce: .unauthorized
        case .insufficientScope: .forbidden
        case .temporarilyUnavailable: .serviceUnavailable
        }
    }

    private static func name(_ error: OAuthError) -> String {
        switch error {
        case .invalidRequest, .invalidToken, .invalidProof, .useNonce: error.rawValue
        case .insufficientScope: "ScopeMissingError"
        case .temporarilyUnavailable: "NotEnoughResources"
        }
    }
}

extension XRPCError {
    /// 403: a widget token where only other credentials are accepted.
    public static var widgetTokenNotAllowedHere: XRPCError {
        let message = "A widget token is not allowed here"
        return XRPCError(
            status: .forbidden, name: "widget_token_not_allowed_here", message: message,
            headerFields: [.wwwAuthenticate: Challenge.bearer(error: "insufficient_scope", description: message)])
    }

    /// 403: something else where only a widget token is accepted.
    public static var widgetTokenRequired: XRPCError {
        let message = "A widget token is required here"
        return XRPCError(
            status: .forbidden, name: "widget_token_required", message: message,
            headerFields: [.wwwAuthenticate: Challenge.bearer(error: "insufficient_scope", description: message)])
    }

    /// 401: not a widget token of this service; says no more, whatever is wrong with it.
    ///
    /// - Parameter cause: what is wrong, for the log.
    public static func widgetTokenInvalid(cause: String) -> XRPCError {
        let message = "The widget token is not valid"
        return XRPCError(
            status: .unauthorized, name: "widget_token_invalid", message: message,
            headerFields: [.wwwAuthenticate: Challenge.bearer(error: "invalid_token", description: message)],
            logDetail: cause)
    }

    /// 400: a widget token in the URL, where logs and histories keep it.
    public static var widgetTokenInURL: XRPCError {
        XRPCError(
            status: .badRequest, name: "widget_token_in_url",
            message: "A widget token must never be part of a URL; revoke this one")
    }
}
