// SPDX-License-Identifier: Apache-2.0
// Records of exports into the database. The functions are those of struct client_sink; `context`
// is the struct clients_file that they belong to. Errors: STATUS_STORE.
#ifndef STORE_CLIENT_FACTS_H
#define STORE_CLIENT_FACTS_H

#include <stdbool.h>

#include "base/error.h"
#include "core/client.h"
#include "store/clients.h"

bool client_facts_add_host(void *context, const struct host_facts *facts, struct error *error);
bool client_facts_add_application(void *context, const struct application_fact *fact,
                                  struct error *error);
bool client_facts_add_class(void *context, const struct class_fact *fact, struct error *error);
bool client_facts_add_service(void *context, const struct service_fact *fact, struct error *error);
bool client_facts_add_part(void *context, const struct covered_part *part, struct error *error);

#endif
