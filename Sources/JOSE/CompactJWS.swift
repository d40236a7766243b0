// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// The three parts of a compact serialization before anybody asks how it is signed (RFC 7515 §7.1).
struct CompactJWS: Sendable {
    let header: JSONObject
    let payload: JSONObject
    /// What is signed: the first two parts with their dot.
    let signingInput: [UInt8]
    private let encodedSignature: [UInt8]

    /// Takes the parts apart and reads header and payload.
    init(_ text: String, maximumBytes: Int) throws(JWSError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= maximumBytes else { throw .tooLarge }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { throw .parts }
        header = try Self.object(parts[0])
        payload = try Self.object(parts[1])
        guard !header.contains("crit"), !header.contains("b64") else { throw .critical }
        signingInput = Array(bytes[0..<parts[1].endIndex])
        encodedSignature = Array(parts[2])
    }

    /// The signature, which must have `length` bytes.
    func signature(length: Int) throws(JWSError) -> [UInt8] {
        guard let signature = Base64URL.decode(encodedSignature) else { throw .encoding }
        guard signature.count == length else { throw .signatureLength }
        return signature
    }

    private static func object(_ part: ArraySlice<UInt8>) throws(JWSError) -> JSONObject {
        guard let bytes = Base64URL.decode(part) else { throw .encoding }
        guard let value = try? JSONParser(limits: .token).parse(bytes), let object = value.object else { throw .json }
        return object
    }
}
