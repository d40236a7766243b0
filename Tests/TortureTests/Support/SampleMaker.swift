// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// Makes values that a schema permits: those with every field, and those with only the required ones.
struct SampleMaker {
    /// Below this level only required fields are there, so that recursive types come to an end.
    static let fullLevels = 2
    /// Another number gives other variants, other values of enums and other lengths.
    let seed: Int
    let isMinimal: Bool

    func object(_ schema: ObjectSchema, level: Int = 0) -> LexObject {
        var object = LexObject()
        if schema.isRecord, let name = schema.name { object["$type"] = .string(name) }
        for (position, field) in schema.fields.enumerated() {
            let isDeep = isMinimal || level >= Self.fullLevels
            switch field.presence {
            case .optional, .optionalNullable: if isDeep { continue }
            case .requiredNullable:
                if isDeep {
                    object[field.name] = .null
                    continue
                }
            case .required: break
            }
            if field.presence == .optionalNullable, (seed + position) % 2 == 0 {
                object[field.name] = .null
            } else {
                object[field.name] = value(field.schema, level: level + 1)
            }
        }
        return object
    }

    func value(_ schema: LexSchema, level: Int) -> LexValue {
        switch schema {
        case .boolean(let constant): .bool(constant ?? (seed % 2 == 0))
        case .integer(let minimum, let maximum, let allowed):
            .integer(pick(allowed) ?? minimum ?? min(maximum ?? 7, 7))
        case .string(let rule): .string(text(rule))
        case .bytes(let minimum, let maximum): .bytes(Array(repeating: 0xFB, count: count(minimum, maximum)))
        case .link: .link(Self.cid)
        case .blob(let accept, let maximum): blob(accept, maximum)
        case .array(let element, let minimum, let maximum):
            .array(
                (0..<(level > Self.fullLevels + 1 ? minimum ?? 0 : count(minimum, maximum))).map {
                    SampleMaker(seed: seed + $0, isMinimal: isMinimal).value(element, level: level + 1)
                })
        case .definition(let reference): .object(object(reference.schema, level: level))
        case .union(let union): .object(variant(union, level: level))
        case .unknown: .object(["any": .array([.null, .object(["$type": .string("com.example.any")])])])
        }
    }

    func variant(_ union: UnionSchema, level: Int) -> LexObject {
        let choice = seed % (union.variants.count + (union.isClosed ? 0 : 1))
        guard choice < union.variants.count else {
            return ["$type": .string("com.example.later#thing"), "n": .integer(.max), "list": .array([.null])]
        }
        var object = object(union.variants[choice].schema, level: level)
        if let name = union.variants[choice].schema.name, object["$type"] == nil { object["$type"] = .string(name) }
        return object
    }

    private func pick<Value>(_ values: [Value]?) -> Value? { values.map { $0[seed % $0.count] } }

    private func count(_ minimum: Int?, _ maximum: Int?) -> Int { max(minimum ?? 0, min(maximum ?? 2, 1 + seed % 2)) }

    private func text(_ rule: StringRule) -> String {
        if let value = pick(rule.allowed) { return value }
        if let format = rule.format { return Self.formats[format.formatName] ?? "" }
        let longest = min(rule.maximumLength ?? 5, rule.maximumGraphemes ?? 5)
        return String(
            repeating: "x", count: max(rule.minimumLength ?? 0, rule.minimumGraphemes ?? 0, min(longest, 5)))
    }

    private func blob(_ accept: [String]?, _ maximum: Int?) -> LexValue {
        let type = pick(accept)?.replacing("*", with: "png") ?? "image/png"
        return Blob(ref: Self.cid, mimeType: type, size: min(maximum ?? 9, 9)).lexValue
    }

    static let cid = CID(sha256: Array(repeating: 7, count: 32), codec: .raw)
    static let formats = [
        "at-identifier": "did:web:a.example", "at-uri": "at://did:web:a.example/com.example.thing/1",
        "cid": cid.rawValue, "datetime": "2026-11-22T10:11:12.130Z", "did": "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa",
        "handle": "a.example", "nsid": "com.example.thing", "tid": "3jzfcijpj2z2a", "record-key": "self",
        "uri": "https://a.example/?q", "language": "de-CH",
    ]
}
