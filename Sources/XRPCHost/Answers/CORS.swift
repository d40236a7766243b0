// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// Cross-origin rules of XRPC: any origin, no cookies, and the fields that clients need to see (Fetch §3.2).
enum CORS {
    private static let anyOrigin = HTTPField(name: .accessControlAllowOrigin, value: "*")
    private static let exposedFields = HTTPField(
        name: .accessControlExposeHeaders, value: "DPoP-Nonce, WWW-Authenticate, Retry-After, X-Request-Id")

    /// The answer to any OPTIONS request; it needs no credentials.
    static func preflight(_ request: HostRequest) -> HostResponse {
        var fields: HTTPFields = [
            .accessControlAllowMethods: "GET, HEAD, POST, OPTIONS", .accessControlMaxAge: "86400",
        ]
        if let requested = request.headerFields[.accessControlRequestHeaders], isFieldList(requested) {
            fields[.accessControlAllowHeaders] = requested
        }
        return HostResponse(status: .noContent, headerFields: fields)
    }

    /// Adds what every answer carries, failures included.
    static func decorate(_ fields: inout HTTPFields) {
        fields.append(anyOrigin)
        fields.append(exposedFields)
    }

    private static func isFieldList(_ text: String) -> Bool {
        text.utf8.count <= 2048
            && text.utf8.allSatisfy {
                switch $0 {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ","), UInt8(ascii: " "): true
                default: false
                }
            }
    }
}
