// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import Logging

struct Greeting: ResponseEncodable {
    let message: String
    let number: Int
}

/// The baseline: a bare Hummingbird that encodes a small Codable.
@main
struct Hello {
    static func main() async throws {
        let router = Router()
        router.get("hello") { _, _ in Greeting(message: "hello", number: 42) }
        var logger = Logger(label: "hello")
        logger.logLevel = .warning
        let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 8081
        let app = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger)
        try await app.runService()
    }
}
