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

/// The selection of a public key, which is a macro that Swift cannot see.
static const int XRPC_EVP_PKEY_PUBLIC_KEY = EVP_PKEY_PUBLIC_KEY;

#endif
