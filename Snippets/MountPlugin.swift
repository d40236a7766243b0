// SPDX-License-Identifier: Apache-2.0

// snippet.hide
import DPoP
import Foundation
import Hummingbird
import JOSE
import Logging
import SQLiteStores
import WidgetTokenPlugin
import XRPCCore
import XRPCHost

func makeApplication(
    myMethods: any MethodPlugin, readMethod: NSID, keySet: JWKSet, pepper: [UInt8], nonceKey: [UInt8]
) throws -> some ApplicationProtocol {
    // snippet.show
    let service = "did:web:api.example.com#appview"
    guard let peppers = PepperRing([.init(id: 1, secret: pepper)]),
        let nonces = NonceIssuer(keys: [.init(id: 1, secret: nonceKey)], audience: service)
    else { throw HostStartupError(setting: "keys", problem: "need at least 32 bytes each") }
    let database = try SQLiteDatabase(path: "tokens.sqlite", peppers: peppers)
    let logger = Logger(label: "api")

    let widgetTokens = WidgetTokens(
        policy: WidgetTokenPolicy(scopeSets: [.init(name: "default", methods: [readMethod])]),
        audience: service, store: SQLiteTokenStore(database), peppers: peppers, logger: logger)
    let tokens = LocalASVerifier(
        policy: AccessTokenPolicy(issuer: "https://auth.example.com", audiences: [service]),
        keys: FixedIssuerKeys(keySet))
    let sessions = try SessionVerifiers(
        dpop: DPoPSessions(
            verifiers: [tokens], proofs: ProofVerifier(nonces: nonces, audience: service), service: service))
    let host = try HostApplication(
        configuration: HostConfiguration(publicOrigin: "https://api.example.com", serviceDID: service),
        sessions: sessions, replayStore: SQLiteReplayStore(database),
        plugins: [widgetTokens, myMethods], logger: logger)

    let router = Router(context: HostRequestContext.self)
    host.mount(on: router)  // serves /xrpc/; every other path goes on to your routes
    router.get("/") { _, _ in "My own page" }
    return Application(router: router, services: host.services, logger: logger)
    // snippet.hide
}
// snippet.show
