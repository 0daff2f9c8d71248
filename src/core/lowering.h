// SPDX-License-Identifier: Apache-2.0
// How a level is lowered to impersonate, by the setting that it comes from: the remedy of least
// privilege wherever the server needs the client on its own machine only.
#ifndef CORE_LOWERING_H
#define CORE_LOWERING_H

#include "core/vocab.h"

// Static. `remedy` is a template of core/remedy.h, `powershell` one of core/command_line.h that
// runs on the host itself; NULL where the setting is no configuration, but a program's own.
struct lowering {
    const char *remedy, *powershell, *risk;
};

// NULL where that source never gives delegate.
const struct lowering *lowering_of(enum level_source source);

#endif
