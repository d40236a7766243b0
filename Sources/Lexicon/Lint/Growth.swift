// SPDX-License-Identifier: Apache-2.0

/// What cannot be extended once records of the type exist.
enum Growth: LintCheck {
    /// The most variants that a reader can be expected to tell apart.
    static let largestUnion = 24

    static func check(_ subject: LintSubject, _ report: inout LintReport) {
        for site in subject.recordSites { checkRecord(site, &report) }
        for site in subject.document.sites {
            guard case .union(let union) = site.type else { continue }
            let count = union.references.count
            if count > largestUnion {
                report.add(
                    .largeUnion, site.pointer + ["refs"], "\(count) variants are many; \(largestUnion) should do")
            }
            if union.isClosed, count == 1 {
                report.add(.singleVariantUnion, site.pointer, "a closed union of one variant is a ref")
            }
        }
        checkKey(subject.document, &report)
    }

    private static func checkRecord(_ site: LexiconDocument.Site, _ report: inout LintReport) {
        switch site.type {
        case .string(let string) where string.allowed != nil:
            report.add(.recordEnum, site.pointer + ["enum"], "an enum in a record cannot grow; use knownValues")
        case .integer(let integer) where integer.allowed != nil:
            report.add(.recordEnum, site.pointer + ["enum"], "an enum in a record cannot grow; use bounds")
        case .union(let union) where union.isClosed:
            report.add(.recordClosedUnion, site.pointer + ["closed"], "a closed union in a record cannot grow")
        case .unknown:
            report.add(.recordUnknown, site.pointer, "unknown in a record says nothing to readers; use an open union")
        default:
            break
        }
    }

    private static func checkKey(_ document: LexiconDocument, _ report: inout LintReport) {
        guard let main = document.definition("main"), case .record(let record) = main.kind else { return }
        if record.key == "any" {
            report.add(.recordAnyKey, main.pointer + ["key"], "any key is permitted; tid or nsid says more")
        }
    }
}
