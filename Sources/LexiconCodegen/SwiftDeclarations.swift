// SPDX-License-Identifier: Apache-2.0

/// What one lexicon becomes: an enum that holds its types, and is the method where there is one.
struct DocumentDeclaration {
    let nsid: String
    let path: [String]
    let comment: String?
    let method: MethodDeclaration?
    let records: [RecordDeclaration]
}

/// The parts of a method that the enum gets.
struct MethodDeclaration {
    let isQuery: Bool
    let parameters: RecordDeclaration?
    let input: BodyDeclaration?
    let output: BodyDeclaration?
    let errors: [String]
}

/// A body: a struct of its own, a name for one declared elsewhere, or an encoding without a type.
struct BodyDeclaration {
    enum Shape {
        case record(RecordDeclaration)
        case alias(String)
        case none
    }

    let typeName: String
    let shape: Shape
    let encoding: String
}

/// A struct for an object.
struct RecordDeclaration {
    let name: String
    let comment: String?
    let fields: [FieldDeclaration]
    let nested: [RecordDeclaration]
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
    let type: String
    let presence: Presence
    let schema: String
    let comment: String?
}
