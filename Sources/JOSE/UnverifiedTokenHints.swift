// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// What a token says about itself, to choose the one verifier that will check it and for nothing else.
public struct UnverifiedTokenHints: Sendable, Equatable {
    /// `typ` of the header.
    public let type: String?
    /// `alg` of the header.
    public let algorithm: String?
    /// `iss` of the claims.
    public let issuer: String?
    /// Whether the claims have `cnf`, so that the token is bound to a key.
    public let isBound: Bool

    /// Whether the text has the looks of a compact JWS, be it well-formed or not: three parts, and the first begins as
    /// every JSON object with a member does in base64url.
    public static func looksLikeJWS(_ text: String) -> Bool {
        text.utf8.first == UInt8(ascii: "e") && text.utf8.count { $0 == UInt8(ascii: ".") } == 2
    }

    /// Looks into a compact JWS; nil where the text is not one, as with an opaque token.
    public init?(_ text: String, maximumBytes: Int) {
        guard let parts = try? CompactJWS(text, maximumBytes: maximumBytes) else { return nil }
        type = parts.header["typ"]?.string
        algorithm = parts.header["alg"]?.string
        issuer = parts.payload["iss"]?.string
        isBound = parts.payload.contains("cnf")
    }
}
