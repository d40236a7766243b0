// SPDX-License-Identifier: Apache-2.0

import XRPCHost

/// From where a token may be presented.
///
/// `Referer` plays no part, and `null` is never an origin.
enum OriginRule {
    /// A native token must come without `Origin`.
    ///
    /// A browser token needs exactly one, byte-equal to one of its own, or none where the browser says that the request
    /// is to the page's own origin.
    static func permits(_ row: TokenRow, _ request: RequestFacts) -> Bool {
        switch row.profile {
        case .native:
            return request.origins.isEmpty
        case .browser:
            guard let origin = request.origins.first else { return request.fetchSite == "same-origin" }
            return request.origins.count == 1 && row.origins.contains(origin)
        }
    }
}
