// SPDX-License-Identifier: Apache-2.0
// Lists of the application table by one name: nodes of `nodes`, UINT32_MAX at the end.
#ifndef CORE_APPLICATION_NAMES_H
#define CORE_APPLICATION_NAMES_H

#include "core/application.h"

uint32_t applications_first_service(struct application_table *table, int64_t host,
                                    struct bytes name);
uint32_t applications_first_group(struct application_table *table, int64_t host, struct bytes name);

#endif
