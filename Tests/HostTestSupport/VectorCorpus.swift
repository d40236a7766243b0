// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import StrictJSON

/// The public cases in `vectors/`, which other implementations can run as well.
package enum VectorCorpus {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("vectors")

    /// Reads `vectors/<name>.json`.
    package static func file(_ name: String) throws -> VectorFile {
        let data = try Data(contentsOf: folder.appendingPathComponent("\(name).json"))
        let document = try JSONParser(limits: .file).parse(Array(data))
        guard let file = document.object.flatMap(VectorFile.init) else { throw Unreadable(name: name) }
        return file
    }

    /// The cases of a file, or none where it cannot be read; a test of the counts notices that.
    package static func cases(_ name: String) -> [VectorCase] { (try? file(name))?.cases ?? [] }

    private struct Unreadable: Error {
        let name: String
    }
}

/// One file of the corpus.
package struct VectorFile: Sendable {
    package let numberOfCases: Int
    package let configurations: JSONObject
    package let cases: [VectorCase]

    init?(_ document: JSONObject) {
        guard let count = document["numberOfCases"]?.integer, let listed = document["cases"]?.array,
            let configurations = document["configurations"]?.object
        else { return nil }
        let cases = listed.compactMap { $0.object.flatMap { VectorCase($0, configurations) } }
        guard cases.count == listed.count else { return nil }
        numberOfCases = Int(count)
        self.configurations = configurations
        self.cases = cases
    }
}

/// One request, what the server knows before it, and whether the server may accept it.
package struct VectorCase: Sendable, CustomStringConvertible {
    package let id: String
    package let configuration: JSONObject
    package let clock: Date
    package let method: String
    package let url: String
    package let nsid: String
    package let authorization: [String]
    package let proofs: [String]
    /// The objects of `used`, whose members depend on the kind of the file.
    package let used: [JSONObject]
    /// `accepted` or a reason code.
    package let result: String

    package var description: String { id }

    /// Reads a case; nil where a member is missing or its configuration is not among `configurations`.
    package init?(_ members: JSONObject, _ configurations: JSONObject) {
        guard let id = members["id"]?.string, let result = members["result"]?.string,
            let configuration = members["configuration"]?.string.flatMap({ configurations[$0]?.object }),
            let clock = members["clock"].flatMap(Self.seconds), let request = members["request"]?.object,
            let method = request["method"]?.string, let url = request["url"]?.string,
            let nsid = request["nsid"]?.string, let authorization = request["authorization"]?.array,
            let proofs = request["dpop"]?.array, let used = members["used"]?.array
        else { return nil }
        self.id = id
        self.result = result
        self.configuration = configuration
        self.clock = Date(timeIntervalSince1970: clock)
        self.method = method
        self.url = url
        self.nsid = nsid
        self.authorization = authorization.compactMap(\.string)
        self.proofs = proofs.compactMap(\.string)
        self.used = used.compactMap(\.object)
    }

    private static func seconds(_ value: JSONValue) -> Double? {
        switch value {
        case .integer(let integer): Double(integer)
        case .real(let real): real
        default: nil
        }
    }
}

extension JSONValue {
    /// The value as JSON text again, for readers that take bytes.
    package var text: String {
        switch self {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .string(let text): Self.quoted(text)
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
        case .object(let object):
            "{" + object.members.map { Self.quoted($0.name) + ":" + $0.value.text }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
                ? "\\u" + String(0x10000 + scalar.value, radix: 16).dropFirst() : String(scalar)
        }
        return "\"" + escaped.joined() + "\""
    }
}
