// SPDX-License-Identifier: Apache-2.0

/// Whatever a record holds should have an upper limit, because strangers write it and everybody stores it.
enum RecordLimits: LintCheck {
    /// The longest string that a record should hold, in bytes.
    static let largestString = 100_000

    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        for site in subject.recordSites {
            switch site.type {
            case .string(let string):
                check(string, site, &report)
            case .bytes(_, nil):
                report.add(.unlimitedBytes, site.pointer, "bytes in a record need a maxLength")
            case .array(let array) where array.maximumLength == nil:
                report.add(.unlimitedArray, site.pointer, "an array in a record needs a maxLength")
            case .blob(let blob):
                check(blob, site, &report)
            default:
                break
            }
        }
    }

    private static func check(_ string: StringType, _ site: LexiconDocument.Site, _ report: inout LintReport) {
        let isLimited =
            string.maximumLength != nil || string.maximumGraphemes != nil || string.formatName != nil
            || string.allowed != nil || string.constant != nil || string.knownValues != nil
        if !isLimited {
            report.add(.unlimitedString, site.pointer, "a string in a record needs a maxLength")
        }
        if let maximum = string.maximumLength, maximum > largestString {
            report.add(
                .largeString, site.pointer + ["maxLength"],
                "\(maximum) bytes are much for a record; \(largestString) should do, or a blob")
        }
    }

    private static func check(_ blob: BlobType, _ site: LexiconDocument.Site, _ report: inout LintReport) {
        if blob.maximumSize == nil {
            report.add(.unlimitedBlob, site.pointer, "a blob in a record needs a maxSize")
        }
        if blob.accept == nil || blob.accept?.contains("*/*") == true {
            report.add(.blobAccept, site.pointer, "a blob in a record should say which MIME types it accepts")
        }
    }
}
