// SPDX-License-Identifier: Apache-2.0

extension Explanation {
    static let recordLints = [
        Explanation(
            .unlimitedString, "Anybody can write a record, and every host has to store the string.",
            "Add `maxLength`, and `maxGraphemes` where people read the text."),
        Explanation(
            .unlimitedBytes, "Anybody can write a record, and every host has to store the bytes.",
            "Add `maxLength`, or use a blob."),
        Explanation(
            .unlimitedArray, "Anybody can write a record, and every reader has to walk the array.",
            "Add `maxLength`."),
        Explanation(
            .unlimitedBlob, "Readers cannot tell how much they will have to fetch.", "Add `maxSize`."),
        Explanation(
            .blobAccept, "Readers cannot tell what they will have to display.",
            "List the MIME types in `accept`, or a pattern such as `image/*`."),
        Explanation(
            .largeString, "Records are meant to be small, and hosts may refuse large ones.",
            "Lower `maxLength`, or use a blob."),
        Explanation(
            .recordEnum, "A value added later makes old readers refuse the whole record.",
            "List the values in `knownValues`."),
        Explanation(
            .recordClosedUnion, "A variant added later makes old readers refuse the whole record.",
            "Leave the union open."),
        Explanation(
            .recordUnknown, "Readers and writers cannot know what stands there.",
            "Use an open union of the objects that are meant."),
        Explanation(
            .recordAnyKey, "Nobody can tell from the key what it means or how to make one.",
            "Use `tid`, `nsid` or `literal:` where one of them fits."),
    ]

    static let typeLints = [
        Explanation(
            .graphemesWithoutBytes, "One grapheme can have any number of bytes, so storage is not limited.",
            "Add `maxLength` with 10 to 20 bytes for each grapheme."),
        Explanation(
            .graphemeRatio, "One of the two limits is never reached, or cuts text far too early.",
            "Allow 10 to 20 bytes for each grapheme."),
        Explanation(
            .knownValuesWithEnum, "An enum permits nothing but its own values, so known values add nothing.",
            "Keep one of the two lists."),
        Explanation(
            .knownValueBounds, "The string's own bounds exclude a value that it mentions.",
            "Widen the bounds, or remove the value."),
        Explanation(
            .danglingKnownValue, "The value is written like the name of a definition, and none has that name.",
            "Correct the name, or define a token."),
        Explanation(.repeatedValue, "A value that is listed twice counts once.", "Remove the second one."),
        Explanation(
            .largeUnion, "Every reader has to know every variant.", "Split the union, or merge variants."),
        Explanation(
            .singleVariantUnion, "A closed union with one variant is a reference with more bytes.",
            "Use a `ref`, or leave the union open."),
        Explanation(
            .requiredDefault, "A required field is never absent, so its default is never used.",
            "Make the field optional, or remove the default."),
        Explanation(
            .nullableOptional, "Absent and null are two values, and many languages have one.",
            "Make the field required, or not nullable."),
        Explanation(
            .defaultTrue, "Old data and careless readers take an absent flag for false.",
            "Turn the meaning round so that absent is false."),
        Explanation(
            .endlessType, "Every value would have to contain another one, so none can be written.",
            "Make one field of the circle optional."),
        Explanation(
            .inlineObject, "Some implementations refuse an object without a name.",
            "Give it a definition and refer to it."),
        Explanation(
            .nestedArray, "Some implementations refuse arrays of arrays.",
            "Put the inner array into an object."),
        Explanation(
            .unsafeInteger, "Readers that keep numbers as doubles lose the last digits.",
            "Stay below 2 to the power of 53, or use a string."),
        Explanation(
            .mainFragment, "The suffix is not permitted in data, and some tools take it for another name.",
            "Refer to the NSID alone."),
        Explanation(
            .dollarName, "Names with a dollar sign are kept for the data model.", "Choose another name."),
    ]
}
