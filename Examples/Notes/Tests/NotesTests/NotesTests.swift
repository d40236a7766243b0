// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notes
import Testing
import XRPCClient
import XRPCCore

@Suite struct NotesTests {
    typealias Note = Com.Example.Notes.Note
    typealias ListNotes = Com.Example.Notes.ListNotes

    private func note(_ text: String) throws -> Note {
        Note(text: text, createdAt: try #require(Datetime(rawValue: "2026-01-02T03:04:05.000Z")))
    }

    @Test func whatWasAddedIsListedPageByPage() async throws {
        try await TestServer.run { client in
            for number in 1...5 {
                let answer = try await client.call(Com.Example.Notes.AddNote.self, input: try note("note \(number)"))
                #expect(answer.count == number)
            }
            var pages: [[String]] = []
            for try await page in client.pages(of: ListNotes.self, .init(limit: 2)) {
                pages.append(page.notes.map(\.text))
            }
            #expect(pages == [["note 5", "note 4"], ["note 3", "note 2"], ["note 1"]])
        }
    }

    @Test func unionsKnownValuesAndUnknownFieldsComeBackAsTheyWere() async throws {
        try await TestServer.run { client in
            var sent = try note("with everything")
            sent.mood = .cheerful
            sent.attachment = .checklist(.init(items: ["bread", "milk"]))
            sent.unknownFields["com.example.later"] = .object(["$type": .string("com.example.later"), "x": .integer(1)])
            _ = try await client.call(Com.Example.Notes.AddNote.self, input: sent)
            let listed = try await client.call(ListNotes.self, .init())
            #expect(listed.notes == [sent])
            var future = sent
            future.attachment = .other(["$type": .string("com.example.hologram"), "depth": .integer(3)])
            _ = try await client.call(Com.Example.Notes.AddNote.self, input: future)
            #expect(try await client.call(ListNotes.self, .init(limit: 1)).notes == [future])
        }
    }

    @Test func theServerRefusesWhatBreaksTheLexiconAndNamesThePlace() async throws {
        try await TestServer.run { client in
            let tooLong = try note(String(repeating: "é", count: 301))
            await #expect(throws: XRPCClientError.self) {
                try await client.call(Com.Example.Notes.AddNote.self, input: tooLong)
            }
            let raw = XRPCRequest(
                method: .post, target: "/xrpc/com.example.notes.addNote",
                headerFields: [.contentType: "application/json"],
                body: Array(#"{"$type":"com.example.notes.note","text":"x","createdAt":"yesterday"}"#.utf8))
            let answer = try await TestServer.transport(of: client).send(raw)
            #expect(answer.status.code == 400)
            #expect(String(decoding: answer.body, as: UTF8.self).contains("/createdAt"))
        }
    }

    @Test func aDeclaredErrorArrivesUnderItsName() async throws {
        try await TestServer.run { client in
            do {
                _ = try await client.call(ListNotes.self, .init(cursor: "nonsense"))
                Issue.record("the call should have failed")
            } catch let error as XRPCError {
                #expect(error.declared(as: ListNotes.ErrorName.self) == .unknownCursor)
                #expect(error.status.code == 400)
            }
        }
    }
}
