// SPDX-License-Identifier: Apache-2.0

import CLibcrypto

/// The hash and the comparison that everything here rests on; OpenSSL does the work.
public enum Libcrypto {
    /// The length of a SHA-256 digest and of an HMAC-SHA-256 tag, in bytes.
    public static let digestLength = 32

    nonisolated(unsafe) private static let sha256Algorithm = EVP_MD_fetch(nil, "SHA256", nil)

    /// SHA-256 of `bytes` (FIPS 180-4): 32 bytes.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: digestLength)
        let status = EVP_Digest(bytes, bytes.count, &digest, nil, sha256Algorithm, nil)
        precondition(status == 1, "libcrypto has no SHA-256")
        return digest
    }

    /// Compares in a time that depends on the lengths only; different lengths are unequal at once.
    public static func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }

    /// Bytes from the system's cryptographic random generator.
    public static func randomBytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let status = RAND_bytes(&bytes, Int32(count))
        precondition(status == 1, "libcrypto has no entropy")
        return bytes
    }
}
