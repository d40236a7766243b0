// SPDX-License-Identifier: Apache-2.0

/// Booleans, integers, strings and blobs with their constraints.
extension DifferenceCollector {
    mutating func compare(_ old: BooleanType, _ new: BooleanType, _ pointer: [String]) {
        compareConstants(old.constant, new.constant, pointer)
        compareDefaults(old.defaultValue, new.defaultValue, pointer)
    }

    mutating func compare(_ old: IntegerType, _ new: IntegerType, _ pointer: [String]) {
        compareLower("minimum", old.minimum, new.minimum, pointer)
        compareUpper("maximum", old.maximum, new.maximum, pointer)
        compareEnums(old.allowed, new.allowed, pointer)
        compareConstants(old.constant, new.constant, pointer)
        compareDefaults(old.defaultValue, new.defaultValue, pointer)
    }

    mutating func compare(_ old: StringType, _ new: StringType, _ pointer: [String]) {
        compareLengths((old.minimumLength, old.maximumLength), (new.minimumLength, new.maximumLength), pointer)
        compareLower("minGraphemes", old.minimumGraphemes ?? 0, new.minimumGraphemes ?? 0, pointer)
        compareUpper("maxGraphemes", old.maximumGraphemes, new.maximumGraphemes, pointer)
        compareFormats(old.formatName, new.formatName, pointer)
        compareEnums(old.allowed, new.allowed, pointer)
        compareConstants(old.constant, new.constant, pointer)
        compareDefaults(old.defaultValue, new.defaultValue, pointer)
        if Set(old.knownValues ?? []) != Set(new.knownValues ?? []) {
            add(.knownValuesChanged, pointer + ["knownValues"], "the known values changed")
        }
    }

    mutating func compare(_ old: BlobType, _ new: BlobType, _ pointer: [String]) {
        compareUpper("maxSize", old.maximumSize, new.maximumSize, pointer)
        let before = (old.accept ?? ["*/*"]).map(MIMERange.init)
        let after = (new.accept ?? ["*/*"]).map(MIMERange.init)
        if before.contains(where: { range in !after.contains { $0.covers(range) } }) {
            add(.acceptNarrowed, pointer + ["accept"], "fewer MIME types are accepted")
        }
        if after.contains(where: { range in !before.contains { $0.covers(range) } }) {
            add(.acceptWidened, pointer + ["accept"], "more MIME types are accepted")
        }
    }

    mutating func compareLengths(_ old: (Int?, Int?), _ new: (Int?, Int?), _ pointer: [String]) {
        compareLower("minLength", old.0 ?? 0, new.0 ?? 0, pointer)
        compareUpper("maxLength", old.1, new.1, pointer)
    }
}
