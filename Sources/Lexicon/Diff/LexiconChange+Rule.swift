// SPDX-License-Identifier: Apache-2.0

extension LexiconChange {
    /// The kinds of change; the raw values are stable.
    public enum Rule: String, Sendable, CaseIterable {
        // Definitions.
        /// A definition is new.
        case definitionAdded = "definition-added"
        /// A definition other than a token is gone; a new name is a new definition.
        case definitionRemoved = "definition-removed"
        /// A token is gone.
        case tokenRemoved = "token-removed"
        /// A definition is of another kind, such as a record that was an object.
        case definitionKindChanged = "definition-kind-changed"
        /// A description, a title or a detail changed.
        case descriptionChanged = "description-changed"

        // Records and permission sets.
        /// Any key is permitted now.
        case recordKeyWidened = "record-key-widened"
        /// Not every key is permitted any longer.
        case recordKeyNarrowed = "record-key-narrowed"
        /// The keys of a record follow another rule.
        case recordKeyChanged = "record-key-changed"
        /// A permission set grants more.
        case permissionWidened = "permission-widened"
        /// A permission set grants less.
        case permissionNarrowed = "permission-narrowed"

        // Methods.
        /// A query became a procedure, or the like.
        case methodKindChanged = "method-kind-changed"
        /// A request body is needed now.
        case inputAdded = "input-added"
        /// A request body is refused now.
        case inputRemoved = "input-removed"
        /// There is a response body now.
        case outputAdded = "output-added"
        /// There is no response body any longer.
        case outputRemoved = "output-removed"
        /// More encodings are possible.
        case encodingWidened = "encoding-widened"
        /// Fewer encodings are possible.
        case encodingNarrowed = "encoding-narrowed"
        /// The encoding is another one.
        case encodingChanged = "encoding-changed"
        /// A body or a message has a schema now.
        case schemaAdded = "schema-added"
        /// A body or a message has no schema any longer.
        case schemaRemoved = "schema-removed"
        /// A method declares a further error.
        case errorAdded = "error-added"
        /// A method no longer declares an error.
        case errorRemoved = "error-removed"

        // Properties and parameters.
        /// An optional property is new.
        case propertyAdded = "property-added"
        /// A required property is new.
        case requiredPropertyAdded = "required-property-added"
        /// An optional property is gone.
        case propertyRemoved = "property-removed"
        /// A required property is gone.
        case requiredPropertyRemoved = "required-property-removed"
        /// An optional property became required.
        case propertyRequired = "property-required"
        /// A required property became optional.
        case propertyOptional = "property-optional"
        /// A property may be null now.
        case nullableAdded = "nullable-added"
        /// A property may no longer be null.
        case nullableRemoved = "nullable-removed"

        // Types.
        /// An object or a union became unknown.
        case typeWidened = "type-widened"
        /// Unknown became an object or a union.
        case typeNarrowed = "type-narrowed"
        /// A type is another one.
        case typeChanged = "type-changed"
        /// A reference leads to another definition; the verdict is that of the difference between the two.
        case referenceChanged = "reference-changed"
        /// A bound permits more.
        case boundLoosened = "bound-loosened"
        /// A bound permits less.
        case boundTightened = "bound-tightened"
        /// Only listed values are permitted now.
        case enumAdded = "enum-added"
        /// All values are permitted now.
        case enumRemoved = "enum-removed"
        /// An enum has a further value.
        case enumValueAdded = "enum-value-added"
        /// An enum lacks a value.
        case enumValueRemoved = "enum-value-removed"
        /// Only one value is permitted now.
        case constAdded = "const-added"
        /// More than one value is permitted now.
        case constRemoved = "const-removed"
        /// Only another value is permitted now.
        case constChanged = "const-changed"
        /// Absence means another value.
        case defaultChanged = "default-changed"
        /// A string has to follow a format now.
        case formatAdded = "format-added"
        /// A string no longer has to follow a format.
        case formatRemoved = "format-removed"
        /// A string may follow a wider format, such as `at-identifier` after `did`.
        case formatWidened = "format-widened"
        /// A string has to follow a narrower format, such as `did` after `at-identifier`.
        case formatNarrowed = "format-narrowed"
        /// A string has to follow another format.
        case formatChanged = "format-changed"
        /// The list of known values changed.
        case knownValuesChanged = "known-values-changed"
        /// A blob may be of further MIME types.
        case acceptWidened = "accept-widened"
        /// A blob may be of fewer MIME types.
        case acceptNarrowed = "accept-narrowed"

        // Unions.
        /// An open union mentions a further variant.
        case variantAdded = "variant-added"
        /// An open union no longer mentions a variant.
        case variantRemoved = "variant-removed"
        /// A closed union has a further variant.
        case closedVariantAdded = "closed-variant-added"
        /// A closed union lacks a variant.
        case closedVariantRemoved = "closed-variant-removed"
        /// A union is open now.
        case unionOpened = "union-opened"
        /// A union is closed now.
        case unionClosed = "union-closed"
    }
}
