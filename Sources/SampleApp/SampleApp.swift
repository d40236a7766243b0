// SPDX-License-Identifier: Apache-2.0

import XRPCCore
public import XRPCHost

/// A small app for trying things out: one query that widgets may call and one that they may not.
public struct SampleApp: MethodPlugin {
    /// `sample-app`.
    public let name = "sample-app"

    /// Makes the app; its pictures are part of the program.
    public init() {}

    /// Registers the two queries.
    public func register(on registrar: inout MethodRegistrar) throws(HostStartupError) {
        try registrar.handle(Com.Example.Snaps.GetLatest.self, accepts: .sessionOrWidget) { call, viewer in
            .init(viewer: viewer.did, snaps: Array(Self.snaps.prefix(call.parameters.limit)))
        }
        try registrar.handle(Com.Example.Snaps.GetInbox.self, accepts: .session) { _, session in
            .init(viewer: session.did, messages: ["Only you can read this."])
        }
    }

    private static let snaps: [Com.Example.Snaps.Defs.Snap] = [
        ("3", "First snow", "2026-01-09T08:15:00.000Z"), ("2", "The old harbour", "2025-11-02T17:40:00.000Z"),
        ("1", "Market day", "2025-08-30T10:05:00.000Z"),
    ].compactMap { id, caption, time in
        Datetime(rawValue: time).map { .init(id: id, caption: caption, takenAt: $0) }
    }
}
