#include "tests/contracts/source_damage.h"

#include <gtest/gtest.h>

#include <random>

namespace testfed {

void ExpectSurvivesDamage(const std::function<SourceFacts(std::string_view)>& read,
                          const std::string& text, int mutations) {
  const auto expect = [&](const std::string& damaged) {
    const SourceFacts facts = read(damaged);
    EXPECT_EQ(DecodeFacts(EncodeFacts(facts)), facts) << damaged;
  };
  for (size_t size = 0; size <= text.size(); ++size) expect(text.substr(0, size));
  std::mt19937 random(7);
  const std::string bytes = "'\"`{}()[]\\/\n\r\t #@:;,.=<>$*x0\x80";
  for (int i = 0; i < mutations; ++i) {
    std::string damaged = text;
    for (unsigned changes = 1 + random() % 4; changes > 0; --changes) {
      const size_t at = random() % damaged.size();
      const char byte = i % 8 == 0 ? static_cast<char>(random()) : bytes[random() % bytes.size()];
      if (random() % 3 == 0) {
        damaged.erase(at, 1 + random() % 5);
        if (damaged.empty()) damaged = "x";
      } else if (random() % 2 == 0) {
        damaged.insert(at, 1, byte);
      } else {
        damaged[at] = byte;
      }
    }
    expect(damaged);
  }
}

}  // namespace testfed
