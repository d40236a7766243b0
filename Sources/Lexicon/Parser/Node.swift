// SPDX-License-Identifier: Apache-2.0

import StrictJSON

/// An object of the document with its JSON pointer.
struct Node {
    let object: JSONObject
    let pointer: [String]

    init?(_ value: JSONValue?, _ pointer: [String]) {
        guard let object = value?.object else { return nil }
        self.object = object
        self.pointer = pointer
    }

    func has(_ name: String) -> Bool { object.contains(name) }
    func value(_ name: String) -> JSONValue? { object[name] }
    func text(_ name: String) -> String? { object[name]?.string }
    func child(_ name: String) -> Node? { Node(object[name], pointer + [name]) }
    /// The pointer of a member.
    func at(_ name: String) -> [String] { pointer + [name] }
}

/// The syntax of an NSID; the model must not depend on the runtime of generated code.
enum NSIDSyntax {
    static func isValid(_ text: String) -> Bool {
        let segments = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 317, segments.count >= 3, let name = segments.last else { return false }
        let isNameValid = isSegment(name) && !name.contains("-") && name.first?.isLetter == true
        return isNameValid && segments.dropLast().allSatisfy(isSegment) && segments[0].first?.isLetter == true
    }

    private static func isSegment(_ segment: Substring) -> Bool {
        (1...63).contains(segment.utf8.count) && segment.first != "-" && segment.last != "-"
            && segment.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
}
