// SPDX-License-Identifier: Apache-2.0
// Fuzz target: output of reg query.
#include "client_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return client_target(&registry_query_format, data, size);
}
