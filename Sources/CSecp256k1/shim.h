// SPDX-License-Identifier: Apache-2.0
#ifndef XRPC_CSECP256K1_SHIM_H
#define XRPC_CSECP256K1_SHIM_H

#include <secp256k1.h>

/// The context for parsing and verifying, which the library declares as a variable although nothing writes to it.
static inline const secp256k1_context *xrpc_secp256k1_verifying_context(void) {
    return secp256k1_context_static;
}

#endif
