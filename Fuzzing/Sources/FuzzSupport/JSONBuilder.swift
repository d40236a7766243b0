// SPDX-License-Identifier: Apache-2.0

/// Writes JSON values without a model of them.
enum JSONBuilder {
    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    static func array(_ elements: [String]) -> String { "[\(elements.joined(separator: ","))]" }

    /// An object; of two members with one name the first stays.
    static func object(_ members: [(name: String, value: String)]) -> String {
        var seen: Set<[UInt8]> = []
        let kept = members.filter { seen.insert(Array($0.name.utf8)).inserted }
        return "{\(kept.map { "\(string($0.name)):\($0.value)" }.joined(separator: ","))}"
    }
}
