// SPDX-License-Identifier: Apache-2.0
#ifndef XRPC_CLIBCRYPTO_SHIM_H
#define XRPC_CLIBCRYPTO_SHIM_H

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/rand.h>

/// The selection of the parameters of a key, which is a macro that Swift cannot see.
static const int XRPC_EVP_PKEY_KEY_PARAMETERS = EVP_PKEY_KEY_PARAMETERS;

/// Parameters keep a pointer to their name, so the names have to live here and not in a Swift string.
static inline OSSL_PARAM xrpc_group_parameter(char *name) {
    return OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name, 0);
}

static inline OSSL_PARAM xrpc_digest_parameter(char *name) {
    return OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0);
}

#endif
