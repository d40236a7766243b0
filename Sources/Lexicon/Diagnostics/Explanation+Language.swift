// SPDX-License-Identifier: Apache-2.0

extension Explanation {
    static let documentRules = [
        Explanation(
            .json, "The file is not strict JSON: a syntax error, a name twice in one object, a broken escape.",
            "Correct the text at the place that the message gives."),
        Explanation(
            .shape, "A member is missing, or its value is of another kind than the language asks for.",
            "Write the member as the message says."),
        Explanation(.version, "Only version 1 of the language exists.", "Write `\"lexicon\": 1`."),
        Explanation(
            .id, "A document is found by its NSID, and this is not one.",
            "Write at least three segments, such as `com.example.getThing`."),
        Explanation(
            .path, "Tools look for a document under the path that its NSID spells.",
            "Move the file, or correct the `id`."),
        Explanation(
            .duplicateID, "Two files claim one NSID, and a reference could mean either.",
            "Keep one of the files."),
        Explanation(
            .emptyDefinitions, "A document without definitions says nothing.", "Add a definition or delete the file."),
        Explanation(
            .definitionName, "References separate names with `#` and NSIDs with dots.",
            "Choose a name of letters and digits."),
        Explanation(
            .primaryPlace, "A record, a method or a permission set is known by the NSID alone.",
            "Call the definition `main`, or give it a document of its own."),
        Explanation(
            .unnameableType, "A reference cannot lead to another reference, to a union or to unknown.",
            "Write the type where it is used, or wrap it in an object."),
        Explanation(
            .referenceSyntax, "A reference is an NSID, `#name`, or an NSID followed by `#name`.",
            "Correct the text of the reference."),
        Explanation(
            .danglingReference, "The document or the definition does not exist in the set.",
            "Correct the name, or add the lexicon that defines it."),
        Explanation(
            .referenceTarget, "A `ref` needs a type of data, and a variant of a union needs an object or a record.",
            "Refer to a definition of the right kind."),
    ]

    static let typeRules = [
        Explanation(
            .unsupportedType, "The language has no such type of data.", "Use one of the types of the language."),
        Explanation(
            .reservedName, "`$type` tells variants of a union apart and is written by the data model.",
            "Give the property another name."),
        Explanation(
            .emptyClosedUnion, "A closed union without variants has no value at all.",
            "Add a variant, or leave the union open."),
        Explanation(
            .requiredName, "`required` names a property that the object does not have.",
            "Add the property, or take the name out."),
        Explanation(
            .nullableName, "`nullable` names a property that the object does not have.",
            "Add the property, or take the name out."),
        Explanation(
            .contradiction, "Bounds, values, a default or a constant exclude each other.",
            "Change one of them so that a value remains."),
        Explanation(
            .constantWithDefault, "A field with one possible value needs no default.", "Keep the constant alone."),
        Explanation(
            .parameterType, "A query string carries booleans, integers, strings and arrays of these.",
            "Use one of these types, or move the value into the input."),
        Explanation(
            .encoding, "The text is not a MIME type without parameters, nor a pattern such as `image/*`.",
            "Write one type and one subtype."),
        Explanation(
            .recordKey, "The key of a record is `tid`, `nsid`, `any`, or `literal:` followed by a record key.",
            "Choose one of the four."),
        Explanation(
            .permission, "The permission lacks a member that its resource needs, or has one too many.",
            "Complete it as the message says."),
    ]

    static let fileRules = [
        Explanation(
            .lockFile, "The file that pins lexicons is not one of version 1.",
            "Correct it as the message says, or let `lexicon-lock` write it again."),
        Explanation(
            .lockDrift, "The lexicons are not those that the lock file pins.",
            "Restore the lexicons, or update the lock file on purpose."),
        Explanation(
            .configuration, "The generator does not know a setting, or the setting cannot have the value.",
            "Correct the settings as the message says."),
    ]

    static let recursionRules = [
        Explanation(
            .recursiveArray, "An array whose elements are arrays of itself holds no data at any depth.",
            "Put an object between the arrays."),
        Explanation(
            .equivalentName, "Two names of one object look alike and are different bytes.",
            "Spell one of them otherwise."),
        Explanation(
            .nameLength, "The name of a definition or of a property is longer than any tool should have to take.",
            "Choose a shorter name."),
        Explanation(
            .tooManyFindings, "A file has more findings of one severity than are useful to read at once.",
            "Mend the first ones and look again."),
    ]

    static let futureRules = [
        Explanation(
            .unknownType, "A later version of the language may know this type; it is passed over.",
            "Correct the spelling, or use a newer tool."),
        Explanation(
            .unknownFormat, "A later version of the language may know this format; the string stays plain.",
            "Correct the spelling, or use a newer tool."),
        Explanation(
            .unknownResource, "A later version of the language may know this resource; it is passed over.",
            "Correct the spelling, or use a newer tool."),
        Explanation(
            .unknownMember, "The member is not part of the type, so nobody reads it.",
            "Move it to where it belongs, or remove it."),
        Explanation(
            .repeated, "A name that is listed twice counts once.", "Remove the second one."),
        Explanation(
            .renamed,
            "The name is reserved in Swift, taken by another one, or has characters that Swift does not allow.",
            "Nothing has to be done: use the name that the note gives, or choose another one before publishing."),
    ]
}
