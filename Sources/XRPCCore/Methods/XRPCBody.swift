// SPDX-License-Identifier: Apache-2.0

/// What travels as the body of a request or a response, before it has a type.
public enum BodyContent: Sendable, Equatable {
    /// Nothing.
    case none
    /// Data of the lexicon language, sent as JSON.
    case value(LexValue)
    /// Bytes in another encoding.
    case bytes([UInt8], contentType: String)
}

/// A type that is the body of a method.
public protocol XRPCBody: Sendable {
    /// Reads a body that is already validated.
    ///
    /// - Throws: ``LexDataError`` where the body is of another kind.
    init(content: BodyContent) throws(LexDataError)
    /// The body to send.
    var content: BodyContent { get }
}

extension LexConvertible where Self: XRPCBody {
    /// Reads data.
    public init(content: BodyContent) throws(LexDataError) {
        guard case .value(let value) = content, let body = Self(lexValue: value) else {
            throw LexDataError(path: "", rule: .type, message: "is not of the declared type")
        }
        self = body
    }
    /// The body as data.
    public var content: BodyContent { .value(lexValue) }
}

/// A body that is not JSON, or JSON without a schema.
public struct RawBody: XRPCBody, Equatable {
    /// The bytes.
    public var bytes: [UInt8]
    /// The MIME type.
    public var contentType: String

    /// Describes a body.
    public init(_ bytes: [UInt8], contentType: String) {
        self.bytes = bytes
        self.contentType = contentType
    }

    /// Takes a body of any kind; data becomes JSON.
    public init(content: BodyContent) throws(LexDataError) {
        switch content {
        case .none: self.init([], contentType: "application/octet-stream")
        case .value(let value): self.init(value.json, contentType: "application/json")
        case .bytes(let bytes, let contentType): self.init(bytes, contentType: contentType)
        }
    }
    /// The bytes with their type.
    public var content: BodyContent { .bytes(bytes, contentType: contentType) }
}

/// Stands where a method has no parameters or no body.
public struct NoFields: LexStruct, Hashable {
    /// No fields.
    public static let schema = ObjectSchema()
    /// Whatever was sent all the same.
    public var unknownFields = LexObject()

    /// Makes the empty value.
    public init() {}

    /// Reads nothing.
    public init(reading reader: inout ObjectReader) throws(LexDataError) {}

    /// Takes any body and keeps nothing of it.
    public init(content: BodyContent) throws(LexDataError) {}

    /// Writes nothing.
    public func write(to writer: inout ObjectWriter) {}
}
