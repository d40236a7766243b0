// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// A method of a lexicon with its Swift types; generated code conforms, handlers and clients are typed by it.
public protocol XRPCMethod: Sendable {
    /// The parameters of the query string.
    associatedtype Parameters: LexStruct = NoFields
    /// The request body.
    associatedtype Input: XRPCBody = NoFields
    /// The response body.
    associatedtype Output: XRPCBody = NoFields
    /// The name, the kind and the schemas.
    static var descriptor: MethodDescriptor { get }
}

/// A method called with GET.
public protocol XRPCQuery: XRPCMethod where Input == NoFields {}

/// A method called with POST.
public protocol XRPCProcedure: XRPCMethod {}

/// A stream of messages over a WebSocket.
public protocol XRPCSubscription: Sendable {
    /// The parameters of the query string.
    associatedtype Parameters: LexStruct = NoFields
    /// The messages.
    associatedtype Message: LexUnion
    /// The name and the schemas.
    static var descriptor: MethodDescriptor { get }
}

extension XRPCMethod {
    /// The name of the method.
    public static var nsid: NSID { descriptor.nsid }
}

extension XRPCSubscription {
    /// The name of the subscription.
    public static var nsid: NSID { descriptor.nsid }
}

/// A generated enum of the errors that a method declares.
public protocol DeclaredErrorName: RawRepresentable, CaseIterable, Sendable where RawValue == String {}

extension XRPCError {
    /// An error that the lexicon of a method declares; 400 unless another status is given.
    public init(_ name: some DeclaredErrorName, _ message: String) {
        self.init(status: .badRequest, name: name.rawValue, message: message)
    }
}
