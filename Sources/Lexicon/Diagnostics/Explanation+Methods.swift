// SPDX-License-Identifier: Apache-2.0

extension Explanation {
    static let methodLints = [
        Explanation(
            .limitBounds, "Hosts differ in what they do without a limit, and a caller cannot know.",
            "Add `default`, `minimum` and `maximum`."),
        Explanation(
            .unboundedParameter, "Every host has to invent its own bounds for the number.",
            "Add `minimum` and `maximum`."),
        Explanation(
            .cursorOneSided, "A cursor that is taken and never given leads nowhere, and the other way round.",
            "Have `cursor` in the parameters and in the output."),
        Explanation(
            .pageWithoutLimit, "Callers cannot choose the size of a page.", "Add the parameter `limit`."),
        Explanation(
            .pageWithoutList, "Callers cannot rely on finding the entries of a page.",
            "Make the array required; it may be empty."),
        Explanation(
            .requiredCursor, "The first request has no cursor, and the last page gives none.",
            "Make `cursor` optional on both sides."),
        Explanation(
            .jsonWithoutSchema, "Neither side can check a body that has no schema.", "Add a `schema`."),
        Explanation(
            .schemaWithoutJSON, "A schema describes JSON, so it is not applied to another encoding.",
            "Remove the schema, or use `application/json`."),
        Explanation(
            .errorStyle, "Error names are compared as they are, and all common ones are in UpperCamelCase.",
            "Rename the error."),
        Explanation(
            .repeatedError, "Two errors of one name, or of one name but for letter case, cannot be told apart.",
            "Remove or rename one of them."),
        Explanation(
            .verbMismatch, "Callers expect queries to read and procedures to write.",
            "Rename the method, or change its type."),
        Explanation(
            .subscriptionWithoutMessage, "Readers cannot decode messages that are not described.",
            "Add `message` with a union of all messages."),
    ]

    static let nameLints = [
        Explanation(
            .caseClash, "File systems and generated code may take the two names for one.",
            "Rename one of them."),
        Explanation(
            .idStyle, "Domains ignore letter case, and the last segment names a type or a method.",
            "Write the groups in small letters and the name in lowerCamelCase."),
        Explanation(
            .definitionStyle, "Generated code has to change names that no language can spell.",
            "Write the name in lowerCamelCase."),
        Explanation(
            .propertyStyle, "Generated code has to change names that no language can spell.",
            "Write the name in lowerCamelCase."),
        Explanation(
            .missingDescription, "The documentation of a record or a method begins with its description.",
            "Say in a sentence what it is for."),
        Explanation(
            .emptyDescription, "An empty text is worse than none, because tools show it.",
            "Write a sentence, or remove the member."),
        Explanation(
            .deprecatedWithoutReplacement, "Readers learn that they must stop, and not what to do.",
            "Name what to use instead."),
        Explanation(
            .unusedDefinition, "The document has a main definition, and nothing refers to this one beside it.",
            "Remove it, or move it to a document of shared definitions."),
    ]

    static let permissionLints = [
        Explanation(
            .permissionSetText, "People are asked to agree to the title and the detail.",
            "Add both in plain words."),
        Explanation(
            .foreignPermission, "A permission set may only speak for its own group and for groups within it.",
            "Remove the name, or move the set to the group that it is about."),
        Explanation(
            .wildcardPermission, "Nobody can tell what people agree to, and hosts ignore the entry.",
            "Name each record and each method."),
        Explanation(
            .danglingPermission, "The permission names nothing that could be permitted.",
            "Correct the name, or add the lexicon."),
    ]
}
