// SPDX-License-Identifier: Apache-2.0

/// The `Authorization` field of a service's request (RFC 6750 §2.1).
public enum BearerField {
    private static let scheme = Array("bearer".utf8)

    /// The token of the one field line that there must be.
    ///
    /// - Parameter lines: the value of each `Authorization` line as received, not joined.
    /// - Throws: ``ServiceAuthRefusal`` where there is no line, more than one, or none of this form.
    public static func token(in lines: [String]) throws(ServiceAuthRefusal) -> String {
        guard let line = lines.first else { throw ServiceAuthRefusal(.credentialsMissing) }
        guard lines.count == 1, !line.utf8.contains(UInt8(ascii: ",")) else {
            throw ServiceAuthRefusal(.authorizationRepeated)
        }
        let bytes = Array(line.utf8)
        let named = bytes.prefix { $0 != UInt8(ascii: " ") }
        let token = bytes.dropFirst(named.count).drop { $0 == UInt8(ascii: " ") }
        guard named.count == scheme.count, zip(named, scheme).allSatisfy({ $0 | 0x20 == $1 && $0 < 0x80 }),
            !token.isEmpty, token.allSatisfy(isVisible)
        else { throw ServiceAuthRefusal(.authorizationMalformed) }
        return String(decoding: token, as: UTF8.self)
    }

    private static func isVisible(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }
}
