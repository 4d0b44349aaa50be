#include "integration/timestamp.h"

#include <chrono>

#include "domains/date.h"

namespace testfed {
namespace {

constexpr std::int64_t kDay = 24 * 60 * 60;

int TwoDigits(std::string_view text, size_t at) {
  const char tens = text[at], ones = text[at + 1];
  if (tens < '0' || tens > '9' || ones < '0' || ones > '9') return -1;
  return (tens - '0') * 10 + (ones - '0');
}

std::string Padded(std::int64_t number, size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

}  // namespace

std::optional<std::int64_t> ReadTimestamp(std::string_view text) {
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text[19] != 'Z') {
    return std::nullopt;
  }
  const std::optional<std::int64_t> day = ReadDate(text.substr(0, 10));
  const int hour = TwoDigits(text, 11), minute = TwoDigits(text, 14), second = TwoDigits(text, 17);
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
    return std::nullopt;
  }
  return *day * kDay + hour * 3600 + minute * 60 + second;
}

std::string WriteTimestamp(std::int64_t seconds) {
  const std::int64_t day = DayOf(seconds), rest = seconds - day * kDay;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return Padded(static_cast<int>(date.year()), 4) + "-" +
         Padded(static_cast<unsigned>(date.month()), 2) + "-" +
         Padded(static_cast<unsigned>(date.day()), 2) + "T" + Padded(rest / 3600, 2) + ":" +
         Padded(rest / 60 % 60, 2) + ":" + Padded(rest % 60, 2) + "Z";
}

}  // namespace testfed
