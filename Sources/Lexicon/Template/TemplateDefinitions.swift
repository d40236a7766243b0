// SPDX-License-Identifier: Apache-2.0

/// The definitions of first versions, as JSON whose layout does not matter.
enum TemplateDefinitions {
    private static let name =
        #""name": {"type": "string", "description": "The name of the thing.", "maxLength": 640, "maxGraphemes": 64}"#

    private static let nameBody = """
        {"encoding": "application/json", "schema": {
            "type": "object", "required": ["name"], "properties": {\(name)}
        }}
        """

    static let query = """
        {"main": {
            "type": "query", "description": "Say what the query answers.",
            "parameters": {"type": "params", "required": ["name"], "properties": {\(name)}},
            "output": \(nameBody),
            "errors": [{"name": "NotFound", "description": "There is no such thing."}]
        }}
        """

    static let procedure = """
        {"main": {
            "type": "procedure", "description": "Say what the procedure changes.",
            "input": \(nameBody),
            "output": \(nameBody),
            "errors": [{"name": "NameTaken", "description": "Another thing has this name."}]
        }}
        """

    static let subscription = """
        {"main": {
            "type": "subscription", "description": "Say what the messages are about.",
            "parameters": {"type": "params", "properties": {
                "cursor": {"type": "integer", "description": "The number of the last message that was seen."}
            }},
            "message": {"schema": {"type": "union", "refs": ["#change"]}},
            "errors": [{"name": "FutureCursor", "description": "The cursor is ahead of the stream."}]
        },
        "change": {
            "type": "object", "description": "Say what has changed.", "required": ["seq", "time"],
            "properties": {
                "seq": {"type": "integer", "description": "The number of the message."},
                "time": {"type": "string", "description": "When it happened.", "format": "datetime"}
            }
        }}
        """

    static let record = """
        {"main": {
            "type": "record", "description": "Say what the record states.", "key": "tid",
            "record": {"type": "object", "required": ["name", "createdAt"], "properties": {
                \(name),
                "createdAt": {
                    "type": "string", "description": "When the author made the record.", "format": "datetime"
                }
            }}
        }}
        """

    static func object(called key: String) -> String {
        """
        {"\(key)": {
            "type": "object", "description": "Say what the object is.", "required": ["name"], "properties": {\(name)}
        }}
        """
    }

    /// The NSIDs of what a permission set permits.
    struct Permitted {
        var methods: [String] = []
        var records: [String] = []

        var isEmpty: Bool { methods.isEmpty && records.isEmpty }

        /// A permission for each kind that has a name.
        fileprivate var permissions: String {
            let entries = [
                (methods, #""resource": "rpc", "inheritAud": true, "lxm""#),
                (records, #""resource": "repo", "collection""#),
            ]
            return entries.filter { !$0.0.isEmpty }.map { names, members in
                #"{"type": "permission", \#(members): [\#(names.map { "\"\($0)\"" }.joined(separator: ", "))]}"#
            }.joined(separator: ", ")
        }
    }

    static func permissionSet(of permitted: Permitted) -> String {
        """
        {"main": {
            "type": "permission-set", "description": "Say which applications need the set.",
            "title": "Read things", "detail": "Read the things that you keep.",
            "permissions": [\(permitted.permissions)]
        }}
        """
    }
}
