// SPDX-License-Identifier: Apache-2.0
// Fuzz target: exports and inventories in JSON.
#include "client_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return client_target(&json_format, data, size);
}
