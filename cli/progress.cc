#include "cli/progress.h"

#include <algorithm>

#include "cli/layout.h"

namespace testfed {
namespace {

constexpr std::chrono::milliseconds kPatience{1000};
constexpr std::chrono::milliseconds kRedraw{100};
constexpr size_t kWidth = 79;  // a line that wraps cannot be erased
constexpr std::string_view kEraseLine = "\r\x1b[K";

std::string Milliseconds(SteadyTime::duration time) {
  auto micros = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
  auto tenths = (micros + 50) / 100;
  return WithThousands(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

Progress::Progress(std::ostream& err, bool terminal, std::function<SteadyTime()> now)
    : err_(err), terminal_(terminal), now_(std::move(now)), start_(now_()) {}

bool Progress::Due(SteadyTime now) const {
  return now - start_ >= kPatience && (!visible_ || now - last_ >= kRedraw);
}

void Progress::Show(std::string_view what) {
  if (!terminal_) return;
  std::lock_guard lock(mutex_);
  if (Due(now_())) Draw(std::string(what));
}

void Progress::Show(std::string_view what, std::int64_t count, std::string_view unit) {
  if (!terminal_) return;
  std::lock_guard lock(mutex_);
  if (!Due(now_())) return;
  Draw(std::string(what) + ", " + WithThousands(count) + " " + std::string(unit));
}

void Progress::Draw(std::string text) {
  // A name from a repository may be in it: no control character reaches the terminal.
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  err_ << kEraseLine << Clip("testfed: " + text, kWidth) << std::flush;
  last_ = now_();
  visible_ = true;
}

void Progress::Erase() {
  if (!terminal_) return;
  std::lock_guard lock(mutex_);
  if (!visible_) return;
  err_ << kEraseLine << std::flush;
  visible_ = false;
}

Phases::Phases(std::function<SteadyTime()> now) : now_(std::move(now)), start_(now_()) {}

size_t Phases::Begin(std::string_view name) {
  for (size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].name == name) return i;
  }
  entries_.push_back({std::string(name)});
  return entries_.size() - 1;
}

std::string Phases::Table() const {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Entry& entry : entries_) rows.emplace_back(entry.name, Milliseconds(entry.time));
  rows.emplace_back("in all", Milliseconds(now_() - start_));
  size_t left = 0, right = 0;
  for (const auto& [name, time] : rows) {
    left = std::max(left, Width(name));
    right = std::max(right, time.size());
  }
  std::string text = "testfed: time of each phase\n";
  for (const auto& [name, time] : rows) {
    text.append("  ").append(name).append(left - Width(name) + 2 + right - time.size(), ' ');
    text.append(time).append(" ms\n");
  }
  return text;
}

Phase::Phase(Phases& phases, std::string_view name)
    : phases_(phases), index_(phases.Begin(name)), start_(phases.now_()) {}

Phase::~Phase() { phases_.entries_[index_].time += phases_.now_() - start_; }

}  // namespace testfed
