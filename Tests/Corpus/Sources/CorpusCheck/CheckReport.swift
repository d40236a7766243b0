// SPDX-License-Identifier: Apache-2.0

/// Why a case failed.
struct CheckFailure: Error {
    let text: String

    init(_ text: String) { self.text = text }
}

/// Numbers the cases, gives each its own seed, and counts what fails.
struct CheckReport {
    private static let mostPrinted = 25

    private let seed: UInt64
    private let only: UInt64?
    private var number: UInt64 = 0
    private(set) var failures = 0

    init(seed: UInt64, only: UInt64?) {
        self.seed = seed
        self.only = only
    }

    /// Runs one case with a seed of its own.
    mutating func check(_ name: String, _ body: (UInt64) throws -> Void) {
        number += 1
        guard only ?? number == number else { return }
        do {
            try body(seed &* 1_000_003 &+ number)
        } catch let error as CheckFailure {
            fail("\(name): \(error.text)")
        } catch {
            fail("\(name): \(error)")
        }
    }

    mutating func expect(_ actual: Int, _ expected: Int, _ what: String) {
        print("\(actual) \(what)")
        if actual != expected { fail("there should be \(expected) \(what)") }
    }

    private mutating func fail(_ text: String) {
        failures += 1
        if failures <= Self.mostPrinted { print("FAILED --seed \(seed) --case \(number): \(text.prefix(2000))") }
    }

    var summary: String {
        failures == 0 ? "All \(number) cases hold." : "\(failures) of \(number) cases failed."
    }
}
