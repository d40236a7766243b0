// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// A place in data.
struct DataPath {
    enum Step {
        case name(String)
        case position(Int)
    }

    private var steps: [Step] = []

    func appending(_ step: Step) -> DataPath {
        var longer = self
        longer.steps.append(step)
        return longer
    }

    func appending(_ name: String) -> DataPath { appending(.name(name)) }

    /// The place as a JSON pointer (RFC 6901 section 3).
    var pointer: String {
        steps.map { step in
            switch step {
            case .position(let position): "/\(position)"
            case .name(let name):
                "/"
                    + name.unicodeScalars.map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }.joined()
            }
        }.joined()
    }

    /// The same object with another value in this place, or with nothing in it for nil.
    func replacing(in object: LexObject, with value: LexValue?) -> LexObject {
        guard case .object(let changed) = Self.replace(.object(object), steps[...], value) else { return object }
        return changed
    }

    private static func replace(_ data: LexValue, _ steps: ArraySlice<Step>, _ value: LexValue?) -> LexValue? {
        guard let step = steps.first else { return value }
        switch (step, data) {
        case (.name(let name), .object(var object)):
            object[name] = replace(object[name] ?? .null, steps.dropFirst(), value)
            return .object(object)
        case (.position(let position), .array(var elements)) where elements.indices.contains(position):
            elements[position] = replace(elements[position], steps.dropFirst(), value) ?? .null
            return .array(elements)
        default:
            return data
        }
    }
}
