// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Lexicon
public import LexiconCodegen

// Words of the library that options take as their values.
extension DiagnosticReport.Format: ExpressibleByArgument {}
extension LexiconTemplate.Kind: ExpressibleByArgument {}
extension GeneratorOptions.Access: ExpressibleByArgument {}
