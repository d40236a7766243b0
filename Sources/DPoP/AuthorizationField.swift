// SPDX-License-Identifier: Apache-2.0

/// The `Authorization` field of a request, taken apart (RFC 9110 §11.6.2, RFC 6750 §2.1, RFC 9449 §7.1).
public struct AuthorizationField: Sendable {
    /// The longest field value in bytes.
    public static let maximumBytes = 8192

    /// The schemes that are understood.
    public enum Scheme: Sendable, Equatable {
        /// `Bearer`.
        case bearer
        /// `DPoP`.
        case dpop

        /// The scheme called `name` in any case of ASCII letters; nil for any other.
        init?(name: some Collection<UInt8>) {
            switch String(decoding: name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self) {
            case "bearer": self = .bearer
            case "dpop": self = .dpop
            default: return nil
            }
        }
    }

    /// The scheme, recognized in any case.
    public let scheme: Scheme
    /// The token as presented.
    ///
    /// Never log it.
    public let token: String

    /// Reads the field lines exactly as they were received.
    ///
    /// - Parameter lines: one element for each `Authorization` line.
    /// - Returns: nil where there is no line.
    /// - Throws: ``Refusal`` for more than one credential, more than 8192 bytes, or any other form.
    public init?(lines: [String]) throws(Refusal) {
        guard let line = lines.first else { return nil }
        guard lines.count == 1, !line.utf8.contains(UInt8(ascii: ",")) else { throw Refusal(.authorizationRepeated) }
        guard line.utf8.count <= Self.maximumBytes else { throw Refusal(.authorizationTooLarge) }
        let bytes = Array(line.utf8)
        let name = bytes.prefix { $0 != UInt8(ascii: " ") }
        let token = bytes[name.endIndex...].drop { $0 == UInt8(ascii: " ") }
        guard name.endIndex < bytes.endIndex, !token.isEmpty, Self.isToken68(token) else {
            throw Refusal(.authorizationMalformed)
        }
        guard let scheme = Scheme(name: name) else { throw Refusal(.authorizationMalformed) }
        self.scheme = scheme
        self.token = String(decoding: token, as: UTF8.self)
    }

    private static func isToken68(_ bytes: ArraySlice<UInt8>) -> Bool {
        let body = bytes.prefix { $0 != UInt8(ascii: "=") }
        guard !body.isEmpty, bytes[body.endIndex...].allSatisfy({ $0 == UInt8(ascii: "=") }) else { return false }
        return body.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "+"),
                UInt8(ascii: "/"):
                true
            default: false
            }
        }
    }
}
