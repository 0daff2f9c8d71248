// SPDX-License-Identifier: Apache-2.0
// Keys of settings.
#include "core/setting.h"

struct bytes setting_key(struct arena *arena, struct bytes place, const char *name)
{
    bool is_key = bytes_find(place, '\\') != SIZE_MAX;
    size_t end = is_key ? SIZE_MAX : bytes_find(place, '.');

    if (bytes_ends_with_ascii(place, bytes_of(name)))
        return place;
    place = bytes_slice(place, 0, end);
    return bytes_of(arena_printf(arena, "%.*s%s%s", (int)place.size, place.size ? place.data : "",
                                 place.size ? (is_key ? "\\" : ".") : "", name));
}
