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

    /// Looks into a compact JWS; nil where the text is not one, as with an opaque token.
    public init?(_ text: String, maximumBytes: Int) {
        guard let parts = try? CompactJWS(text, maximumBytes: maximumBytes) else { return nil }
        type = parts.header["typ"]?.string
        algorithm = parts.header["alg"]?.string
        issuer = parts.payload["iss"]?.string
        isBound = parts.payload.contains("cnf")
    }
}
