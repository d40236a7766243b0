// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// Walks a valid value with its schema and lists all ways to break it.
struct WeakPointFinder {
    private(set) var points: [WeakPoint] = []

    init(_ object: LexObject, _ schema: ObjectSchema) {
        find(object, schema, DataPath(), isVariant: false)
    }

    mutating func add(_ change: BrokenValue.Change, _ path: DataPath, _ make: @escaping (inout SplitMix64) -> LexValue?)
    {
        points.append(WeakPoint(path: path, change: change, replacement: .value(make)))
    }

    private mutating func addAbsence(_ change: BrokenValue.Change, _ path: DataPath) {
        points.append(WeakPoint(path: path, change: change, replacement: .absence))
    }

    private mutating func find(_ object: LexObject, _ schema: ObjectSchema, _ path: DataPath, isVariant: Bool) {
        // Where a union leads to a record, another type would make it another variant.
        if schema.isRecord, !isVariant {
            let place = path.appending("$type")
            addAbsence(.wrongRecordType, place)
            add(.wrongRecordType, place) { _ in .string("com.example.other") }
            add(.wrongRecordType, place) { _ in schema.name.map { .string($0 + "#main") } }
        }
        for field in schema.fields {
            let place = path.appending(field.name)
            let value = object[field.name]
            if field.presence.isRequired { addAbsence(.missingField, place) }
            if !field.presence.isNullable { add(.nullField, place) { _ in .null } }
            if let value, value != .null { find(value, field.schema, place) }
        }
    }

    private mutating func find(_ value: LexValue, _ schema: LexSchema, _ path: DataPath) {
        add(.wrongKind, path) { random in schema.otherKinds.randomElement(using: &random) }
        switch (schema, value) {
        case (.array(let element, let minimum, let maximum), .array(let elements)):
            findElements(elements, element, minimum, maximum, path)
        case (.definition(let reference), .object(let object)):
            find(object, reference.schema, path, isVariant: false)
        case (.union(let union), .object(let object)):
            findVariant(object, union, path)
        case (.blob(let accept, let maximum), .object(let object)):
            findBlob(object, accept, maximum, path)
        default:
            findScalar(schema, path)
        }
    }

    private mutating func findElements(
        _ elements: [LexValue], _ schema: LexSchema, _ minimum: Int?, _ maximum: Int?, _ path: DataPath
    ) {
        if let maximum, maximum < Self.mostParts, let element = elements.first ?? ValueGenerator.minimal(schema) {
            add(.tooLong, path) { random in
                let missing = maximum - elements.count + random.number(1...2)
                return .array(elements + Array(repeating: element, count: missing))
            }
        }
        if let minimum, minimum > 0 { add(.tooShort, path) { _ in .array(Array(elements.prefix(minimum - 1))) } }
        for (position, element) in elements.enumerated() {
            let place = path.appending(.position(position))
            add(.wrongKind, place) { _ in .null }
            find(element, schema, place)
        }
    }

    private mutating func findVariant(_ object: LexObject, _ union: UnionSchema, _ path: DataPath) {
        let place = path.appending("$type")
        addAbsence(.untypedVariant, place)
        add(.untypedVariant, place) { _ in .integer(1) }
        let names = union.isClosed ? ["com.example.other", "com.example.other#view"] : ["com.example.other#main"]
        if union.variants.allSatisfy({ !names.contains($0.schema.name ?? "") }) {
            add(.wrongVariant, place) { random in names.randomElement(using: &random).map(LexValue.string) }
        }
        guard case .string(let name) = object["$type"], let position = union.position(of: name) else { return }
        find(object, union.variants[position].schema, path, isVariant: true)
    }

    private mutating func findBlob(_ object: LexObject, _ accept: [String]?, _ maximum: Int?, _ path: DataPath) {
        add(.wrongKind, path) { _ in .object(LexObject().typed("blob")) }
        if let maximum, maximum < .max {
            add(.blobTooLarge, path) { _ in object.with("size", .integer(Int64(maximum) + 1)) }
        }
        if let accept {
            add(.wrongBlobType, path) { random in
                MIMETypeSamples.refused(by: accept).randomElement(using: &random)
                    .map { object.with("mimeType", .string($0)) }
            }
        }
    }

    /// The largest bound that is exceeded; making longer values would take most of the time.
    static let mostParts = 20_000
}

extension LexObject {
    fileprivate func with(_ name: String, _ value: LexValue) -> LexValue {
        var object = self
        object[name] = value
        return .object(object)
    }
}
