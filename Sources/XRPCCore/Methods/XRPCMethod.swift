// SPDX-License-Identifier: Apache-2.0

/// A method of a lexicon with its Swift types; generated code conforms, handlers are typed by it.
public protocol XRPCMethod: Sendable {
    /// The parameters of the query string.
    associatedtype Parameters: LexRecord = NoFields
    /// The JSON request body.
    associatedtype Input: LexRecord = NoFields
    /// The JSON response body.
    associatedtype Output: LexRecord = NoFields
    /// The name, the kind and the schemas.
    static var descriptor: MethodDescriptor { get }
}

/// A method called with GET.
public protocol XRPCQuery: XRPCMethod where Input == NoFields {}

/// A method called with POST.
public protocol XRPCProcedure: XRPCMethod {}

extension XRPCMethod {
    /// The name of the method.
    public static var nsid: NSID { descriptor.nsid }
}

/// Stands where a method has no parameters or no body.
public struct NoFields: LexRecord {
    /// No fields.
    public static let schema = ObjectSchema()
    /// Whatever was sent all the same.
    public var unknownFields = LexObject()

    /// Makes the empty value.
    public init() {}

    /// Reads nothing.
    public init(reading reader: ObjectReader) throws(LexDataError) {}

    /// Writes nothing.
    public func write(to writer: inout ObjectWriter) {}
}
