// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Logging
import XRPCCore

/// A log handler that writes one JSON object a line to standard error, with anything like a credential blotted out.
public struct JSONLogHandler: LogHandler {
    /// Entries below this level are dropped.
    public var logLevel: Logger.Level
    /// Pairs that every entry carries.
    public var metadata: Logger.Metadata = [:]
    private let label: String
    private let emit: @Sendable ([UInt8]) -> Void

    /// Makes a handler.
    ///
    /// - Parameters:
    ///   - label: the name of the logger.
    ///   - level: the least level to write.
    ///   - write: takes whole lines; the default is standard error.
    public init(
        label: String, level: Logger.Level, write: @escaping @Sendable ([UInt8]) -> Void = Self.standardError
    ) {
        self.label = label
        logLevel = level
        emit = write
    }

    /// Writes to standard error.
    ///
    /// A line that cannot be written is lost; a full disk or a dead collector must not end the server.
    public static let standardError: @Sendable ([UInt8]) -> Void = { line in
        var rest = line[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads or sets one of the pairs that every entry carries.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line: time, level, logger, message, then the metadata by name.
    public func log(event: LogEvent) {
        var line = LexObject()
        line["time"] = .string(Datetime(Date()).rawValue)
        line["level"] = .string(event.level.rawValue)
        line["logger"] = .string(label)
        line["message"] = .string(Redaction.applied(to: event.message.description))
        let pairs = metadata.merging(event.metadata ?? [:]) { $1 }
        for (name, value) in pairs.sorted(by: { $0.key < $1.key }) {
            line[name] = .string(Redaction.applied(to: "\(value)"))
        }
        emit(LexValue.object(line).json + [0x0A])
    }
}
