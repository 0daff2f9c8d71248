// SPDX-License-Identifier: Apache-2.0
// What exports of a host say of a process that an inventory names.
#ifndef CORE_BINDING_H
#define CORE_BINDING_H

#include "core/application.h"
#include "core/process.h"

// Finds the application that a process is, by the GUID in its column `process`, else by its name,
// and states to the process what the exports tell: kind, level, cloaking, authentication level,
// flags, identity. Several applications of that name are a contradiction (PROCESS_APPLICATION).
// Nothing happens where the exports do not know it. All rows must have been added before.
void binding_apply(struct process_table *processes, struct process *process,
                   struct application_table *applications, int64_t host);

// What an export states of a level, for the ladders; LEVEL_UNKNOWN where it states none.
enum level stated_level_value(enum stated_level level);
enum authn_level stated_authn_value(enum stated_authn level);

#endif
