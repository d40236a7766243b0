// SPDX-License-Identifier: Apache-2.0

import StrictJSON
import XRPCCore

extension LexValue {
    /// Takes over a parsed JSON value, or gives nil for one that holds a fraction, which the data model lacks.
    init?(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .integer(let number): self = .integer(number)
        case .real: return nil
        case .string(let text): self = .string(text)
        case .array(let values):
            var elements: [LexValue] = []
            elements.reserveCapacity(values.count)
            for value in values {
                guard let element = LexValue(value) else { return nil }
                elements.append(element)
            }
            self = .array(elements)
        case .object(let object):
            guard let object = LexObject(object) else { return nil }
            self = .object(object)
        }
    }
}

extension LexObject {
    /// Takes over a parsed JSON object, or gives nil where a fraction is in it.
    init?(_ object: JSONObject) {
        var members: [Member] = []
        members.reserveCapacity(object.members.count)
        for member in object.members {
            guard let value = LexValue(member.value) else { return nil }
            members.append(Member(name: member.name, value: value))
        }
        self.init(uniqueMembers: members)
    }
}
