// SPDX-License-Identifier: Apache-2.0

import DPoP
import Identity
import XRPCHost

extension DoctorVerdict {
    /// The verdict of a refused proof or token.
    init(_ refusal: Refusal) {
        let reason = refusal.reason
        self = .refused(
            step: reason.step, code: reason.rawValue, rule: reason.rule, section: reason.section,
            remedy: reason.remedy, detail: refusal.detail)
    }

    /// The verdict of a refused session.
    init(_ refusal: SessionRefusal) {
        switch refusal {
        case .session(let refusal): self.init(refusal)
        case .serviceAuth(let refusal):
            let reason = refusal.reason
            self = .refused(
                step: reason.step, code: reason.rawValue, rule: reason.rule, section: reason.section,
                remedy: reason.remedy, detail: refusal.detail)
        }
    }
}

extension RefusalReason {
    /// The step that refuses for this reason.
    fileprivate var step: DoctorStep {
        switch self {
        case .credentialsMissing, .authorizationRepeated, .authorizationTooLarge, .authorizationMalformed,
            .credentialInURL, .bearerDowngrade, .credentialUnsupported, .proofMissing, .proofRepeated:
            .credentials
        case .proofTooLarge, .proofParts, .proofEncoding, .proofJSON, .proofCritical, .proofType, .proofAlgorithm,
            .proofSignatureLength:
            .form
        case .proofKeyMissing, .proofKeyPrivate, .proofKeyCurve, .proofKeyPurpose, .proofKeyPoint: .key
        case .proofIDMissing, .proofIDTooLong, .proofMethodMissing, .proofTargetMissing, .proofTargetMalformed,
            .proofTimeMissing, .proofTimeMalformed, .proofTimeMilliseconds, .nonceMalformed:
            .claims
        case .proofMethodMismatch: .method
        case .proofTargetMismatch: .target
        case .proofTokenHashMissing, .proofTokenHashMismatch: .tokenHash
        case .nonceMissing, .nonceUnknown: .nonce
        case .proofTooOld, .proofFromFuture, .proofExpired, .proofNotYetValid: .time
        case .tokenMalformed, .tokenType, .tokenAlgorithm, .tokenIssuer, .tokenAudience, .tokenSubject, .tokenClaims,
            .tokenTimes, .tokenExpired, .tokenFromFuture, .tokenTooOld, .tokenInactive, .tokenUnbound,
            .tokenBindingMalformed, .tokenKeyUnknown, .tokenSignature, .issuerKeysUnavailable,
            .introspectionUnavailable, .scopesUnavailable, .livenessUnavailable, .accountInactive:
            .token
        case .bindingMismatch: .binding
        case .proofSignature: .signature
        case .scopeMissing: .scope
        case .accountElsewhere, .identityUnavailable, .proofReplayed, .proofRateExceeded, .replayStoreFull,
            .replayStoreUnavailable:
            .account
        }
    }
}

extension ServiceAuthReason {
    /// The step that refuses for this reason.
    fileprivate var step: DoctorStep {
        switch self {
        case .tooLarge, .parts, .encoding, .json, .critical, .typeOfOtherCredential, .type, .algorithm,
            .signatureLength, .keyID:
            .serviceForm
        case .audienceMissing, .audienceMismatch: .serviceAudience
        case .methodMissing, .methodMismatch: .serviceMethod
        case .expiryMissing, .timeMalformed, .expired, .issuedMissing, .fromFuture, .lifetime: .serviceTimes
        case .issuerMissing, .issuerFragment, .issuerMethod: .serviceIssuer
        case .nonce, .idMissing, .idMalformed: .serviceID
        case .issuerUnknown, .issuerDocument, .issuerKey, .identityUnavailable: .serviceDocument
        case .keyCurve, .signature, .replayed: .serviceSignature
        }
    }
}
