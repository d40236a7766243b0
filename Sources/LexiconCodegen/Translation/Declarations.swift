// SPDX-License-Identifier: Apache-2.0

/// What one lexicon becomes: a type that is its main definition, or one that only holds the others.
struct DocumentDeclaration {
    enum Form {
        case namespace
        case structure(StructDeclaration)
        case method(MethodDeclaration)
    }

    let nsid: String
    let path: [String]
    let comment: String?
    let form: Form
    var nested: [TypeDeclaration]
}

extension DocumentDeclaration {
    /// How the document's file uses the runtime; an import that it does not need is a warning.
    var runtimeUse: RuntimeUse {
        guard case .namespace = form else { return .signatures }
        return nested.map(\.runtimeUse).max { $0.rawValue < $1.rawValue } ?? .nothing
    }
}

/// What a declaration needs the runtime for.
enum RuntimeUse: Int {
    case nothing
    /// Only for the protocols that its types conform to, which the compiler counts for public types alone.
    case conformances
    case signatures
}

extension TypeDeclaration {
    fileprivate var runtimeUse: RuntimeUse {
        switch self {
        case .structure, .union: .signatures
        case .values: .conformances
        case .alias(_, let type, _): type.isOfRuntime ? .signatures : .nothing
        case .token: .nothing
        }
    }
}

/// A type that stands inside another.
enum TypeDeclaration {
    case structure(StructDeclaration)
    case union(UnionDeclaration)
    case values(ValuesDeclaration)
    case alias(name: String, type: SwiftType, comment: String?)
    case token(name: String, value: String, comment: String?)
}

/// The parts of a method that the enum gets.
struct MethodDeclaration {
    let verb: Verb
    let parameters: StructDeclaration?
    let input: BodyDeclaration?
    let output: BodyDeclaration?
    let message: UnionDeclaration?
    let errors: [(identifier: String, name: String, comment: String?)]

    enum Verb: String {
        case query
        case procedure
        case subscription
    }
}

/// A body: a type of its own, a name for one declared elsewhere, or bytes.
struct BodyDeclaration {
    enum Shape {
        case declared(TypeDeclaration)
        case alias(SwiftType)
        case raw
    }

    let typeName: String
    let encoding: String
    let shape: Shape
    let schema: String?
}

/// A struct for an object.
struct StructDeclaration {
    enum Identity {
        case inline
        case definition(String)
        case record(String)
    }

    let name: String
    let fullName: String
    let comment: String?
    let identity: Identity
    var fields: [FieldDeclaration]
    var nested: [TypeDeclaration]
}

/// A stored property.
struct FieldDeclaration {
    /// How the property stands to absence.
    enum Presence {
        case required
        case optional
        case defaulted(String)
    }

    let wireName: String
    let identifier: String
    let type: SwiftType
    let presence: Presence
    let isRequired: Bool
    let isNullable: Bool
    /// The property that says what an absent field means, where the property itself is optional.
    let fallback: (identifier: String, value: String)?
    let schema: String
    let comment: String?
}

/// An enum for a union.
struct UnionDeclaration {
    let name: String
    let fullName: String
    let comment: String?
    let isClosed: Bool
    let cases: [(identifier: String, type: SwiftType)]
}

/// An enum or an open type for listed values.
struct ValuesDeclaration {
    enum Kind {
        case knownStrings
        case closedStrings
        case closedIntegers
    }

    let name: String
    let kind: Kind
    let comment: String?
    /// The identifier and the literal of each value.
    let values: [(identifier: String, literal: String)]
}

/// A Swift type as generated code names it.
indirect enum SwiftType {
    /// A type of the standard library or the runtime, or a generated one that contains nothing.
    case plain(String)
    /// A generated struct or union, by its full name.
    case declared(String)
    case array(SwiftType)
    case nullable(SwiftType)

    /// The type as source code.
    var text: String {
        switch self {
        case .plain(let name), .declared(let name): name
        case .array(let element): "[\(element.text)]"
        case .nullable(let value): "Nullable<\(value.text)>"
        }
    }

    /// Whether the runtime declares the type or a part of it.
    var isOfRuntime: Bool {
        switch self {
        case .plain(let name): !["Bool", "Int", "String"].contains(name) && !name.contains(".")
        case .declared: false
        case .array(let element): element.isOfRuntime
        case .nullable: true
        }
    }

    /// The generated type that a property of this type contains by value; an array contains nothing by value.
    var contained: String? {
        switch self {
        case .declared(let name): name
        case .nullable(let value): value.contained
        case .plain, .array: nil
        }
    }
}
