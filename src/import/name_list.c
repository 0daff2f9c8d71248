// SPDX-License-Identifier: Apache-2.0
// Names out of lines.
#include "import/name_list.h"

#include "import/place.h"

bool name_list_line(void *context, const struct line *line, struct error *error)
{
    const struct name_list *list = context;
    struct bytes name = bytes_trim(line->text);
    size_t blank = name.size ? (size_t)(name.data - line->text.data) : 0;
    struct place place = {list->file, line->number,
                          place_column(bytes_slice(line->text, 0, blank))};

    if (!name.size || name.data[0] == '#')
        return true;
    if (!utf8_is_valid(name, NULL))
        return place_found(error, place, name, "a name in UTF-8");
    return list->visit(list->context, name, line->number, error) || place_wrap(error, place);
}
