// SPDX-License-Identifier: Apache-2.0

public import JOSE
import StrictJSON

/// What an account's DID document says, as far as AT Protocol reads it (atproto.com/specs/did).
///
/// Each of the two parts is read for itself: a service without a repository has a key and no PDS.
public struct DIDDocument: Sendable, Equatable {
    /// The largest document in bytes.
    public static let maximumBytes = 65_536
    /// The most verification methods, and the most services.
    public static let maximumEntries = 64

    /// The DID that the document is about.
    public let id: String
    /// The key of the first verification method called `#atproto`, or why there is none.
    public let signingKey: Result<PublicJWK, DIDDocumentFlaw>
    /// The origin of the first service called `#atproto_pds`, or why there is none.
    public let pds: Result<WebOrigin, DIDDocumentFlaw>

    /// Reads a document that a server has given for `did`.
    ///
    /// - Parameters:
    ///   - bytes: JSON of at most 64 KiB and 16 levels, without duplicate names.
    ///   - did: the DID that was asked for; `id` must be the same to the byte.
    ///   - reach: whether a PDS may be on this machine.
    /// - Throws: ``DIDDocumentError``.
    public init(_ bytes: [UInt8], for did: String, reach: NetworkReach) throws(DIDDocumentError) {
        let limits = JSONLimits(maximumBytes: Self.maximumBytes, maximumDepth: 16, maximumMembers: 256)
        guard let root = try? JSONParser(limits: limits).parse(bytes), let members = root.object else {
            throw .malformed
        }
        guard members["id"].isText(did) else { throw .subjectMismatch }
        let methods = try Self.entries(members["verificationMethod"])
        let services = try Self.entries(members["service"])
        id = did
        signingKey = SigningKeyEntry.key(in: methods, of: did)
        pds = ServiceEntry.pds(in: services, of: did, reach: reach)
    }

    /// A missing list is an empty one.
    private static func entries(_ value: JSONValue?) throws(DIDDocumentError) -> [JSONValue] {
        guard let value else { return [] }
        guard let entries = value.array else { throw .malformed }
        guard entries.count <= maximumEntries else { throw .tooManyEntries }
        return entries
    }

    /// The first object whose `id` is `fragment`, alone or after the DID; a mere suffix is another DID's name.
    static func entry(_ fragment: String, in entries: [JSONValue], of did: String) -> JSONObject? {
        entries.lazy.compactMap(\.object).first { $0["id"].isText(fragment) || $0["id"].isText(did + fragment) }
    }
}

extension JSONValue? {
    /// Whether this is the string `text`, byte for byte.
    func isText(_ text: String) -> Bool {
        self?.string.map { $0.utf8.elementsEqual(text.utf8) } == true
    }
}
