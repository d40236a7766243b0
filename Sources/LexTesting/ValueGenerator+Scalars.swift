// SPDX-License-Identifier: Apache-2.0

import XRPCCore

extension ValueGenerator {
    /// The most bytes of a value that are not asked for.
    private static let mostBytes = 512

    mutating func integer(_ minimum: Int64?, _ maximum: Int64?, _ allowed: [Int64]?) -> Int64? {
        let least = minimum ?? .min
        let most = maximum ?? .max
        if let allowed { return allowed.filter { least <= $0 && $0 <= most }.randomElement(using: &random) }
        guard least <= most else { return nil }
        let notable = ([least, most] + UnknownData.notableIntegers).filter { least <= $0 && $0 <= most }
        if random.once(in: 2), let number = notable.randomElement(using: &random) { return number }
        return Int64.random(in: least...most, using: &random)
    }

    mutating func bytes(_ minimum: Int?, _ maximum: Int?) -> [UInt8]? {
        let fewest = max(0, minimum ?? 0)
        let most = min(maximum ?? Self.mostBytes, max(fewest, Self.mostBytes))
        guard fewest <= most else { return nil }
        return random.bytes([fewest, most, random.number(fewest...most)].randomElement(using: &random) ?? fewest)
    }

    mutating func link() -> CID {
        CID(sha256: random.bytes(32), codec: random.once(in: 2) ? .raw : .drisl)
    }

    mutating func blob(_ accept: [String]?, _ maximum: Int?) -> Blob? {
        guard maximum.map({ $0 >= 0 }) ?? true,
            let type = MIMETypeSamples.accepted(by: accept).randomElement(using: &random)
        else { return nil }
        let most = maximum ?? 9_007_199_254_740_991
        let size = [0, most, random.number(0...most)].randomElement(using: &random) ?? 0
        var blob = Blob(ref: CID(sha256: random.bytes(32), codec: .raw), mimeType: type, size: size)
        if random.once(in: 4) {
            let names = ["$type", "ref", "mimeType", "size"]
            let extra = UnknownData.members(&random, maximumDepth: 1).filter { !names.contains($0.name) }
            blob.unknownFields = LexObject(uniqueMembers: extra)
        }
        return blob
    }

    mutating func string(_ rule: StringRule) -> String? {
        let bounds = TextBounds(rule)
        if let allowed = rule.allowed {
            return allowed.filter { bounds.admits($0) && (rule.format?.admits($0) ?? true) }
                .randomElement(using: &random)
        }
        if let format = rule.format {
            return FormatSamples.valid(format.formatName).filter(bounds.admits).randomElement(using: &random)
        }
        return bounds.text(&random)
    }
}

extension StringFormat {
    static func admits(_ text: String) -> Bool { Self(rawValue: text) != nil }
}
