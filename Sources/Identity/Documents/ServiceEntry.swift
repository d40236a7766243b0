// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// The service that hosts an account (atproto.com/specs/did, "Service Endpoints").
enum ServiceEntry {
    static let fragment = "#atproto_pds"
    private static let type = "AtprotoPersonalDataServer"

    /// The origin of the first entry of that name; a later one does not stand in for a bad one.
    static func pds(
        in services: [JSONValue], of did: String, reach: NetworkReach
    ) -> Result<WebOrigin, DIDDocumentFlaw> {
        guard let entry = DIDDocument.entry(fragment, in: services, of: did) else { return .failure(.pdsMissing) }
        guard entry["type"].isText(type) else { return .failure(.pdsType) }
        guard let endpoint = entry["serviceEndpoint"]?.string, let origin = WebOrigin(endpoint, reach: reach) else {
            return .failure(.pdsEndpoint)
        }
        return .success(origin)
    }
}
