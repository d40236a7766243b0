// SPDX-License-Identifier: Apache-2.0

import CJansson

/// Copies a jansson tree into Swift values, and gives up where an object has too many members.
struct JanssonReader {
    let maximumMembers: Int

    func value(_ node: UnsafeMutablePointer<json_t>) -> JSONValue? {
        switch node.pointee.type {
        case JSON_OBJECT: object(node)
        case JSON_ARRAY: array(node)
        case JSON_STRING: .string(string(json_string_value(node), json_string_length(node)))
        case JSON_INTEGER: .integer(Int64(json_integer_value(node)))
        case JSON_REAL: .real(json_real_value(node))
        case JSON_TRUE: .bool(true)
        case JSON_FALSE: .bool(false)
        default: .null
        }
    }

    private func object(_ node: UnsafeMutablePointer<json_t>) -> JSONValue? {
        let count = json_object_size(node)
        guard count <= maximumMembers else { return nil }
        var members: [JSONObject.Member] = []
        members.reserveCapacity(count)
        var iterator = json_object_iter(node)
        while let current = iterator {
            guard let child = json_object_iter_value(current), let value = value(child) else { return nil }
            let name = string(json_object_iter_key(current), json_object_iter_key_len(current))
            members.append(JSONObject.Member(name: name, value: value))
            iterator = json_object_iter_next(node, current)
        }
        return .object(JSONObject(uniqueMembers: members))
    }

    private func array(_ node: UnsafeMutablePointer<json_t>) -> JSONValue? {
        let count = json_array_size(node)
        var elements: [JSONValue] = []
        elements.reserveCapacity(count)
        for position in 0..<count {
            guard let child = json_array_get(node, position), let value = value(child) else { return nil }
            elements.append(value)
        }
        return .array(elements)
    }

    private func string(_ start: UnsafePointer<CChar>?, _ length: Int) -> String {
        guard let start else { return "" }
        return start.withMemoryRebound(to: UInt8.self, capacity: length) {
            String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
        }
    }
}
