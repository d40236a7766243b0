// SPDX-License-Identifier: Apache-2.0

/// Blots out what looks like a credential.
///
/// The last line of defence: nothing should log one in the first place.
public enum Redaction {
    private static let widgetPrefix = Array("dpwt_".utf8)
    private static let jwtPrefix = Array("eyJ".utf8)
    private static let blot = Array("[redacted]".utf8)

    /// The text with every widget token and every JWT replaced.
    public static func applied(to text: String) -> String {
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        var changed = false
        while let byte = rest.first {
            if rest.starts(with: widgetPrefix) || rest.starts(with: jwtPrefix) {
                rest = rest.drop(while: isTokenCharacter)
                result += blot
                changed = true
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return changed ? String(decoding: result, as: UTF8.self) : text
    }

    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }
}
