// SPDX-License-Identifier: Apache-2.0
// Conversions between the ways that AD, files and people write a time.
#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { SECONDS_A_DAY = 86400 };

int64_t clock_now(void)
{
    return (int64_t)time(NULL);
}

// Days from 1970-01-01 in the proleptic Gregorian calendar; March is the first month of the year
// here, so that the leap day is the last.
static int64_t days_from_civil(int64_t year, int month, int day)
{
    year -= month <= 2;

    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

const char *clock_format_iso(int64_t unix_seconds, char out[CLOCK_ISO_BYTES])
{
    time_t moment = (time_t)unix_seconds;
    struct tm parts;
    bool fits = gmtime_r(&moment, &parts) && parts.tm_year >= -1900 && parts.tm_year <= 9999 - 1900;

    // Not strftime: its %Y does not pad.
    if (fits)
        snprintf(out, CLOCK_ISO_BYTES, "%04d-%02d-%02dT%02d:%02d:%02dZ", parts.tm_year + 1900,
                 parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
    else
        strcpy(out, "-");
    return out;
}

int64_t clock_from_filetime(int64_t filetime)
{
    int64_t steps = 10000000;

    // Division in C rounds towards zero.
    return filetime / steps - (filetime % steps < 0) - 11644473600;
}

static bool digits_to_int(const char *digits, int count, int *out)
{
    *out = 0;
    for (int i = 0; i < count; i++) {
        if (digits[i] < '0' || digits[i] > '9')
            return false;
        *out = *out * 10 + digits[i] - '0';
    }
    return true;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[month - 1] + (month == 2 && leap);
}

// What stands between the seconds and the Z: nothing, or a point and digits.
static bool is_fraction(struct bytes text)
{
    if (!text.size)
        return true;
    for (size_t i = 1; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
    return text.data[0] == '.' && text.size > 1;
}

// Seconds since 1970 of a day; false where the calendar has no such day.
static bool day_to_seconds(int year, int month, int day, int64_t *out)
{
    if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return false;
    *out = days_from_civil(year, month, day) * SECONDS_A_DAY;
    return true;
}

bool clock_from_generalized(struct bytes text, int64_t *unix_seconds)
{
    int year, month, day, hour, minute, second;

    if (text.size < 15 || text.data[text.size - 1] != 'Z')
        return false;
    if (!is_fraction(bytes_slice(text, 14, text.size - 15)))
        return false;
    if (!digits_to_int(text.data, 4, &year) || !digits_to_int(text.data + 4, 2, &month) ||
        !digits_to_int(text.data + 6, 2, &day) || !digits_to_int(text.data + 8, 2, &hour) ||
        !digits_to_int(text.data + 10, 2, &minute) || !digits_to_int(text.data + 12, 2, &second))
        return false;

    int64_t midnight;

    if (!day_to_seconds(year, month, day, &midnight) || hour > 23 || minute > 59 || second > 60)
        return false;
    *unix_seconds = midnight + hour * 3600 + minute * 60 + second;
    return true;
}

// "hh:mm[:ss][Z]" behind the day; `*span` is the length of what is named in seconds.
static bool time_of_day(struct bytes text, int64_t *out, int64_t *span)
{
    int hour, minute, second = 0;

    if (text.size && text.data[text.size - 1] == 'Z')
        text.size--;

    bool has_seconds = text.size == 8;

    if ((!has_seconds && text.size != 5) || text.data[2] != ':' ||
        !digits_to_int(text.data, 2, &hour) || !digits_to_int(text.data + 3, 2, &minute))
        return false;
    if (has_seconds && (text.data[5] != ':' || !digits_to_int(text.data + 6, 2, &second)))
        return false;
    if (hour > 23 || minute > 59 || second > 60)
        return false;
    *out = hour * 3600 + minute * 60 + second;
    *span = has_seconds ? 1 : 60;
    return true;
}

bool clock_from_iso(struct bytes text, int64_t *first, int64_t *last)
{
    int64_t midnight, moment = 0, span = SECONDS_A_DAY;
    int year, month, day;

    if (text.size < 10 || text.data[4] != '-' || text.data[7] != '-' ||
        !digits_to_int(text.data, 4, &year) || !digits_to_int(text.data + 5, 2, &month) ||
        !digits_to_int(text.data + 8, 2, &day) || !day_to_seconds(year, month, day, &midnight))
        return false;
    if (text.size > 10 && ((text.data[10] != 'T' && text.data[10] != ' ') ||
                           !time_of_day(bytes_slice(text, 11, SIZE_MAX), &moment, &span)))
        return false;
    *first = midnight + moment;
    *last = *first + span - 1;
    return true;
}
