// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// A JSON value whose names and scalars keep the spelling that they have in the text.
///
/// Nothing is decoded on the way from one text to another, so numbers and escapes come out as they went in.
indirect enum JSONText: Sendable {
    /// One member of an object.
    struct Member: Sendable {
        /// The name with its quotation marks.
        let name: String
        let value: JSONText

        /// The name without its quotation marks; escapes in it stay as they are.
        var bareName: Substring { Substring(name.utf8.dropFirst().dropLast()) }

        /// The name without quotation marks and escapes.
        var plainName: String {
            guard name.utf8.contains(UInt8(ascii: "\\")) else { return String(bareName) }
            let parser = JSONParser(limits: JSONLimits(maximumBytes: .max, maximumDepth: 0, maximumMembers: 0))
            return (try? parser.parse(Array(name.utf8)))?.string ?? String(bareName)
        }
    }

    /// A string with its quotation marks, a number or a literal.
    case scalar(String)
    case array([JSONText])
    case object([Member])

}

extension JSONText {
    /// A string as RFC 8259 wants it: quotation marks, backslashes and control characters are escaped, no other is.
    static func string(_ text: String) -> JSONText { .scalar(quoted(text)) }

    static func integer(_ number: Int) -> JSONText { .scalar(String(number)) }

    /// An object from names that are not yet quoted.
    static func object(_ members: KeyValuePairs<String, JSONText>) -> JSONText {
        .object(members.map { Member(quoting: $0.key, value: $0.value) })
    }

    fileprivate static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension JSONText.Member {
    init(quoting name: String, value: JSONText) {
        self.init(name: JSONText.quoted(name), value: value)
    }
}
