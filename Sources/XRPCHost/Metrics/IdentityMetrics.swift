// SPDX-License-Identifier: Apache-2.0

public import Identity
public import Metrics

/// Turns what happens to DID documents into metrics.
///
/// `xrpc_identity_document_age_seconds` by use and source is the age at which a document decided something,
/// `xrpc_identity_failures_total` counts questions without an answer, and `xrpc_identity_forced_refreshes_total` counts
/// the second looks that bad signatures caused, by result.
public enum IdentityMetrics {
    /// An observer for an `IdentityDirectory`.
    public static func observer(factory: any MetricsFactory = MetricsSystem.factory) -> IdentityObserver {
        { event in
            switch event {
            case .used(let use, let source, let age):
                Recorder(
                    label: "xrpc_identity_document_age_seconds",
                    dimensions: [("use", use.rawValue), ("source", source.rawValue)], factory: factory
                ).record(age)
            case .failed(let use, let failure):
                Counter(
                    label: "xrpc_identity_failures_total",
                    dimensions: [("use", use.rawValue), ("kind", label(of: failure.kind))],
                    factory: factory
                ).increment()
            case .refreshForced(let result):
                Counter(
                    label: "xrpc_identity_forced_refreshes_total", dimensions: [("result", result.rawValue)],
                    factory: factory
                ).increment()
            }
        }
    }

    private static func label(of kind: LookupFailureKind) -> String {
        switch kind {
        case .answer: "refused"
        case .outage: "outage"
        case .notAsked: "not-asked"
        }
    }
}
