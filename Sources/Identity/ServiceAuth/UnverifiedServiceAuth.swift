// SPDX-License-Identifier: Apache-2.0

public import JOSE
import StrictJSON

/// A service-auth token whose form is checked and nothing else; hand it to a ``ServiceAuthVerifier``.
///
/// The rules are those of atproto.com/specs/xrpc, "Inter-Service Authentication".
public struct UnverifiedServiceAuth: Sendable {
    /// The longest token in bytes.
    public static let maximumBytes = 4096

    let jws: UnverifiedJWS
    /// The algorithm, ES256 or ES256K.
    public var algorithm: SignatureAlgorithm { jws.algorithm }

    private static let keyID = "#atproto"
    private static let otherCredentials = ["at+jwt", "refresh+jwt", "dpop+jwt"]

    /// Reads a token and checks its form, its type, its algorithm and the name of its key.
    ///
    /// - Parameter text: the compact JWS.
    /// - Throws: ``ServiceAuthRefusal`` with the first rule that the token breaks.
    public init(_ text: String) throws(ServiceAuthRefusal) {
        jws = try Self.parse(text)
        try Self.checkType(jws.header["typ"])
        guard jws.header["kid"].map({ Optional($0).isText(Self.keyID) }) != false else {
            throw ServiceAuthRefusal(.keyID)
        }
    }

    private static func parse(_ text: String) throws(ServiceAuthRefusal) -> UnverifiedJWS {
        do {
            return try UnverifiedJWS(text, maximumBytes: maximumBytes, algorithms: [.es256, .es256k])
        } catch {
            switch error {
            case .tooLarge: throw ServiceAuthRefusal(.tooLarge, detail: "\(text.utf8.count) bytes")
            case .parts: throw ServiceAuthRefusal(.parts)
            case .encoding: throw ServiceAuthRefusal(.encoding)
            case .json: throw ServiceAuthRefusal(.json)
            case .critical: throw ServiceAuthRefusal(.critical)
            case .algorithm:
                try checkType(ofUnsupported: text)
                throw ServiceAuthRefusal(.algorithm)
            case .signatureLength: throw ServiceAuthRefusal(.signatureLength)
            }
        }
    }

    /// An access token that a PDS signed for itself is told its type rather than its algorithm.
    private static func checkType(ofUnsupported text: String) throws(ServiceAuthRefusal) {
        let first = text.utf8.prefix { $0 != UInt8(ascii: ".") }
        guard let bytes = Base64URL.decode(first),
            let header = (try? JSONParser(limits: .token).parse(bytes))?.object
        else { return }
        try checkType(header["typ"])
    }

    private static func checkType(_ type: JSONValue?) throws(ServiceAuthRefusal) {
        guard let type, !Optional(type).isText("JWT") else { return }
        guard !otherCredentials.contains(where: { Optional(type).isText($0) }) else {
            throw ServiceAuthRefusal(.typeOfOtherCredential)
        }
        throw ServiceAuthRefusal(.type)
    }
}
