// SPDX-License-Identifier: Apache-2.0

import DPoP
import HTTPTypes
import Identity
import XRPCCore

/// Turns a presented credential into a caller that the route accepts, or into a refusal.
///
/// There is no second try.
struct Authenticator: Sendable {
    let sessions: (any SessionVerifier)?
    let widgetGuard: (any WidgetGuard)?

    /// Whether the kind of the credential is one that the route names; cheap, and before anything is verified.
    func checkKind(_ credential: PresentedCredential, for route: MethodRoute) throws(XRPCError) {
        switch credential {
        case .none:
            guard route.kinds.contains(.none) else { throw missingCredentials(for: route) }
        case .widget:
            guard route.kinds.contains(.widget) else { throw .widgetTokenNotAllowedHere }
        case .session:
            if route.kinds == [.widget] { throw .widgetTokenRequired }
        }
    }

    func caller(
        _ credential: PresentedCredential, for route: MethodRoute, target: HTTPTarget, request: HostRequest,
        facts: RequestFacts
    ) async throws -> Caller {
        switch credential {
        case .none:
            return .anonymous
        case .widget(let token, let isBearer):
            guard let widgetGuard, isBearer else { throw XRPCError.widgetTokenInvalid(cause: "token-scheme") }
            let call = GuardedCall(nsid: route.descriptor.nsid, request: facts)
            return .widget(try await widgetGuard.verify(token, for: call))
        case .session(let field):
            guard route.kinds.contains(.session), let sessions else { return .anonymous }
            let presented = PresentedSession(
                authorization: field, proofLines: request.headerFields[values: .dpop],
                method: request.method.rawValue, target: target, nsid: route.descriptor.nsid,
                purpose: route.descriptor.kind == .procedure ? .effect : .answer)
            return .session(try await sessions.verify(presented, now: facts.time))
        }
    }

    private func missingCredentials(for route: MethodRoute) -> XRPCError {
        var error = XRPCError(.session(Refusal(.credentialsMissing)), offer: sessions?.offer ?? .nothing)
        if !route.kinds.contains(.session) { error.headerFields[.wwwAuthenticate] = nil }
        if route.kinds.contains(.widget), error.headerFields[values: .wwwAuthenticate].last != "Bearer" {
            error.headerFields.append(HTTPField(name: .wwwAuthenticate, value: "Bearer"))
        }
        return error
    }
}

extension HTTPFields {
    /// The value of a field, without building one where there is none.
    func value(_ name: HTTPField.Name) -> String? { contains(name) ? self[name] : nil }
}

extension HTTPField.Name {
    /// `DPoP` (RFC 9449 §4.1).
    static let dpop = constant("DPoP")
    /// `DPoP-Nonce` (RFC 9449 §8.1).
    static let dpopNonce = constant("DPoP-Nonce")
    /// `atproto-proxy` (atproto.com/specs/xrpc).
    static let atprotoProxy = constant("atproto-proxy")
    /// `X-Request-Id`, which the answer carries for support questions.
    static let requestID = constant("X-Request-Id")
    /// `Sec-Fetch-Site` (Fetch Metadata).
    static let fetchSite = constant("Sec-Fetch-Site")

    private static func constant(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .expect  // never taken: every name here is a valid token
    }
}
