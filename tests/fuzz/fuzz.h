// SPDX-License-Identifier: Apache-2.0
// What fuzz targets share. Each target is a program of its own: tests/fuzz/fuzz_NAME.c.
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

// libFuzzer's entry point. Aborts where something does not hold; returns 0.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
