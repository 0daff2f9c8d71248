// SPDX-License-Identifier: Apache-2.0
// Names of reports: known, misspelt, or strange.
#include "cli/report_name.h"

#include <string.h>

#include "cli/nearest.h"

enum { NAMES_MAX = 64 };

bool report_name_check(const char *name, struct error *error)
{
    const char *names[NAMES_MAX], *known;
    size_t count = 0;

    while (count < NAMES_MAX && (known = delegaudit_report_name((unsigned)count)) != NULL) {
        if (strcmp(name, known) == 0)
            return true;
        names[count++] = known;
    }

    const char *near = nearest_word(name, names, count);

    if (near)
        return error_set(error, STATUS_USAGE, "report '%s' is unknown: did you mean '%s'?", name,
                         near);
    return error_set(error, STATUS_USAGE,
                     "report '%s' is unknown: 'delegaudit query' lists the names", name);
}
