// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// The types of data that hold others.
extension LexiconParser {
    static let dataTypes: Set<String> = [
        "boolean", "integer", "string", "bytes", "cid-link", "blob", "array", "object", "ref", "union", "unknown",
    ]

    mutating func dataType(_ node: Node) -> DataType? {
        switch node.text("type") {
        case "boolean": return .boolean(booleanType(node))
        case "integer": return .integer(integerType(node))
        case "string": return .string(stringType(node))
        case "bytes": return bytesType(node)
        case "cid-link":
            checkMembers(node, ["type", "description"])
            return .cidLink
        case "blob": return .blob(blobType(node))
        case "array": return arrayType(node).map(DataType.array)
        case "object": return objectType(node, expecting: "object").map(DataType.object)
        case "ref": return referenceType(node).map(DataType.reference)
        case "union": return unionType(node).map(DataType.union)
        case "unknown":
            checkMembers(node, ["type", "description"])
            return .unknown
        case let type:
            refuse(node, type)
            return nil
        }
    }

    private mutating func refuse(_ node: Node, _ type: String?) {
        guard let type else {
            error(node.pointer, .shape, "type is missing")
            return
        }
        error(
            node.at("type"), .unsupportedType,
            "\(type) is not a type of data\(EditDistance.suggestion(for: type, among: Self.dataTypes))")
    }

    mutating func objectType(_ node: Node, expecting type: String) -> ObjectType? {
        guard node.text("type") == type else {
            error(node.pointer, .shape, "type must be \(type)")
            return nil
        }
        let isObject = type == "object"
        let common: Set<String> = ["type", "description", "properties", "required"]
        checkMembers(node, isObject ? common.union(["nullable"]) : common)
        let entries = node.value("properties")
        guard entries == nil || entries?.object != nil else {
            error(node.at("properties"), .shape, "properties must be an object")
            return nil
        }
        let members = entries?.object?.members ?? []
        checkNames(members, node.at("properties"))
        let known = Set(members.map(\.name))
        let required = propertyNames(node, "required", known, .requiredName)
        let nullable = isObject ? propertyNames(node, "nullable", known, .nullableName) : []
        let properties = members.compactMap { property($0, of: node, required: required, nullable: nullable) }
        return ObjectType(properties: properties)
    }

    private mutating func propertyNames(
        _ node: Node, _ member: String, _ known: Set<String>, _ rule: Diagnostic.Rule
    ) -> Set<String> {
        var listed: Set<String> = []
        for (position, name) in names(node, member).enumerated() {
            let pointer = node.pointer + [member, String(position)]
            if !known.contains(name) {
                error(
                    pointer, rule, "there is no property \(name)\(EditDistance.suggestion(for: name, among: known))")
            } else if !listed.insert(name).inserted {
                warning(pointer, .repeated, "\(name) is listed twice")
            }
        }
        return listed
    }

    private mutating func property(
        _ member: JSONObject.Member, of node: Node, required: Set<String>, nullable: Set<String>
    ) -> ObjectType.Property? {
        let pointer = node.pointer + ["properties", member.name]
        guard let child = Node(member.value, pointer) else {
            error(pointer, .shape, "a property is an object, not \(member.value.kind)")
            return nil
        }
        guard member.name != "$type" else {
            error(pointer, .reservedName, "$type belongs to the data model and cannot be a property")
            return nil
        }
        return dataType(child).map {
            ObjectType.Property(
                name: member.name, type: $0, isRequired: required.contains(member.name),
                isNullable: nullable.contains(member.name), description: child.text("description"))
        }
    }

    private mutating func referenceType(_ node: Node) -> Reference? {
        checkMembers(node, ["type", "description", "ref"])
        guard let text = node.text("ref"), !text.isEmpty else {
            error(node.pointer, .shape, "a ref needs the member ref")
            return nil
        }
        return checkedReference(text, node.at("ref"))
    }

    private mutating func unionType(_ node: Node) -> UnionType? {
        checkMembers(node, ["type", "description", "refs", "closed"])
        guard node.has("refs") else {
            error(node.pointer, .shape, "a union needs the member refs")
            return nil
        }
        let isClosed = boolean(node, "closed") ?? false
        let references = names(node, "refs").enumerated().compactMap { position, text in
            checkedReference(text, node.pointer + ["refs", String(position)])
        }
        if isClosed, references.isEmpty {
            error(node.pointer, .emptyClosedUnion, "a closed union without refs permits nothing")
        }
        return UnionType(references: references, isClosed: isClosed)
    }

    private mutating func checkedReference(_ text: String, _ pointer: [String]) -> Reference? {
        let parts = text.split(separator: "#", omittingEmptySubsequences: false)
        let isValid =
            parts.count <= 2 && (parts[0].isEmpty ? parts.count == 2 : NSIDSyntax.isValid(String(parts[0])))
            && (parts.count == 1 || !parts[1].isEmpty)
        guard isValid else {
            error(pointer, .referenceSyntax, "a reference is an NSID, #name, or both")
            return nil
        }
        return reference(text, pointer)
    }

    private mutating func arrayType(_ node: Node) -> ArrayType? {
        checkMembers(node, ["type", "description", "items", "minLength", "maxLength"])
        guard let items = node.child("items") else {
            error(node.pointer, .shape, "an array needs items")
            return nil
        }
        let (minimum, maximum) = bounds(node, "minLength", "maxLength")
        return dataType(items).map { ArrayType(items: $0, minimumLength: minimum, maximumLength: maximum) }
    }

    private mutating func bytesType(_ node: Node) -> DataType {
        checkMembers(node, ["type", "description", "minLength", "maxLength"])
        let (minimum, maximum) = bounds(node, "minLength", "maxLength")
        return .bytes(minimumLength: minimum, maximumLength: maximum)
    }

    private mutating func blobType(_ node: Node) -> BlobType {
        checkMembers(node, ["type", "description", "accept", "maxSize"])
        let accept = node.has("accept") ? names(node, "accept") : nil
        for (position, pattern) in (accept ?? []).enumerated() where !MIMEPattern.isValid(pattern) {
            error(node.pointer + ["accept", String(position)], .encoding, "\(pattern) is not a MIME type or pattern")
        }
        return BlobType(accept: accept, maximumSize: bounds(node, "minSize", "maxSize").1)
    }
}
