// SPDX-License-Identifier: Apache-2.0

import XRPCCore

extension ValueGenerator {
    /// The most elements of an array that are not asked for.
    private static let mostElements = 30

    /// Elements: none, a few, the fewest or the most that are allowed.
    mutating func array(_ element: LexSchema, _ minimum: Int?, _ maximum: Int?) -> [LexValue]? {
        let fewest = max(0, minimum ?? 0)
        let most = isSpent ? fewest : max(fewest, min(maximum ?? 4, Self.mostElements))
        var elements: [LexValue] = []
        for _ in 0..<count(fewest, most) {
            guard let value = isSpent ? Self.minimal(element) : nested(element) else {
                return fewest == 0 ? [] : nil
            }
            elements.append(value)
        }
        return maximum.map { elements.count <= $0 } ?? true ? elements : nil
    }

    private mutating func count(_ fewest: Int, _ most: Int) -> Int {
        switch random.number(0...7) {
        case 0: fewest
        case 1: most
        default: random.number(fewest...min(most, fewest + 3))
        }
    }

    /// An object of one of the variants or, in an open union, of another type.
    mutating func variant(_ union: UnionSchema) -> LexObject? {
        let isOther = !union.isClosed && (union.variants.isEmpty || !isSpent && random.once(in: 5))
        guard !isOther else { return otherVariant(union) }
        guard !isSpent else { return MinimalValue.search { $0.variant(union) } }
        guard let schema = union.variants.randomElement(using: &random)?.schema, let name = schema.name,
            let object = nested(schema)
        else { return MinimalValue.search { $0.variant(union) } }
        return object.typed(name)
    }

    private mutating func otherVariant(_ union: UnionSchema) -> LexObject? {
        let names = ["com.example.other", "com.example.other#view", "com.example.defs#main2"]
        guard let name = names.filter({ union.position(of: $0) == nil }).randomElement(using: &random) else {
            return nil
        }
        return UnknownData.object(&random, maximumDepth: isSpent ? 0 : 2).typed(name)
    }

    /// One to three members that are not among the fields of a schema.
    mutating func unknownMembers(beside schema: ObjectSchema) -> [LexObject.Member] {
        UnknownData.members(&random, maximumDepth: 2).filter { member in
            !schema.fields.contains { $0.name.utf8.elementsEqual(member.name.utf8) } && member.name != "$type"
        }
    }
}

extension LexObject {
    /// The same object with a `$type`, which comes first if it was not there.
    func typed(_ name: String) -> LexObject {
        var object = self
        if object["$type"] != nil {
            object["$type"] = .string(name)
            return object
        }
        return LexObject(uniqueMembers: [Member(name: "$type", value: .string(name))] + members)
    }
}
