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
        /// A name is another one in Swift.
        case renamed

        // Limits of what records may hold.
        /// A string in a record may have any length.
        case unlimitedString = "unlimited-string"
        /// Bytes in a record may have any length.
        case unlimitedBytes = "unlimited-bytes"
        /// An array in a record may have any number of elements.
        case unlimitedArray = "unlimited-array"
        /// A blob in a record may have any size.
        case unlimitedBlob = "unlimited-blob"
        /// A blob in a record may be of any kind.
        case blobAccept = "blob-accept"
        /// A string in a record may be longer than a record should be.
        case largeString = "large-string"

        // Strings and their values.
        /// Graphemes are limited and bytes are not.
        case graphemesWithoutBytes = "graphemes-without-bytes"
        /// The limits of bytes and graphemes do not fit each other.
        case graphemeRatio = "grapheme-ratio"
        /// A string has an enum and known values.
        case knownValuesWithEnum = "known-values-with-enum"
        /// A known value breaks the bounds of its own string.
        case knownValueBounds = "known-value-bounds"
        /// A known value looks like a definition and there is none.
        case danglingKnownValue = "dangling-known-value"
        /// A value is listed twice.
        case repeatedValue = "repeated-value"

        // What makes a type hard to extend.
        /// A string or an integer in a record has an enum.
        case recordEnum = "record-enum"
        /// A union in a record is closed.
        case recordClosedUnion = "record-closed-union"
        /// A record has a field of type unknown.
        case recordUnknown = "record-unknown"
        /// The keys of a record may be anything.
        case recordAnyKey = "record-any-key"
        /// A union has very many variants.
        case largeUnion = "large-union"
        /// A closed union has one variant.
        case singleVariantUnion = "single-variant-union"

        // Whether a field is there.
        /// A required field has a default.
        case requiredDefault = "required-default"
        /// A field may be absent and may be null.
        case nullableOptional = "nullable-optional"
        /// An absent flag means true.
        case defaultTrue = "default-true"
        /// A type requires itself, so that no value of it can be written.
        case endlessType = "endless-type"

        // What not every implementation accepts.
        /// An object stands inside another without a name.
        case inlineObject = "inline-object"
        /// The elements of an array are arrays.
        case nestedArray = "nested-array"
        /// An integer is too large for a double.
        case unsafeInteger = "unsafe-integer"
        /// A reference spells out `#main`.
        case mainFragment = "main-fragment"
        /// A property begins with a dollar sign.
        case dollarName = "dollar-name"

        // Methods.
        /// The parameter `limit` lacks a default or bounds.
        case limitBounds = "limit-bounds"
        /// An integer parameter has no bounds.
        case unboundedParameter = "unbounded-parameter"
        /// A cursor is only taken or only given.
        case cursorOneSided = "cursor-one-sided"
        /// A query has pages and no `limit`.
        case pageWithoutLimit = "page-without-limit"
        /// A query has pages and no required array.
        case pageWithoutList = "page-without-list"
        /// A cursor is required.
        case requiredCursor = "required-cursor"
        /// A JSON body has no schema.
        case jsonWithoutSchema = "json-without-schema"
        /// A body that is not JSON has a schema.
        case schemaWithoutJSON = "schema-without-json"
        /// The name of an error is not in UpperCamelCase.
        case errorStyle = "error-style"
        /// Two errors of a method have one name.
        case repeatedError = "repeated-error"
        /// The name of a method says the opposite of its type.
        case verbMismatch = "verb-mismatch"
        /// A subscription does not say what it sends.
        case subscriptionWithoutMessage = "subscription-without-message"

        // Names and texts.
        /// Two names differ by letter case only.
        case caseClash = "case-clash"
        /// The name of a document is not in lowerCamelCase.
        case idStyle = "id-style"
        /// The name of a definition is not in lowerCamelCase.
        case definitionStyle = "definition-style"
        /// The name of a property is not in lowerCamelCase.
        case propertyStyle = "property-style"
        /// A record or a method has no description.
        case missingDescription = "missing-description"
        /// A description is empty.
        case emptyDescription = "empty-description"
        /// Something is deprecated and nothing is named in its place.
        case deprecatedWithoutReplacement = "deprecated-without-replacement"
        /// Nothing refers to a definition.
        case unusedDefinition = "unused-definition"

        // Permission sets.
        /// A permission set has no title or no detail.
        case permissionSetText = "permission-set-text"
        /// A permission set names something outside its own group.
        case foreignPermission = "foreign-permission"
        /// A permission set names everything.
        case wildcardPermission = "wildcard-permission"
        /// A permission names a record or a method that does not exist.
        case danglingPermission = "dangling-permission"
    }
}
