// Days of the calendar, as files name them: `2027-03-01`. No time zone and no clock plays a part.
#ifndef TESTFED_DOMAINS_DATE_H_
#define TESTFED_DOMAINS_DATE_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace testfed {

// The day as a number that counts from 1970-01-01 = 0. Nullopt for all but four, two and two digits
// of a day that the Gregorian calendar has.
std::optional<std::int64_t> ReadDate(std::string_view text);

// The day, in UTC, of a time in seconds since 1970.
std::int64_t DayOf(std::int64_t seconds);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_DATE_H_
