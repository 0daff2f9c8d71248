// SPDX-License-Identifier: Apache-2.0
// Names of reports as they are typed.
#ifndef CLI_REPORT_NAME_H
#define CLI_REPORT_NAME_H

#include <stdbool.h>

#include "delegaudit.h"

// Whether there is a report of that name. Error: STATUS_USAGE with the name that was meant, or a
// way to find it.
bool report_name_check(const char *name, struct error *error);

#endif
