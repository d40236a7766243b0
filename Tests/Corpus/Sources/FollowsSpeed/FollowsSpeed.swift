// SPDX-License-Identifier: Apache-2.0

import Follows
import Foundation
import LexJSON
import StrictJSON
import XRPCCore

/// Measures how long one answer of `app.bsky.graph.getFollows` takes to read and to write, in microseconds.
///
/// Reading goes from the bytes of JSON to the checked value of the generated type, writing back to bytes; unknown fields
/// are kept. The baseline is Foundation's `JSONSerialization`, which makes dictionaries and checks nothing.
///
/// Prints the best of many short rounds, as other work on the machine only ever adds time.
@main
struct FollowsSpeed {
    private typealias Output = App.Bsky.Graph.GetFollows.Output

    private static let rounds = 400
    private static let documentsEach = 10

    static func main() throws {
        let bytes = FollowsSample.answer.json
        let parser = JSONParser(limits: .body)
        let parsed = try parser.parse(bytes)
        let object = try LexObject(parsed)
        let value = try Output(validating: object)
        guard try value.lexValue.drisl == LexValue.object(object).drisl else { throw Changed() }
        print("bytes \(bytes.count)")
        let data = Data(bytes)
        try measure("baseline") { (try JSONSerialization.jsonObject(with: data) as? [String: Any])?.count ?? 0 }
        try measure("decode") { try Output(validating: LexObject(parser.parse(bytes))).follows.count }
        try measure("encode") { value.lexValue.json.count }
        try measure("  parse") { try parser.parse(bytes).object?.members.count ?? 0 }
        try measure("  convert") { try LexObject(parsed).members.count }
        try measure("  validate") {
            try Output.schema.validate(object)
            return 1
        }
        try measure("  read") { try Output(validated: object).follows.count }
        try measure("  write") { value.lexObject.members.count }
    }

    private struct Changed: Error {}

    private static func measure(_ name: String, _ work: () throws -> Int) throws {
        var best = Duration.seconds(1000)
        var sum = 0
        for _ in 0..<rounds {
            let time = try ContinuousClock().measure {
                for _ in 0..<documentsEach { sum &+= try work() }
            }
            best = min(best, time)
        }
        let microseconds = Double(best.components.attoseconds / 1_000_000) / 1e6 / Double(documentsEach)
        guard sum > 0 else { return }
        print("\(name) \((microseconds * 10).rounded() / 10)")
    }
}
