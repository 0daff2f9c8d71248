// SPDX-License-Identifier: Apache-2.0
// What exports state, out of the database again: words to enumerations.
#ifndef STORE_STATED_H
#define STORE_STATED_H

#include <stdbool.h>

#include "core/application.h"
#include "store/store.h"

// Everything is borrowed for the call; false stops with `error`.
typedef bool stated_application_fn(void *context, const struct application_fact *fact,
                                   const struct fact_origin *origin, struct error *error);
typedef bool stated_class_fn(void *context, const struct class_fact *fact,
                             const struct fact_origin *origin, struct error *error);
typedef bool stated_service_fn(void *context, const struct service_fact *fact,
                               const struct fact_origin *origin, struct error *error);

// Every record, those of the newest file first. Errors: STATUS_STORE, and the visitor's.
bool stated_each_application(struct store *store, stated_application_fn *visit, void *context,
                             struct error *error);
bool stated_each_class(struct store *store, stated_class_fn *visit, void *context,
                       struct error *error);
bool stated_each_service(struct store *store, stated_service_fn *visit, void *context,
                         struct error *error);

#endif
