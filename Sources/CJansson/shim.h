// SPDX-License-Identifier: Apache-2.0
#ifndef XRPC_CJANSSON_SHIM_H
#define XRPC_CJANSSON_SHIM_H

#include <jansson.h>

#endif
