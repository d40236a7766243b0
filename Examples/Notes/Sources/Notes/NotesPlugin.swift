// SPDX-License-Identifier: Apache-2.0

import XRPCCore
public import XRPCHost

/// Two methods that anybody may call.
public struct NotesPlugin: MethodPlugin {
    /// `notes`.
    public let name = "notes"
    private let store = NoteStore()

    /// Makes a plugin without notes.
    public init() {}

    /// Registers the methods.
    public func register(on registrar: inout MethodRegistrar) throws(HostStartupError) {
        let store = store
        try registrar.handle(Com.Example.Notes.AddNote.self, accepts: .none) { call, _ in
            .init(count: await store.add(call.input))
        }
        try registrar.handle(Com.Example.Notes.ListNotes.self, accepts: .none) { call, _ in
            typealias ListNotes = Com.Example.Notes.ListNotes
            let position = call.parameters.cursor.map { Int($0) } ?? 0
            guard let position, let page = await store.page(from: position, limit: call.parameters.limit) else {
                throw XRPCError(ListNotes.ErrorName.unknownCursor, "There is no such cursor")
            }
            return .init(cursor: page.next.map(String.init), notes: page.notes)
        }
    }
}
