// SPDX-License-Identifier: Apache-2.0
// Fuzz target: exports in CSV.
#include "client_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return client_target(&export_csv_format, data, size);
}
