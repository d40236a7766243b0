// SPDX-License-Identifier: Apache-2.0

/// The notes of a running server, the newest first.
actor NoteStore {
    private var notes: [Com.Example.Notes.Note] = []

    func add(_ note: Com.Example.Notes.Note) -> Int {
        notes.insert(note, at: 0)
        return notes.count
    }

    /// A page of notes and the position of the next one, or nil for a position that does not exist.
    func page(from position: Int, limit: Int) -> (notes: [Com.Example.Notes.Note], next: Int?)? {
        guard (0...notes.count).contains(position) else { return nil }
        let end = min(position + limit, notes.count)
        return (Array(notes[position..<end]), end < notes.count ? end : nil)
    }
}
