// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a document is wanted for, which decides how old it may be.
public enum LookupUse: String, Sendable, CaseIterable {
    /// To check a credential: fresh for 5 minutes, and for 1 hour where the server does not answer.
    ///
    /// A key that was rotated away is refused after 5 minutes at the latest while the server answers.
    case credential
    /// To show something: fresh for 1 hour, and for 24 hours while it is refreshed in the background.
    case reading

    /// The age up to which a copy needs no question, in seconds.
    var freshSeconds: TimeInterval {
        switch self {
        case .credential: 300
        case .reading: 3600
        }
    }

    /// The age up to which a copy is used while another is fetched, in seconds.
    var backgroundSeconds: TimeInterval {
        switch self {
        case .credential: 0
        case .reading: 86_400
        }
    }

    /// Whether a copy may stand in after a failure of this kind.
    func acceptsCopy(after failure: LookupFailureKind) -> Bool {
        switch (failure, self) {
        case (.answer, _), (.notAsked, .credential): false
        case (.outage, _), (.notAsked, .reading): true
        }
    }

    /// The age up to which a copy is used where the server does not answer, in seconds.
    var outageSeconds: TimeInterval {
        switch self {
        case .credential: 3600
        case .reading: 86_400
        }
    }
}
