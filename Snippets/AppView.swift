// SPDX-License-Identifier: Apache-2.0

// snippet.hide
import Identity
import XRPCHost

func makeSessions(service: String) throws -> SessionVerifiers {
    // snippet.show
    guard let directory = WebOrigin(DIDResolver.defaultDirectory, reach: .publicInternet) else {
        throw HostStartupError(setting: "directory", problem: "must be an https origin")
    }
    let identities = IdentityDirectory(
        resolver: DIDResolver(
            directories: [directory], directoryFetcher: PinnedFetcher(limits: .directory), hostFetcher: PinnedFetcher()),
        observer: IdentityMetrics.observer())
    return try SessionVerifiers(
        dpop: nil,
        serviceAuth: ServiceAuthSessions(
            verifier: ServiceAuthVerifier(
                policy: ServiceAuthPolicy(audiences: [service]), identities: identities)))
    // snippet.hide
}
// snippet.show
