// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
import StrictJSON

/// Reads the configurations of the corpus from the first line and one case from each further line, and prints the
/// verdict on each.
@main struct Verdicts {
    static func main() throws {
        let parser = JSONParser(limits: .file)
        guard let first = readLine(), let configurations = try parser.parse(Array(first.utf8)).object else {
            throw Malformed(line: 1)
        }
        var servers: [String: VectorServer] = [:]
        for member in configurations.members {
            servers[member.name] = member.value.object.flatMap(VectorServer.init)
        }
        var number = 1
        while let line = readLine() {
            number += 1
            guard let members = try parser.parse(Array(line.utf8)).object,
                let server = members["configuration"]?.string.flatMap({ servers[$0] }),
                let test = VectorCase(members, configurations)
            else { throw Malformed(line: number) }
            print(server.result(of: test))
        }
    }

    private struct Malformed: Error {
        let line: Int
    }
}
