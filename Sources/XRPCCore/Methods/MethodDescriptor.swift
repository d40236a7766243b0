// SPDX-License-Identifier: Apache-2.0

/// What a lexicon says of one method; generated, one for each.
public struct MethodDescriptor: Sendable {
    /// The kinds of method.
    public enum Kind: String, Sendable {
        /// Called with GET; changes nothing.
        case query
        /// Called with POST.
        case procedure
        /// A stream of messages.
        case subscription
    }

    /// A body in one encoding.
    public struct Body: Sendable {
        /// The MIME type, without parameters, or a pattern such as `*/*`.
        public let encoding: String
        /// What the data must be, or nil for a body without a schema.
        public let schema: LexSchema?

        /// Makes a body description.
        public init(encoding: String, schema: LexSchema? = nil) {
            self.encoding = encoding
            self.schema = schema
        }
    }

    /// The name of the method.
    public let nsid: NSID
    /// Query or procedure.
    public let kind: Kind
    /// The parameters in the query string.
    public let parameters: ObjectSchema
    /// The request body, or nil where there is none.
    public let input: Body?
    /// The response body, or nil where there is none.
    public let output: Body?
    /// The messages of a subscription.
    public let message: UnionSchema?
    /// The names of the errors that the lexicon declares.
    public let errors: [String]

    /// Makes a descriptor.
    public init(
        nsid: NSID, kind: Kind, parameters: ObjectSchema = ObjectSchema(), input: Body? = nil, output: Body? = nil,
        message: UnionSchema? = nil, errors: [String] = []
    ) {
        self.nsid = nsid
        self.kind = kind
        self.parameters = parameters
        self.input = input
        self.output = output
        self.message = message
        self.errors = errors
    }

    /// The same method under the NSID of another group.
    public func renamed(_ nsid: NSID) -> MethodDescriptor {
        MethodDescriptor(
            nsid: nsid, kind: kind, parameters: parameters, input: input, output: output, message: message,
            errors: errors)
    }
}
