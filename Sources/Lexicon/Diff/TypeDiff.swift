// SPDX-License-Identifier: Apache-2.0

/// Types of data and the objects that they form.
extension DifferenceCollector {
    mutating func compare(_ old: DataType, _ new: DataType, _ pointer: [String]) {
        switch (old, new) {
        case (.reference(let left), .reference(let right)):
            if left.typeName != right.typeName { follow(old, new, pointer) }
        case (.reference, _), (_, .reference): follow(old, new, pointer)
        case (.boolean(let left), .boolean(let right)): compare(left, right, pointer)
        case (.integer(let left), .integer(let right)): compare(left, right, pointer)
        case (.string(let left), .string(let right)): compare(left, right, pointer)
        case (.bytes(let leftLow, let leftHigh), .bytes(let rightLow, let rightHigh)):
            compareLengths((leftLow, leftHigh), (rightLow, rightHigh), pointer)
        case (.cidLink, .cidLink), (.unknown, .unknown): break
        case (.blob(let left), .blob(let right)): compare(left, right, pointer)
        case (.array(let left), .array(let right)): compare(left, right, pointer)
        case (.object(let left), .object(let right)): compare(left, right, pointer)
        case (.union(let left), .union(let right)): compare(left, right, pointer)
        case (.object, .unknown), (.union, .unknown):
            add(.typeWidened, pointer, "\(old.name) became unknown")
        case (.unknown, .object), (.unknown, .union):
            add(.typeNarrowed, pointer, "unknown became \(new.name)")
        default:
            add(.typeChanged, pointer, "\(old.name) became \(new.name)")
        }
    }

    private mutating func compare(_ old: ArrayType, _ new: ArrayType, _ pointer: [String]) {
        compareLengths(
            (old.minimumLength, old.maximumLength), (new.minimumLength, new.maximumLength), pointer)
        compare(old.items, new.items, pointer + ["items"])
    }

    mutating func compare(_ old: ObjectType, _ new: ObjectType, _ pointer: [String]) {
        let pointer = pointer + ["properties"]
        let (before, after) = (ByteKeyed(old.properties, by: \.name), ByteKeyed(new.properties, by: \.name))
        for property in old.properties {
            let place = pointer + [property.name]
            if let later = after[property.name] {
                compare(property, later, place)
            } else if property.isRequired {
                add(.requiredPropertyRemoved, place, "\(property.name), which was required, is gone", side: .old)
            } else {
                add(.propertyRemoved, place, "\(property.name) is gone", side: .old)
            }
        }
        for property in new.properties where before[property.name] == nil {
            let place = pointer + [property.name]
            if property.isRequired {
                add(.requiredPropertyAdded, place, "\(property.name), which is required, is new")
            } else {
                add(.propertyAdded, place, "\(property.name) is new")
            }
        }
    }

    private mutating func compare(
        _ old: ObjectType.Property, _ new: ObjectType.Property, _ pointer: [String]
    ) {
        compareTexts(old.description, new.description, pointer + ["description"], new.name)
        switch (old.isRequired, new.isRequired) {
        case (false, true): add(.propertyRequired, pointer, "\(new.name) is required now")
        case (true, false): add(.propertyOptional, pointer, "\(new.name) is no longer required")
        default: break
        }
        switch (old.isNullable, new.isNullable) {
        case (false, true): add(.nullableAdded, pointer, "\(new.name) may be null now")
        case (true, false): add(.nullableRemoved, pointer, "\(new.name) may no longer be null")
        default: break
        }
        compare(old.type, new.type, pointer)
    }

    mutating func compareTexts(_ old: String?, _ new: String?, _ pointer: [String], _ subject: String) {
        guard old != new else { return }
        add(.descriptionChanged, pointer, "the text about \(subject) changed", side: new == nil ? .old : .new)
    }
}
