#include "selector/timings.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "domains/path_name.h"

namespace testfed {
namespace {

constexpr std::string_view kHeader =
    "# How long each test took: suite, name, and its last runs as RUN:SECONDS, `!` failed, `~` "
    "flaky.\n"
    "# Written by `testfed timings`; to unite two of these files: `testfed timings merge`.\n";

constexpr Milliseconds kMostMs = Milliseconds{1000} * 3600 * 24 * 365;

// Tab, line end, backslash and all bytes that no text file should have, as \xHH.
std::string Escaped(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  bool is_utf8 = IsUtf8(text);
  std::string escaped;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || c == '\\' || (byte >= 0x80 && !is_utf8)) {
      escaped += "\\x";
      escaped += kDigits[byte >> 4];
      escaped += kDigits[byte & 15];
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::optional<std::string> Unescaped(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      plain += text[i];
      continue;
    }
    unsigned byte = 0;
    std::string_view digits = text.substr(i, 4);
    if (digits.size() < 4 || digits[1] != 'x') return std::nullopt;
    auto [rest, error] = std::from_chars(digits.data() + 2, digits.data() + 4, byte, 16);
    if (error != std::errc() || rest != digits.data() + 4) return std::nullopt;
    plain += static_cast<char>(byte);
    i += 3;
  }
  return plain;
}

template <typename Number>
bool TakeNumber(std::string_view& text, Number& number) {
  auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return false;
  text.remove_prefix(static_cast<size_t>(rest - text.data()));
  return true;
}

// "12.5" to 12500; at most three digits after the point.
bool TakeSeconds(std::string_view& text, Milliseconds& ms) {
  Milliseconds seconds = 0;
  if (!TakeNumber(text, seconds) || seconds > kMostMs / 1000) return false;
  ms = seconds * 1000;
  if (!text.starts_with('.')) return true;
  text.remove_prefix(1);
  Milliseconds unit = 100;
  size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
    ms += unit * (text[digits] - '0');
    unit /= 10;
    ++digits;
  }
  text.remove_prefix(digits);
  return digits >= 1 && digits <= 3;
}

std::optional<TimedRun> ReadRun(std::string_view text) {
  TimedRun run;
  if (!TakeNumber(text, run.run) || run.run == 0 || !text.starts_with(':')) return std::nullopt;
  text.remove_prefix(1);
  if (text.starts_with('?')) {
    text.remove_prefix(1);
  } else {
    Milliseconds ms = 0;
    if (!TakeSeconds(text, ms)) return std::nullopt;
    run.ms = ms;
  }
  if (text.starts_with('!')) {
    run.failed = true;
    text.remove_prefix(1);
  }
  if (text.starts_with('~')) {
    run.flaky = true;
    text.remove_prefix(1);
  }
  if (!text.empty()) return std::nullopt;
  return run;
}

// nullopt: not as ToText writes it.
std::optional<TestTimes> ReadRuns(std::string_view text) {
  TestTimes times;
  while (true) {
    size_t end = std::min(text.find(' '), text.size());
    std::optional<TimedRun> run = ReadRun(text.substr(0, end));
    if (!run) return std::nullopt;
    if (!times.runs.empty() && run->run >= times.runs.back().run) return std::nullopt;
    times.runs.push_back(*run);
    if (end == text.size()) return times;
    text.remove_prefix(end + 1);
  }
}

absl::Status Wrong(const std::string& file, int line, std::string_view text) {
  std::string at = file + ":" + std::to_string(line) + ": ";
  if (text.starts_with("<<<<<<<") || text.starts_with("=======") || text.starts_with(">>>>>>>")) {
    return Error(at + "git left a conflict here", "unite the two versions",
                 "git show :2:" + file + " > ours && git show :3:" + file +
                     " > theirs && testfed timings merge ours theirs > " + file);
  }
  return Error(at + "this is no line of timings; a line is SUITE, NAME and runs such as `43:0.25`, "
                    "with tabs between them",
               "the file can be deleted: the next `testfed timings import` writes a new one");
}

std::optional<Milliseconds> Longer(std::optional<Milliseconds> a, std::optional<Milliseconds> b) {
  return std::max(a, b);  // nullopt is the least
}

}  // namespace

std::optional<Milliseconds> TestTimes::Usual() const {
  std::vector<Milliseconds> passed, all;
  for (const TimedRun& run : runs) {
    if (!run.ms) continue;
    all.push_back(*run.ms);
    if (!run.failed) passed.push_back(*run.ms);
  }
  std::vector<Milliseconds>& of = passed.empty() ? all : passed;
  if (of.empty()) return std::nullopt;
  auto middle = of.begin() + static_cast<std::ptrdiff_t>((of.size() - 1) / 2);
  std::nth_element(of.begin(), middle, of.end());
  return *middle;
}

int TestTimes::FlakyRuns() const {
  return static_cast<int>(
      std::count_if(runs.begin(), runs.end(), [](const TimedRun& run) { return run.flaky; }));
}

absl::StatusOr<Timings> Timings::Read(std::string_view text, const std::string& file) {
  Timings timings;
  for (int line = 1; !text.empty(); ++line) {
    size_t end = std::min(text.find('\n'), text.size());
    std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.ends_with('\r')) one.remove_suffix(1);
    if (one.empty() || one.starts_with('#')) continue;
    size_t first = one.find('\t');
    size_t second = first == std::string_view::npos ? first : one.find('\t', first + 1);
    if (second == std::string_view::npos) return Wrong(file, line, one);
    std::optional<std::string> suite = Unescaped(one.substr(0, first));
    std::optional<std::string> name = Unescaped(one.substr(first + 1, second - first - 1));
    std::optional<TestTimes> times = ReadRuns(one.substr(second + 1));
    if (!suite || suite->empty() || !name || name->empty() || !times ||
        times->runs.size() > kKeptRuns ||
        !timings.tests_.emplace(Key{*suite, *name}, *std::move(times)).second) {
      return Wrong(file, line, one);
    }
  }
  return timings;
}

std::string Timings::ToText() const {
  std::string text(kHeader);
  for (const auto& [key, times] : tests_) {
    text += Escaped(key.first) + "\t" + Escaped(key.second) + "\t";
    for (const TimedRun& run : times.runs) {
      if (&run != times.runs.data()) text += ' ';
      text += std::to_string(run.run) + ":" + (run.ms ? SecondsText(*run.ms) : "?");
      if (run.failed) text += '!';
      if (run.flaky) text += '~';
    }
    text += '\n';
  }
  return text;
}

void Timings::Record(const std::string& suite, const std::vector<ReportedTime>& times) {
  if (times.empty()) return;
  const int run = LastRunOf(suite) + 1;
  for (const ReportedTime& time : times) {
    TestTimes& test = tests_[{suite, time.name}];
    std::optional<Milliseconds> ms = time.ms;
    if (ms) ms = std::clamp(*ms, Milliseconds{0}, kMostMs);
    if (test.newest() != run) {
      test.runs.insert(test.runs.begin(), {run, ms, time.failed, time.flaky});
      if (test.runs.size() > kKeptRuns) test.runs.pop_back();
      continue;
    }
    TimedRun& same = test.runs.front();
    if (ms) same.ms = std::min(same.ms.value_or(0) + *ms, kMostMs);
    same.failed |= time.failed;
    same.flaky |= time.flaky;
  }
  Forget();
}

void Timings::Merge(const Timings& other) {
  for (const auto& [key, times] : other.tests_) {
    std::map<int, TimedRun> runs;
    for (const TimedRun& run : tests_[key].runs) runs[run.run] = run;
    for (const TimedRun& run : times.runs) {
      auto [at, is_new] = runs.emplace(run.run, run);
      if (is_new) continue;
      at->second.ms = Longer(at->second.ms, run.ms);
      at->second.failed |= run.failed;
      at->second.flaky |= run.flaky;
    }
    std::vector<TimedRun>& merged = tests_[key].runs;
    merged.clear();
    for (auto run = runs.rbegin(); run != runs.rend() && merged.size() < kKeptRuns; ++run) {
      merged.push_back(run->second);
    }
  }
  Forget();
}

int Timings::LastRunOf(const std::string& suite) const {
  int last = 0;
  for (auto at = tests_.lower_bound({suite, ""}); at != tests_.end() && at->first.first == suite;
       ++at) {
    last = std::max(last, at->second.newest());
  }
  return last;
}

std::vector<std::string> Timings::Suites() const {
  std::vector<std::string> suites;
  for (const auto& [key, times] : tests_) {
    if (suites.empty() || suites.back() != key.first) suites.push_back(key.first);
  }
  return suites;
}

void Timings::Forget() {
  for (const std::string& suite : Suites()) {
    const int oldest = LastRunOf(suite) - kForgottenAfter + 1;
    for (auto at = tests_.lower_bound({suite, ""});
         at != tests_.end() && at->first.first == suite;) {
      std::vector<TimedRun>& runs = at->second.runs;
      while (!runs.empty() && runs.back().run < oldest) runs.pop_back();
      at = runs.empty() ? tests_.erase(at) : std::next(at);
    }
  }
}

std::string SecondsText(Milliseconds ms) {
  std::string text = std::to_string(ms / 1000);
  Milliseconds rest = ms % 1000;
  if (rest == 0) return text;
  std::string digits = std::to_string(1000 + rest).substr(1);
  while (digits.ends_with('0')) digits.pop_back();
  return text + "." + digits;
}

}  // namespace testfed
