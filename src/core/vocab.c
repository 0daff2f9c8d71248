// SPDX-License-Identifier: Apache-2.0
// Words of the vocabularies.
#include "core/vocab.h"

struct entry {
    const char *word, *sentence;
};

static bool find_word(const struct entry *entries, unsigned count, struct bytes word, unsigned *out)
{
    for (unsigned i = 0; i < count; i++)
        if (bytes_equal_ascii(bytes_of(entries[i].word), word)) {
            *out = i;
            return true;
        }
    return false;
}

#define VOCAB_ENTRY(enumerator, word, sentence) {word, sentence},
#define VOCAB_DEFINE(name, WORDS)                                                                  \
    static const struct entry name##_entries[] = {WORDS(VOCAB_ENTRY)};                             \
                                                                                                   \
    const char *name##_word(enum name value)                                                       \
    {                                                                                              \
        return (unsigned)value < name##_count ? name##_entries[value].word : "?";                  \
    }                                                                                              \
                                                                                                   \
    const char *name##_sentence(enum name value)                                                   \
    {                                                                                              \
        return (unsigned)value < name##_count ? name##_entries[value].sentence : "?";              \
    }                                                                                              \
                                                                                                   \
    bool name##_from_word(struct bytes word, enum name *out)                                       \
    {                                                                                              \
        unsigned found;                                                                            \
                                                                                                   \
        if (!find_word(name##_entries, name##_count, word, &found))                                \
            return false;                                                                          \
        *out = (enum name)found;                                                                   \
        return true;                                                                               \
    }

VOCABULARIES(VOCAB_DEFINE)
