// SPDX-License-Identifier: Apache-2.0

import XRPCCore

/// An answer with six profiles in about 7 kB, as the service gives it to an account that is signed in.
enum FollowsSample {
    static let answer = LexValue.object([
        "subject": profile(0), "cursor": .string("3l6oveex3ii2l"), "follows": .array((1...5).map(profile)),
    ])

    private static func profile(_ number: Int) -> LexValue {
        let did = "did:plc:z72i7hdynmk6r22z27h6tvu\(number)"
        return .object([
            "did": .string(did),
            "handle": .string("account-number-\(number).bsky.social"),
            "displayName": .string("Account № \(number) of the six"),
            "avatar": .string(picture("avatar", did)),
            "associated": .object([
                "lists": .integer(3), "feedgens": .integer(0), "labeler": .bool(false),
                "chat": .object(["allowIncoming": .string("following")]),
                "activitySubscription": .object(["allowSubscriptions": .string("followers")]),
            ]),
            "viewer": viewer(did),
            "labels": .array([label(did)]),
            "createdAt": .string("2023-04-12T04:53:57.057Z"),
            "indexedAt": .string("2025-01-20T13:38:42.\(100 + number)Z"),
            "description": .string(
                "Writes about “lexicons”, \\ back-slashes and the 🌦 weather.\nhttps://account-\(number).example.com — "
                    + "posts are my own, follows are not endorsements, and this is the usual length."),
            "somethingNew": .object(["since": .integer(9_007_199_254_740_993), "flags": .array([.bool(true), .null])]),
        ])
    }

    private static func viewer(_ did: String) -> LexValue {
        .object([
            "muted": .bool(false), "blockedBy": .bool(false),
            "following": .string("at://\(did)/app.bsky.graph.follow/3l6oveex3ii2l"),
            "followedBy": .string("at://\(did)/app.bsky.graph.follow/3kgv4qnyzfs2b"),
        ])
    }

    private static func label(_ did: String) -> LexValue {
        .object([
            "src": .string(did), "uri": .string("at://\(did)/app.bsky.actor.profile/self"),
            "cid": .string("bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"),
            "val": .string("!no-unauthenticated"), "cts": .string("2023-04-12T04:53:57.057Z"),
        ])
    }

    private static func picture(_ kind: String, _ did: String) -> String {
        "https://cdn.bsky.app/img/\(kind)/plain/\(did)/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku@jpeg"
    }
}
