// SPDX-License-Identifier: Apache-2.0
// Fuzz target: machine.config.
#include "client_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return client_target(&config_format, data, size);
}
