// SPDX-License-Identifier: Apache-2.0
// Headers of regedit, and the trailer of Samba's net.
#include "import/registry_dress.h"

static const struct bytes header_5 = {"Windows Registry Editor Version 5.00", 36};
static const struct bytes header_4 = {"REGEDIT4", 8};
static const struct bytes header_3 = {"REGEDIT", 7};

bool registry_dress_header(struct registry_text *text, const struct line *line,
                           struct bytes decoded, struct error *error)
{
    struct bytes header = bytes_trim(decoded);
    struct place place = {text->file, line->number, 1};

    if (!header.size)
        return true;
    place.column = place_column(bytes_slice(decoded, 0, (size_t)(header.data - decoded.data)));
    text->is_ansi = bytes_equal_ascii(header, header_4);
    text->has_header = text->is_ansi || bytes_equal_ascii(header, header_5);
    text->may_be_samba =
        !line->utf16 && !text->is_ansi && !bytes_ends_with_ascii(line->text, BYTES("\r\n"));
    if (text->has_header)
        return true;
    if (bytes_equal_ascii(header, header_3))
        return place_found(
            error, place, header,
            "'Windows Registry Editor Version 5.00' or 'REGEDIT4': the format of Windows 3.1 "
            "cannot hold these values");
    return place_found(error, place, header,
                       "'Windows Registry Editor Version 5.00' or 'REGEDIT4'");
}

// Three comments tell an editor the encoding.
void registry_dress_comment(struct registry_text *text, struct bytes comment)
{
    comment = bytes_trim(comment);
    if (bytes_equal_ascii(comment, BYTES("Local Variables:")))
        text->trailer_begun = true;
    else if (text->trailer_begun && bytes_equal_ascii(comment, BYTES("coding: CP850")))
        text->coding = REGISTRY_CODING_CP850;
    else if (text->trailer_begun && bytes_equal_ascii(comment, BYTES("End:")))
        text->trailer_ended = true;
}

bool registry_dress_finish(const struct registry_text *text, struct error *error)
{
    bool by_samba =
        text->trailer_begun || (text->may_be_samba && text->has_key && !text->has_long_root);

    if (!by_samba || text->trailer_ended)
        return true;
    return place_error(error, (struct place){text->file, text->last_line, 1},
                       "found the end of the file, expected the line ';End:', with which Samba's "
                       "net ends an export: export it again (or add the line, where the file is "
                       "whole and not Samba's)");
}

bool registry_text_is_header(struct bytes first_line)
{
    struct bytes line = bytes_trim(first_line);

    return bytes_starts_with_ascii(line, BYTES("Windows Registry Editor")) ||
           bytes_equal_ascii(line, header_4) || bytes_equal_ascii(line, header_3);
}
