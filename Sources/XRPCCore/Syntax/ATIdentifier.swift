// SPDX-License-Identifier: Apache-2.0

/// A DID or a handle, wherever either may name an account.
public enum ATIdentifier: StringFormat {
    /// A DID.
    case did(DID)
    /// A handle.
    case handle(Handle)

    /// `at-identifier`.
    public static let formatName = "at-identifier"

    /// The text of whichever it is.
    public var rawValue: String {
        switch self {
        case .did(let did): did.rawValue
        case .handle(let handle): handle.rawValue
        }
    }

    /// Takes a text that starts with `did:` as a DID and any other as a handle.
    public init?(rawValue: String) {
        if rawValue.hasPrefix("did:") {
            guard let did = DID(rawValue: rawValue) else { return nil }
            self = .did(did)
        } else {
            guard let handle = Handle(rawValue: rawValue) else { return nil }
            self = .handle(handle)
        }
    }

    static func isWellFormed(_ text: TextBytes) -> Bool {
        text.starts(with: "did:".utf8) ? DID.isWellFormed(text) : Handle.isWellFormed(text)
    }

    /// Takes a text that is known to be good.
    init(checked text: String) {
        self = text.hasPrefix("did:") ? .did(DID(checked: text)) : .handle(Handle(checked: text))
    }
}
