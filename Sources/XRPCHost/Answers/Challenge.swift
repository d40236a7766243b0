// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// Writes `WWW-Authenticate` values (RFC 9110 §11.6.1, RFC 6750 §3, RFC 9449 §7.1, RFC 9728 §5.1).
public enum Challenge {
    /// Why credentials were refused; absent where there were none (RFC 6750 §3.1).
    struct Failure {
        let error: String
        let description: String
        /// The scopes that would have sufficed, separated by spaces (RFC 6750 §3).
        var scope: String?
    }

    /// The challenges of a host, one field line for each scheme; DPoP always comes first, as clients look there.
    ///
    /// - Parameters:
    ///   - offer: what the host accepts.
    ///   - scheme: the scheme that the failure belongs to.
    static func fields(_ offer: SessionOffer, _ failure: Failure? = nil, of scheme: Scheme = .dpop) -> HTTPFields {
        var fields = HTTPFields()
        if !offer.proofAlgorithms.isEmpty {
            let value = dpop(offer, scheme == .dpop ? failure : nil)
            fields.append(HTTPField(name: .wwwAuthenticate, value: value))
        }
        if offer.acceptsServiceAuth {
            let failure = scheme == .bearer || offer.proofAlgorithms.isEmpty ? failure : nil
            let parameters = parameters([("error", failure?.error), ("error_description", failure?.description)])
            fields.append(
                HTTPField(name: .wwwAuthenticate, value: parameters.isEmpty ? "Bearer" : "Bearer " + parameters))
        }
        return fields
    }

    /// The schemes of sessions.
    enum Scheme {
        case dpop
        case bearer
    }

    /// A challenge of the DPoP scheme; `algs` always comes first.
    private static func dpop(_ offer: SessionOffer, _ failure: Failure?) -> String {
        "DPoP "
            + parameters([
                ("algs", offer.proofAlgorithms.joined(separator: " ")), ("error", failure?.error),
                ("error_description", failure?.description), ("scope", failure?.scope),
                ("resource_metadata", offer.metadataURL),
            ])
    }

    /// A challenge of the Bearer scheme.
    ///
    /// - Parameters:
    ///   - error: a name of RFC 6750 §3.1.
    ///   - description: printable ASCII; characters that a quoted string cannot hold are left out.
    public static func bearer(error: String, description: String) -> String {
        "Bearer " + parameters([("error", error), ("error_description", description)])
    }

    private static func parameters(_ pairs: [(name: String, value: String?)]) -> String {
        pairs.compactMap { name, value in value.map { "\(name)=\"\(quotable($0))\"" } }.joined(separator: ", ")
    }

    private static func quotable(_ text: String) -> String {
        String(decoding: text.utf8.filter { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }, as: UTF8.self)
    }
}
