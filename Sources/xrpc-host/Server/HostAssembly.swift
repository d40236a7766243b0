// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import SQLiteStores
import SampleApp
import ServiceLifecycle
import WidgetTokenPlugin
import XRPCHost

/// Builds everything that `serve` runs out of the settings; the one place that names every module.
struct HostAssembly {
    let settings: HostSettings
    let logger: Logger

    /// Builds the host over the database that is configured.
    func application() throws -> HostApplication { try application(database: try settings.text(.database)) }

    /// Makes every check of ``application()`` and leaves nothing behind where there is no database yet.
    func check() throws {
        let path = try settings.text(.database)
        guard !FileManager.default.fileExists(atPath: path) else {
            _ = try application()
            return
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw HostStartupError(setting: Setting.database.rawValue, problem: "the folder \(folder) is not writable")
        }
        let trial = FileManager.default.temporaryDirectory.appending(path: "xrpc-host-check-\(UUID().uuidString)")
        defer {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: trial.path + suffix) }
        }
        _ = try application(database: trial.path)
    }

    private func application(database path: String) throws -> HostApplication {
        let configuration = try settings.host()
        let database = try SQLiteDatabase(path: path, peppers: try settings.peppers())
        let plugin = WidgetTokens(
            policy: try settings.policy(), audience: configuration.serviceDID, store: SQLiteTokenStore(database),
            peppers: try settings.peppers(), group: try settings.text(.widgetGroup), logger: logger)
        var plugins: [any MethodPlugin] = [plugin]
        if try settings.flag(.sampleApp) { plugins.append(SampleApp()) }
        return try HostApplication(
            configuration: configuration,
            sessions: try SessionAssembly(settings: settings, configuration: configuration).verifiers(),
            replayStore: SQLiteReplayStore(database), plugins: plugins, logger: logger)
    }
}
