// SPDX-License-Identifier: Apache-2.0

public import DPoP
public import Foundation
public import XRPCCore

/// Turns presented credentials into a session or a refusal.
///
/// A host has exactly one for each kind of credential.
public protocol SessionVerifier: Sendable {
    /// The algorithms to list in challenges, in order.
    var challengeAlgorithms: [String] { get }

    /// The nonce to hand out now, or nil where none are used.
    func currentNonce(now: Date) -> String?

    /// Checks everything but single use.
    ///
    /// - Throws: `Refusal`.
    func verify(_ presented: PresentedSession, now: Date) async throws(Refusal) -> UnspentSession
}

/// Session credentials as they arrived.
public struct PresentedSession: Sendable {
    /// The `Authorization` field.
    public let authorization: AuthorizationField
    /// Every `DPoP` field line.
    public let proofLines: [String]
    /// The HTTP method.
    public let method: String
    /// The URL of the called method, from configuration.
    public let target: HTTPTarget
    /// The called method.
    public let nsid: NSID

    package init(
        authorization: AuthorizationField, proofLines: [String], method: String, target: HTTPTarget, nsid: NSID
    ) {
        self.authorization = authorization
        self.proofLines = proofLines
        self.method = method
        self.target = target
        self.nsid = nsid
    }
}
