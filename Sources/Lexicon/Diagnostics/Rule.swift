// SPDX-License-Identifier: Apache-2.0

extension Diagnostic {
    /// The rules that findings name; the raw values are stable.
    public enum Rule: String, Sendable, CaseIterable {
        // What makes a document unusable.
        /// The file is not strict JSON.
        case json
        /// A member has the wrong kind, or a required one is missing.
        case shape
        /// `lexicon` is not 1.
        case version
        /// `id` is not an NSID.
        case id
        /// The path of the file does not spell the `id`.
        case path
        /// Two files define one NSID.
        case duplicateID = "duplicate-id"
        /// There is no definition at all.
        case emptyDefinitions = "empty-definitions"
        /// The name of a definition is empty or has a `#` or a `.`.
        case definitionName = "definition-name"
        /// Two names in one object differ only in how Unicode spells them.
        case equivalentName = "equivalent-name"
        /// The names that lead to a definition or a property are too long together.
        case nameLength = "name-length"
        /// A primary type stands elsewhere than in `main`.
        case primaryPlace = "primary-place"
        /// A definition is a ref, a union or unknown.
        case unnameableType = "unnameable-type"
        /// A field has a type that the language does not have.
        case unsupportedType = "unsupported-type"
        /// A property is called `$type`.
        case reservedName = "reserved-name"
        /// The text of a reference is not one.
        case referenceSyntax = "reference-syntax"
        /// A reference leads nowhere.
        case danglingReference = "dangling-reference"
        /// An array holds itself without an object in between, or nests too deep through references.
        case recursiveArray = "recursive-array"
        /// A reference leads to something that may not stand there.
        case referenceTarget = "reference-target"
        /// A closed union has no variants.
        case emptyClosedUnion = "empty-closed-union"
        /// `required` names a property that does not exist.
        case requiredName = "required-name"
        /// `nullable` names a property that does not exist.
        case nullableName = "nullable-name"
        /// Bounds, a default or a constant contradict each other.
        case contradiction
        /// A field has a constant and a default.
        case constantWithDefault = "constant-with-default"
        /// A parameter is of a type that a query string cannot carry.
        case parameterType = "parameter-type"
        /// A text is not a MIME type or a pattern.
        case encoding
        /// The syntax of record keys is not one of the four.
        case recordKey = "record-key"
        /// A permission lacks what its resource needs.
        case permission

        /// There are more findings than are listed.
        case tooManyFindings = "too-many-findings"

        // What is wrong with a lock file.
        /// The file is not a lock file of version 1.
        case lockFile = "lock-file"
        /// The lexicons are not those that the file says.
        case lockDrift = "lock-drift"

        /// A setting of the generator is unknown or has a value that it cannot have.
        case configuration

        // What a later version of the language may bring.
        /// A definition has a type that is not known; it is passed over.
        case unknownType = "unknown-type"
        /// A string format that is not known; the field becomes a plain string.
        case unknownFormat = "unknown-format"
        /// A permission is about a resource that is not known; it is passed over.
        case unknownResource = "unknown-resource"
        /// A member means nothing where it stands.
        case unknownMember = "unknown-member"
        /// A name is listed twice.
        case repeated
    }
}
