// Times as they are written for machines: RFC 3339, in UTC, to the second.
#ifndef TESTFED_INTEGRATION_TIMESTAMP_H_
#define TESTFED_INTEGRATION_TIMESTAMP_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace testfed {

// Seconds since 1970 of "2026-11-20T09:12:44Z"; nullopt for every other form, also for a day that
// is in no calendar.
std::optional<std::int64_t> ReadTimestamp(std::string_view text);

std::string WriteTimestamp(std::int64_t seconds);  // of the years 0 to 9999

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_TIMESTAMP_H_
