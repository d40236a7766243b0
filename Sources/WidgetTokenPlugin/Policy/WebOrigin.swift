// SPDX-License-Identifier: Apache-2.0

/// An https origin in the one form in which browsers send it (RFC 6454 §6.2).
struct WebOrigin {
    let text: String

    /// Takes `https://host` or `https://host:port` in lower case, ASCII, without a path or a default port; else nil.
    init?(_ text: String) {
        let scheme = "https://"
        guard text.utf8.count <= 512, text.hasPrefix(scheme) else { return nil }
        let authority = text.dropFirst(scheme.count).split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(authority.count), Self.isHost(authority[0]) else { return nil }
        if authority.count == 2 {
            guard let port = Int(authority[1]), (1...65_535).contains(port), port != 443, String(port) == authority[1]
            else { return nil }
        }
        self.text = text
    }

    private static func isHost(_ host: Substring) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return host.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
            }
    }
}
