// SPDX-License-Identifier: Apache-2.0

import JOSE
import WidgetLexicons
import XRPCCore

/// The whole mission, step by step, as a client sees it.
///
/// Each step knows what it must be answered.
struct DemoTour {
    /// One step and how it went.
    struct Step {
        let name: String
        let explanation: String
        let exchange: DemoClient.Exchange
        let isExpected: Bool
    }

    let client: DemoClient
    let issuer: String
    let readMethod: NSID
    let privateMethod: NSID
    let report: (Step) -> Void

    static let viewer = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"

    /// Walks the tour.
    ///
    /// - Returns: whether every step went as it should, and a token that is still alive.
    func walk() async throws -> (isComplete: Bool, liveToken: String) {
        var results: [Bool] = []
        func step(_ name: String, _ explanation: String, _ exchange: DemoClient.Exchange, _ isExpected: Bool) {
            results.append(isExpected)
            report(Step(name: name, explanation: explanation, exchange: exchange, isExpected: isExpected))
        }
        typealias Methods = App.Didpic.Identity
        let mintPath = path(Methods.MintWidgetToken.nsid)

        let signIn = try await client.signIn(at: issuer, as: Self.viewer)
        let session = signIn.members["access_token"] as? String ?? ""
        step(
            "sign-in", "the trial authorization server binds an access token to the app's key", signIn,
            signIn.status == 200)

        let challenge = try await client.call("POST", mintPath, session: session, nonce: nil)
        step("challenge", "a proof needs a nonce of the server", challenge, challenge.is(401, "use_dpop_nonce"))

        let nonce = challenge.nonce ?? ""
        let proof = client.proof("POST", url: client.origin + mintPath, accessToken: session, nonce: nonce)
        let mint = try await client.call("POST", mintPath, session: session, nonce: nonce, proof: proof)
        let first = mint.members["token"] as? String ?? ""
        step(
            "mint", "the session mints a token, which is shown once", mint,
            mint.status == 200 && first.hasPrefix("dpwt_"))

        let read = try await client.call("GET", path(readMethod), widgetToken: first)
        step("read", "the widget reads with nothing but the token", read, isRead(read))

        let refused = try await client.call("GET", path(privateMethod), widgetToken: first)
        step("refused method", "other queries refuse it", refused, refused.is(403, "widget_token_not_allowed_here"))

        let procedure = try await client.call("POST", mintPath, widgetToken: first)
        step(
            "refused procedure", "a token cannot mint", procedure, procedure.is(403, "widget_token_not_allowed_here"))

        let replay = try await client.call("POST", mintPath, session: session, nonce: nonce, proof: proof)
        step("replayed proof", "a proof works once", replay, replay.is(401, "invalid_dpop_proof"))

        let second = try await client.call("POST", mintPath, session: session, nonce: nonce)
        let secondToken = second.members["token"] as? String ?? ""
        step("second mint", "another token, for another widget", second, second.status == 200 && secondToken != first)

        let alive = try await client.call("GET", path(readMethod), widgetToken: first)
        step("first still alive", "minting never ends an earlier token", alive, isRead(alive))

        let list = try await client.call("GET", path(Methods.ListWidgetTokens.nsid), session: session, nonce: nonce)
        let tokens = list.members["tokens"] as? [[String: Any]] ?? []
        step(
            "list", "the owner sees both, without their secrets", list,
            tokens.count == 2 && !list.body.contains("dpwt_"))

        let firstID = "wtok_" + first.dropFirst(6).prefix(22)
        let revoke = try await client.call(
            "POST", path(Methods.RevokeWidgetToken.nsid), session: session, nonce: nonce,
            body: #"{"id":"\#(firstID)"}"#)
        step("revoke", "the owner ends the first one", revoke, revoke.members["revoked"] as? Int == 1)

        let dead = try await client.call("GET", path(readMethod), widgetToken: first)
        step("dead", "it is refused on the next request", dead, dead.is(401, "widget_token_revoked"))

        let survivor = try await client.call("GET", path(readMethod), widgetToken: secondToken)
        step("second still alive", "the other token is untouched", survivor, isRead(survivor))
        return (results.allSatisfy(\.self), secondToken)
    }

    private func path(_ nsid: NSID) -> String { "/xrpc/\(nsid.rawValue)" }

    private func isRead(_ exchange: DemoClient.Exchange) -> Bool {
        exchange.status == 200 && exchange.members["viewer"] as? String == Self.viewer
    }
}

extension DemoClient.Exchange {
    fileprivate func `is`(_ status: Int, _ error: String) -> Bool { self.status == status && self.error == error }
}
