// What a long command says while it works, and how long its phases took.
#ifndef TESTFED_CLI_PROGRESS_H_
#define TESTFED_CLI_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/world.h"
#include "domains/amount.h"

namespace testfed {

// One line on a terminal, "testfed: reading trees, 120,000 files", from one second after the
// start, redrawn ten times a second, erased before anything else is printed. Cheap enough to call
// for every file, from any thread; does nothing where there is no terminal.
class Progress {
 public:
  Progress(std::ostream& err, bool terminal, std::function<SteadyTime()> now);
  ~Progress() { Erase(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Show(std::string_view what);
  void Show(std::string_view what, std::int64_t count, std::string_view unit);
  void Erase();

 private:
  bool Due(SteadyTime now) const;
  void Draw(std::string text);

  std::ostream& err_;
  const bool terminal_;
  const std::function<SteadyTime()> now_;
  const SteadyTime start_;
  std::mutex mutex_;
  SteadyTime last_{};     // guarded by mutex_
  bool visible_ = false;  // guarded by mutex_
};

// The time of each phase, in the order in which they first began; phases of one name add up.
class Phases {
 public:
  explicit Phases(std::function<SteadyTime()> now);

  // "time of each phase", in milliseconds, aligned, and the whole time from construction on.
  std::string Table() const;

 private:
  friend class Phase;
  struct Entry {
    std::string name;
    SteadyTime::duration time{};
  };
  size_t Begin(std::string_view name);

  std::function<SteadyTime()> now_;
  SteadyTime start_;
  std::vector<Entry> entries_;
};

// From construction to destruction is one phase. For one thread; phases may nest, and each then
// counts its own and what is inside.
class Phase {
 public:
  Phase(Phases& phases, std::string_view name);
  ~Phase();
  Phase(const Phase&) = delete;
  Phase& operator=(const Phase&) = delete;

 private:
  Phases& phases_;
  size_t index_;
  SteadyTime start_;
};

}  // namespace testfed

#endif  // TESTFED_CLI_PROGRESS_H_
