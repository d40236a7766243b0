// SPDX-License-Identifier: Apache-2.0

import DPoP
import Hummingbird
import Logging
import Notes
import XRPCHost

@main
struct NotesServer {
    static func main() async throws {
        let logger = Logger(label: "notes")
        let host = try HostApplication(
            configuration: HostConfiguration(
                publicOrigin: "http://127.0.0.1:8080", serviceDID: "did:web:localhost#notes"),
            sessions: nil, replayStore: InMemoryReplayStore(), plugins: [NotesPlugin()], logger: logger)
        let router = Router(context: HostRequestContext.self)
        host.mount(on: router)
        router.get("/") { _, _ in "Notes. Try /xrpc/com.example.notes.listNotes" }
        let application = Application(router: router, services: host.services, logger: logger)
        try await application.runService()
    }
}
