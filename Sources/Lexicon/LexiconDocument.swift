// SPDX-License-Identifier: Apache-2.0

/// One lexicon file as a model; nothing in it knows Swift.
public struct LexiconDocument: Sendable {
    /// The file as the caller named it.
    public let file: String
    /// The NSID.
    public let id: String
    /// The definitions in document order.
    public let definitions: [Definition]

    /// The definition called `name`, such as `main`.
    public func definition(_ name: String) -> Definition? { definitions.first { $0.name == name } }

    /// One entry of `defs`.
    public struct Definition: Sendable {
        /// The key in `defs`.
        public let name: String
        /// What is defined.
        public let kind: Kind
        /// The author's text.
        public let description: String?
    }

    /// What a definition can be.
    public enum Kind: Sendable {
        /// A query or a procedure.
        case method(MethodType)
        /// A type of data that others refer to.
        case data(DataType)
    }
}

/// A query or a procedure.
public struct MethodType: Sendable {
    /// Which of the two.
    public enum Verb: String, Sendable {
        /// `query`.
        case query
        /// `procedure`.
        case procedure
    }

    /// Query or procedure.
    public let verb: Verb
    /// The parameters, or nil where there are none.
    public let parameters: ObjectType?
    /// The request body.
    public let input: BodyType?
    /// The response body.
    public let output: BodyType?
    /// The declared errors.
    public let errors: [DeclaredError]
}

/// A body in one encoding.
public struct BodyType: Sendable {
    /// The MIME type.
    public let encoding: String
    /// The JSON schema: an object or a reference to one.
    public let schema: DataType?
}

/// An error that a method declares.
public struct DeclaredError: Sendable {
    /// The name on the wire.
    public let name: String
    /// The author's text.
    public let description: String?
}

/// A type of data.
public indirect enum DataType: Sendable {
    /// `boolean`.
    case boolean(defaultValue: Bool?)
    /// `integer`.
    case integer(IntegerType)
    /// `string`.
    case string(StringType)
    /// `array`.
    case array(ArrayType)
    /// `object`, `params`, or an inline object.
    case object(ObjectType)
    /// `ref`, with the reference as it was written.
    case reference(Reference)
}

/// An integer and its constraints.
public struct IntegerType: Sendable {
    /// The least value.
    public let minimum: Int64?
    /// The greatest value.
    public let maximum: Int64?
    /// The only values.
    public let allowed: [Int64]?
    /// What an absent field means.
    public let defaultValue: Int64?
}

/// A string and its constraints.
public struct StringType: Sendable {
    /// The named syntax, one of those known.
    public let format: KnownFormat?
    /// The fewest bytes.
    public let minimumLength: Int?
    /// The most bytes.
    public let maximumLength: Int?
    /// The fewest graphemes.
    public let minimumGraphemes: Int?
    /// The most graphemes.
    public let maximumGraphemes: Int?
    /// The only values.
    public let allowed: [String]?
    /// Values that the author mentions without excluding others.
    public let knownValues: [String]
    /// What an absent field means.
    public let defaultValue: String?
}

/// A string format that has a type of its own.
public enum KnownFormat: String, Sendable, CaseIterable {
    /// A DID.
    case did
    /// A handle.
    case handle
    /// A DID or a handle.
    case atIdentifier = "at-identifier"
    /// An NSID.
    case nsid
    /// A point in time.
    case datetime
}

/// An array and its constraints.
public struct ArrayType: Sendable {
    /// The type of the elements.
    public let items: DataType
    /// The fewest elements.
    public let minimumLength: Int?
    /// The most elements.
    public let maximumLength: Int?
}

/// An object with its properties in document order.
public struct ObjectType: Sendable {
    /// One property.
    public struct Property: Sendable {
        /// The name on the wire.
        public let name: String
        /// Its type.
        public let type: DataType
        /// Whether it must be there.
        public let isRequired: Bool
        /// The author's text.
        public let description: String?
    }

    /// The properties.
    public let properties: [Property]
}

/// A reference, kept with its place for messages.
public struct Reference: Sendable {
    /// The text of `ref`.
    public let text: String
    /// The JSON pointer of the text.
    let pointer: [String]
    /// The NSID that is referred to.
    public let id: String
    /// The name of the definition there.
    public let name: String

    init(_ text: String, in document: String, pointer: [String]) {
        self.text = text
        self.pointer = pointer
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        id = parts[0].isEmpty ? document : String(parts[0])
        name = parts.count == 2 ? String(parts[1]) : "main"
    }
}
