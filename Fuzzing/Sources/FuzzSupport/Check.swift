// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ends the run where a property does not hold, so that the fuzzer keeps the input.
public func check(_ holds: Bool, _ message: @autoclosure () -> String) {
    guard !holds else { return }
    print("PROPERTY BROKEN: \(message())")
    fflush(nil)
    abort()
}

/// The bytes that the fuzzer hands over.
public func input(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: count))
}
