// SPDX-License-Identifier: Apache-2.0

/// A query, a procedure or a subscription.
public struct MethodType: Sendable {
    /// Which of the three.
    public enum Verb: String, Sendable {
        /// `query`.
        case query
        /// `procedure`.
        case procedure
        /// `subscription`.
        case subscription
    }

    /// Query, procedure or subscription.
    public let verb: Verb
    /// The parameters, or nil where there are none.
    public let parameters: ObjectType?
    /// The request body of a procedure.
    public let input: BodyType?
    /// The response body of a query or a procedure.
    public let output: BodyType?
    /// The messages of a subscription.
    public let message: UnionType?
    /// The declared errors.
    public let errors: [DeclaredError]
}

/// A body in one encoding.
public struct BodyType: Sendable {
    /// The MIME type, or a pattern such as `*/*` or `image/*`.
    public let encoding: String
    /// The schema of a JSON body: an object, a reference or a union.
    public let schema: DataType?
    /// The author's text.
    public let description: String?
}

/// An error that a method declares.
public struct DeclaredError: Sendable {
    /// The name on the wire.
    public let name: String
    /// The author's text.
    public let description: String?
}
