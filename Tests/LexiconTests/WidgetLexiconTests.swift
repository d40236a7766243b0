// SPDX-License-Identifier: Apache-2.0

import Foundation
import HostTestSupport
import Testing
import WidgetLexicons
@_spi(Generated) import XRPCCore

@Suite struct WidgetLexiconTests {
    private typealias Methods = App.Didpic.Identity

    @Test(.enabled(if: ConformanceData.isAvailable)) func thePublishedLexiconIsBundledUnchanged() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../lexicons")
        let bundled = try Data(contentsOf: root.appending(path: "app/didpic/identity/mintWidgetToken.json"))
        let published = Data(try ConformanceData.bytes("didpic/app.didpic.identity.mintWidgetToken.json"))
        let left = try #require(JSONSerialization.jsonObject(with: bundled) as? NSDictionary)
        let right = try #require(JSONSerialization.jsonObject(with: published) as? NSDictionary)
        #expect(left == right)
    }

    @Test func theRegistryHasEveryMethodOfTheGroup() {
        #expect(LexiconRegistry.methods.count == 7)
        #expect(LexiconRegistry.methods.allSatisfy { $0.nsid.group == "app.didpic.identity" })
    }

    @Test func mintHasNeitherInputNorParametersAndExactlyTwoOutputs() {
        let descriptor = Methods.MintWidgetToken.descriptor
        #expect(descriptor.kind == .procedure)
        #expect(descriptor.input == nil)
        #expect(descriptor.parameters.fields.isEmpty)
        #expect(Methods.MintWidgetToken.Output.schema.fields.map(\.name) == ["token", "expiresAt"])
        #expect(descriptor.output?.schema != nil)
    }

    @Test func valuesSurviveARoundTripWithUnknownFields() throws {
        let object: LexObject = [
            "id": .string("wtok_" + String(repeating: "a", count: 22)), "graceSeconds": .integer(5),
            "new": .array([.object(["x": .null])]),
        ]
        let value = try Methods.Defs.Replacement(validating: object)
        #expect(value.graceSeconds == 5)
        #expect(value.unknownFields["new"] != nil)
        #expect(value.lexObject == object)
        #expect(try Methods.Defs.Replacement(validating: value.lexObject) == value)
    }

    @Test func defaultsAreAppliedWhereAFieldIsAbsent() throws {
        let parameters = try Methods.ListWidgetTokens.Parameters(validating: [:])
        #expect(parameters.limit == 50)
        #expect(!parameters.includeRevoked)
    }

    @Test func constraintsAreEnforcedAtTheRightPath() {
        let error = #expect(throws: LexDataError.self) {
            try Methods.CreateWidgetToken.Input(validating: [
                "replaces": .object(["id": .string("short"), "graceSeconds": .integer(1)])
            ])
        }
        #expect(error?.path == "/replaces/id")
        #expect(error?.rule == .length)
    }
}
