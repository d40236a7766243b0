// SPDX-License-Identifier: Apache-2.0

/// Writes `WWW-Authenticate` values (RFC 9110 §11.6.1, RFC 6750 §3, RFC 9449 §7.1).
public enum Challenge {
    /// A challenge of the DPoP scheme; `algs` always comes first, and `error` only with credentials that were refused.
    static func dpop(_ algorithms: [String], error: String? = nil, description: String? = nil) -> String {
        let list = algorithms.joined(separator: " ")
        return "DPoP " + parameters([("algs", list), ("error", error), ("error_description", description)])
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
