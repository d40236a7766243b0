// SPDX-License-Identifier: Apache-2.0

import Lexicon

/// Names everything inside one document, in document order.
struct DocumentNaming {
    private(set) var definitions: [String: String] = [:]
    private(set) var inlineTypes: [[String]: String] = [:]
    private(set) var members: [[String]: [String]] = [:]
    /// The names of the properties that stand for the defaults of an object's own.
    private(set) var fallbacks: [[String]: [String]] = [:]
    /// The names that are not simply the ones of the lexicon.
    private(set) var renames: [Rename] = []
    /// Every name in the document.
    private(set) var all: Set<String> = []

    private let document: LexiconDocument

    init(_ document: LexiconDocument) {
        self.document = document
    }

    private static let reserved = ReservedNames.types.union(ReservedNames.members)
    private var freshScope: NameScope { NameScope(reserved: Self.reserved) }

    /// Claims the names; `scope` is the one of the document's type.
    mutating func run(in scope: inout NameScope) {
        let main = document.definition("main")
        if let object = main?.ownObject { nameMembers(object.type, object.pointer, &scope) }
        if case .method = main?.kind {
            for taken in ["Parameters", "Input", "Output", "Message", "ErrorName"] { _ = scope.claim(taken) }
        }
        for definition in document.definitions where definition.ownObject == nil || definition.name != "main" {
            if case .method = definition.kind { continue }
            let name = scope.claim(SwiftNames.type(definition.name))
            definitions[definition.name] = name
            note(definition.name, is: name, insteadOf: SwiftNames.capitalized(definition.name), definition.pointer)
        }
        for definition in document.definitions { nameContents(of: definition, &scope) }
        all.formUnion(scope.used)
    }

    private mutating func nameContents(of definition: LexiconDocument.Definition, _ scope: inout NameScope) {
        switch definition.kind {
        case .method:
            for root in definition.roots { nameRoot(root.type, root.pointer) }
        case .record, .data(.object):
            guard let object = definition.ownObject else { return }
            if definition.name == "main" {
                nameInlineTypes(object.type, object.pointer, &scope)
            } else {
                nameRoot(.object(object.type), object.pointer)
            }
        case .data(.array(let array)):
            let base = SwiftNames.type(definition.name) + "Element"
            nameInline(array.items, base: base, definition.pointer + ["items"], &scope)
        case .data(let type):
            nameCases(type, definition.pointer)
        case .token, .permissionSet, .unsupported:
            break
        }
    }

    /// Names what is inside a type that already has a name.
    private mutating func nameRoot(_ type: DataType, _ pointer: [String]) {
        guard case .object(let object) = type else {
            nameCases(type, pointer)
            return
        }
        var scope = freshScope
        nameMembers(object, pointer, &scope)
        nameInlineTypes(object, pointer, &scope)
        all.formUnion(scope.used)
    }

    private mutating func nameMembers(_ object: ObjectType, _ pointer: [String], _ scope: inout NameScope) {
        members[pointer] = object.properties.map { property in
            let name = SwiftNames.property(property.name)
            let claimed = scope.claim(ReservedNames.members.contains(name) ? name + "_" : name)
            note(property.name, is: claimed, insteadOf: property.name, pointer + ["properties", property.name])
            return claimed
        }
        fallbacks[pointer] = members[pointer]?.map { scope.claim($0 + "OrDefault") }
    }

    private mutating func nameInlineTypes(_ object: ObjectType, _ pointer: [String], _ scope: inout NameScope) {
        for property in object.properties {
            let inner = pointer + ["properties", property.name]
            nameInline(property.type, base: SwiftNames.type(property.name), inner, &scope)
        }
    }

    private mutating func nameInline(
        _ type: DataType, base: String, _ pointer: [String], _ scope: inout NameScope
    ) {
        switch type {
        case .array(let array):
            nameInline(array.items, base: base + "Element", pointer + ["items"], &scope)
        case _ where type.needsDeclaration:
            let name = scope.claim(base)
            inlineTypes[pointer] = name
            note(base, is: name, insteadOf: base, pointer)
            nameRoot(type, pointer)
        default:
            break
        }
    }

    private mutating func nameCases(_ type: DataType, _ pointer: [String]) {
        var scope = freshScope
        switch type {
        case .union(let union):
            if !union.isClosed { _ = scope.claim("other") }
            members[pointer] = union.variants.map { Self.caseName($0, &scope) }
        case .string(let string):
            members[pointer] = (string.allowed ?? string.knownValues ?? []).map { value in
                let plain = SwiftNames.enumCase(Self.word(of: value))
                let name = scope.claim(plain)
                note(value, is: name, insteadOf: plain, pointer)
                return name
            }
        case .integer(let integer):
            members[pointer] = (integer.allowed ?? []).map { value in
                scope.claim(value < 0 ? "minus\(value.magnitude)" : "value\(value)")
            }
        default:
            break
        }
    }

    private mutating func note(_ name: String, is claimed: String, insteadOf plain: String, _ pointer: [String]) {
        guard claimed != plain else { return }
        renames.append(Rename(pointer: pointer, name: name, swiftName: claimed))
    }

    /// The definition's own name, or with the last segment of its NSID where that is taken.
    private static func caseName(_ reference: Reference, _ scope: inout NameScope) -> String {
        let last = reference.id.split(separator: ".").last.map(String.init) ?? reference.id
        let short = SwiftNames.enumCase(reference.name == "main" ? last : reference.name)
        guard !scope.isFree(short), reference.name != "main" else { return scope.claim(short) }
        return scope.claim(SwiftNames.enumCase(last) + SwiftNames.type(reference.name))
    }

    /// A token is called by the name of its definition.
    private static func word(of value: String) -> String {
        guard let hash = value.lastIndex(of: "#"), value.contains(".") else { return value }
        return String(value[value.index(after: hash)...])
    }
}

/// A name of a lexicon that is another one in Swift.
struct Rename {
    /// The place of the name.
    let pointer: [String]
    let name: String
    let swiftName: String
}

extension LexiconDocument.Definition {
    /// The object that the definition is, with its JSON pointer.
    var ownObject: (type: ObjectType, pointer: [String])? {
        switch kind {
        case .record(let record): (record.object, pointer + ["record"])
        case .data(.object(let object)): (object, pointer)
        default: nil
        }
    }
}

extension DataType {
    /// Whether the type becomes a Swift type of its own where it stands inline.
    var needsDeclaration: Bool {
        switch self {
        case .object, .union: true
        case .string(let string):
            string.constant == nil && string.format == nil && (string.allowed != nil || string.knownValues != nil)
        case .integer(let integer): integer.constant == nil && integer.allowed != nil
        case .boolean, .bytes, .cidLink, .blob, .array, .reference, .unknown: false
        }
    }
}

extension UnionType {
    /// The references without repetitions.
    var variants: [Reference] {
        var seen: Set<String> = []
        return references.filter { seen.insert($0.typeName).inserted }
    }
}
