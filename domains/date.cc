#include "domains/date.h"

#include <chrono>

namespace testfed {

std::optional<std::int64_t> ReadDate(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  int parts[3] = {0, 0, 0};
  int part = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return std::nullopt;
    if (dash)
      ++part;
    else
      parts[part] = parts[part] * 10 + (text[i] - '0');
  }
  const std::chrono::year_month_day day{std::chrono::year{parts[0]},
                                        std::chrono::month{static_cast<unsigned>(parts[1])},
                                        std::chrono::day{static_cast<unsigned>(parts[2])}};
  if (!day.ok()) return std::nullopt;
  return std::chrono::sys_days{day}.time_since_epoch().count();
}

std::int64_t DayOf(std::int64_t seconds) {
  constexpr std::int64_t kDay = 24 * 60 * 60;
  return seconds >= 0 ? seconds / kDay : -((-seconds + kDay - 1) / kDay);
}

}  // namespace testfed
