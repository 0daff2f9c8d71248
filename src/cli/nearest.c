// SPDX-License-Identifier: Apache-2.0
// Which known word a misspelt one was meant to be: the optimal string alignment distance.
#include "cli/nearest.h"

#include <string.h>

enum { LETTERS_MAX = 32 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t steps[LETTERS_MAX + 1][LETTERS_MAX + 1];

    for (size_t i = 0; i <= a_size; i++)
        steps[i][0] = i;
    for (size_t j = 0; j <= b_size; j++)
        steps[0][j] = j;
    for (size_t i = 1; i <= a_size; i++)
        for (size_t j = 1; j <= b_size; j++) {
            size_t changed = steps[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

            steps[i][j] = least(changed, least(steps[i - 1][j], steps[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                steps[i][j] = least(steps[i][j], steps[i - 2][j - 2] + 1);
        }
    return steps[a_size][b_size];
}

const char *nearest_word(const char *word, const char *const *words, size_t count)
{
    const char *nearest = NULL;
    size_t size = strlen(word), fewest = LETTERS_MAX;

    if (size > LETTERS_MAX)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        size_t known = strlen(words[i]);
        size_t slips = known <= LETTERS_MAX ? distance(word, size, words[i], known) : LETTERS_MAX;

        if (slips < fewest && slips <= (known + 2) / 3) {
            nearest = words[i];
            fewest = slips;
        }
    }
    return nearest;
}
