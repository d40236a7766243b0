// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs the built `lexicon-tool`, or `lexicon-lock` for `lock`, in a folder of its own, which is removed in the end.
final class ToolRunner: Sendable {
    struct Result {
        let exitCode: Int32
        let output: String
        let errors: String
    }

    /// The working directory of every run, without links in its path.
    let folder: URL

    init() throws {
        let temporary = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        folder = temporary.appending(path: "lexicon-tool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The folder of the built products, which holds the test bundle too.
    private static var products: URL {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath
        return URL(fileURLWithPath: bundle ?? CommandLine.arguments[0]).deletingLastPathComponent()
    }

    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Result {
        try run(arguments, environment: environment)
    }

    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
        let process = Process()
        let isLock = arguments.first == "lock"
        process.executableURL = Self.products.appending(path: isLock ? "lexicon-lock" : "lexicon-tool")
        process.arguments = isLock ? Array(arguments.dropFirst()) : arguments
        process.currentDirectoryURL = folder
        process.environment = environment
        // Files instead of pipes: no output is too long for them.
        let streams = try ["out", "err"].map { try makeFile("../\(folder.lastPathComponent).\($0)", "") }
        defer { for stream in streams { try? FileManager.default.removeItem(at: stream) } }
        process.standardOutput = try FileHandle(forWritingTo: streams[0])
        process.standardError = try FileHandle(forWritingTo: streams[1])
        try process.run()
        process.waitUntilExit()
        let texts = try streams.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return Result(exitCode: process.terminationStatus, output: texts[0], errors: texts[1])
    }

    @discardableResult
    func makeFile(_ path: String, _ text: String) throws -> URL {
        let file = folder.appending(path: path).standardizedFileURL
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file
    }

    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
    }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: path).path) }
}
