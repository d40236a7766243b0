// SPDX-License-Identifier: Apache-2.0

/// A reference to a file that is stored beside a repository (atproto.com/specs/data-model).
public struct Blob: LexConvertible, Hashable {
    /// The link to the content.
    public var ref: CID
    /// The MIME type.
    public var mimeType: String
    /// The length in bytes, 0 or more.
    public var size: Int
    /// Members that are not part of the specification, kept for a faithful round trip.
    public var unknownFields = LexObject()

    /// Describes a file.
    public init(ref: CID, mimeType: String, size: Int) {
        self.ref = ref
        self.mimeType = mimeType
        self.size = size
    }

    /// Reads an object of `$type` blob.
    public init?(lexValue: LexValue) {
        guard case .object(let object) = lexValue, object["$type"] == .string("blob"),
            case .link(let ref) = object["ref"], case .string(let mimeType) = object["mimeType"],
            case .integer(let number) = object["size"], let size = Int(exactly: number), size >= 0
        else { return nil }
        self.init(ref: ref, mimeType: mimeType, size: size)
        unknownFields = LexObject(
            uniqueMembers: object.members.filter { !["$type", "ref", "mimeType", "size"].contains($0.name) })
    }

    /// The object with its `$type`.
    public var lexValue: LexValue {
        let members: [LexObject.Member] = [
            .init(name: "$type", value: .string("blob")), .init(name: "ref", value: .link(ref)),
            .init(name: "mimeType", value: .string(mimeType)), .init(name: "size", value: .integer(Int64(size))),
        ]
        return .object(LexObject(uniqueMembers: members + unknownFields.members))
    }

    /// Whether a MIME type is the one of a pattern such as `image/*`, `*/*` or `video/mp4`.
    public static func matches(_ mimeType: String, pattern: String) -> Bool {
        let type = mimeType.prefix { $0 != ";" }.lowercased().split(separator: "/", omittingEmptySubsequences: false)
        let wanted = pattern.lowercased().split(separator: "/", omittingEmptySubsequences: false)
        guard type.count == 2, wanted.count == 2 else { return pattern == "*" }
        return zip(type, wanted).allSatisfy { $1 == "*" || $0 == $1 }
    }
}

/// Bytes in data, written as `{"$bytes": …}` in JSON.
public struct LexBytes: LexConvertible, Hashable {
    /// The bytes.
    public var bytes: [UInt8]

    /// Takes bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }
    /// Reads bytes.
    public init?(lexValue: LexValue) {
        guard case .bytes(let bytes) = lexValue else { return nil }
        self.bytes = bytes
    }
    /// The bytes as data.
    public var lexValue: LexValue { .bytes(bytes) }
}

/// A link to content, written as `{"$link": …}` in JSON.
public struct LexLink: LexConvertible, Hashable {
    /// The identifier of the content.
    public var cid: CID

    /// Links to content.
    public init(_ cid: CID) { self.cid = cid }
    /// Reads a link.
    public init?(lexValue: LexValue) {
        guard case .link(let cid) = lexValue else { return nil }
        self.cid = cid
    }
    /// The link as data.
    public var lexValue: LexValue { .link(cid) }
}
