// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// Types of content for blobs.
enum MIMETypeSamples {
    private static let all = [
        "image/png", "image/jpeg", "image/svg+xml", "video/mp4", "text/vtt", "text/plain", "audio/ogg",
        "application/octet-stream", "application/x-none",
    ]

    /// Types that a list of patterns accepts; a pattern that no sample fits gives a type made for it.
    static func accepted(by patterns: [String]?) -> [String] {
        guard let patterns else { return all }
        return patterns.flatMap { pattern in
            let fitting = all.filter { Blob.matches($0, pattern: pattern) }
            let made = pattern.split(separator: "/").map { $0 == "*" ? "x-any" : $0 }.joined(separator: "/")
            return fitting.isEmpty && Blob.matches(made, pattern: pattern) ? [made] : fitting
        }
    }

    /// Types that a list of patterns refuses.
    static func refused(by patterns: [String]) -> [String] {
        all.filter { type in !patterns.contains { Blob.matches(type, pattern: $0) } }
    }
}
