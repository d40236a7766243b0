// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import SQLiteStores
import XRPCHost

/// Turns a refusal to start into a line on standard error and exit code 78, as sysexits.h has it for configuration.
enum ConfigurationFailure {
    static let exitCode = ExitCode(78)

    static func reported<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as HostStartupError {
            throw report("\(error)")
        } catch let error as SQLiteOpenError {
            throw report("\(Setting.database.rawValue): \(error)")
        } catch let error as PDSDatabaseError {
            throw report("\(Setting.pdsDatabase.rawValue): \(error)")
        }
    }

    private static func report(_ message: String) -> ExitCode {
        StandardError.print(message)
        return exitCode
    }
}
