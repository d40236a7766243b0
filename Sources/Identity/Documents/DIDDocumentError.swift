// SPDX-License-Identifier: Apache-2.0

/// Why a text is not the DID document of an account.
public enum DIDDocumentError: String, Error, Sendable, CaseIterable {
    /// Not one strict JSON object within the bounds, or a list is something else.
    case malformed = "document-malformed"
    /// `id` is not the DID that was asked for.
    case subjectMismatch = "document-subject"
    /// More than 64 verification methods or services.
    case tooManyEntries = "document-too-many-entries"
}

/// Why a DID document has no usable key or no usable PDS.
public enum DIDDocumentFlaw: String, Error, Sendable, CaseIterable {
    /// There is no verification method called `#atproto`.
    case keyMissing = "key-missing"
    /// The controller of `#atproto` is not the DID itself.
    case keyController = "key-controller"
    /// The type of `#atproto` is none of the three that are understood.
    case keyType = "key-type"
    /// The key of `#atproto` is not a point of P-256 or secp256k1 in the form that its type demands.
    case keyMalformed = "key-malformed"
    /// There is no service called `#atproto_pds`.
    case pdsMissing = "pds-missing"
    /// The type of `#atproto_pds` is not `AtprotoPersonalDataServer`.
    case pdsType = "pds-type"
    /// The endpoint of `#atproto_pds` is not the https origin of a public host.
    case pdsEndpoint = "pds-endpoint"
}
