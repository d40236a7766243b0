// SPDX-License-Identifier: Apache-2.0

import LexTesting
import XRPCCore

/// The parameters and the bodies of every query and procedure arrive as they were sent.
struct MethodCheck {
    private static let valuesEach = 10

    let methods: [MethodDescriptor]

    func run(_ report: inout CheckReport) {
        let called = methods.filter { $0.kind != .subscription }
        report.expect(called.count, 319, "queries and procedures")
        var bodies = 0
        for method in called {
            report.check("parameters of \(method.nsid)") { try Self.checkParameters(method, $0) }
            for schema in [method.input?.schema, method.output?.schema] {
                guard let schema else { continue }
                bodies += 1
                report.check("body of \(method.nsid)") { try Self.checkBody(schema, $0) }
            }
        }
        print("\(bodies) bodies with a schema arrive as they were sent")
    }

    private static func checkParameters(_ method: MethodDescriptor, _ seed: UInt64) throws {
        var sampler = QuerySampler(seed: seed)
        for round in 0..<valuesEach {
            let sent = try sampler.parameters(method.parameters, onlyRequired: round == 0)
            let received = try QueryString(QuerySampler.text(sent)).parameters(by: method.parameters)
            try JSONForm.expectEqual(.object(sent), .object(received), "changed in the query")
        }
    }

    private static func checkBody(_ schema: LexSchema, _ seed: UInt64) throws {
        var generator = ValueGenerator(seed: seed)
        for round in 0..<valuesEach {
            guard let sent = round == 0 ? ValueGenerator.minimal(schema) : generator.value(schema) else {
                throw CheckFailure("no value satisfies the schema")
            }
            let received = try JSONForm.sent(sent)
            try schema.validate(received)
            try JSONForm.expectEqual(sent, received, "changed in the body")
        }
    }
}
