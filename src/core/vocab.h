// SPDX-License-Identifier: Apache-2.0
// The vocabularies of core/vocab.def as C enumerations, and their words.
#ifndef CORE_VOCAB_H
#define CORE_VOCAB_H

#include <stdbool.h>

#include "base/text.h"
#include "core/vocab.def"

// enum level { LEVEL_UNKNOWN, ... LEVEL_DELEGATE, level_count }, and for each vocabulary:
//   const char *level_word(enum level)                 static; never NULL
//   const char *level_sentence(enum level)             static; never NULL
//   bool level_from_word(struct bytes, enum level *out) exact word, case of A-Z ignored;
//                                                      `*out` untouched on false
#define VOCAB_ENUMERATOR(enumerator, word, sentence) enumerator,
#define VOCAB_DECLARE(name, WORDS)                                                                 \
    enum name { WORDS(VOCAB_ENUMERATOR) name##_count };                                            \
    const char *name##_word(enum name value);                                                      \
    const char *name##_sentence(enum name value);                                                  \
    bool name##_from_word(struct bytes word, enum name *out);

VOCABULARIES(VOCAB_DECLARE)

#endif
