// Sources of tests to measure discovery on: 20,000 files in 200 domains, each domain with a suite
// for every language. The same on every machine and in every run; each file is made from its
// number.
//
// Of ten files four are Java, one Kotlin, two Python, one C++, one Go and one TypeScript, of about
// 5 KB with six tests on average. Of a hundred tests three have a tag of their own; of a hundred
// classes in Java and Kotlin thirty extend their domain's base class, and five have an annotation
// that is declared in another file and has a tag.
#ifndef TESTFED_BENCH_TEST_SOURCES_H_
#define TESTFED_BENCH_TEST_SOURCES_H_

#include <cstddef>
#include <string>

namespace testfed::bench {

inline constexpr size_t kTestSources = 20000;
inline constexpr size_t kTestDomains = 200;

struct TestSource {
  std::string path;
  std::string text;
  size_t tests = 0;
};

// `edited`: with one more test.
TestSource MakeTestSource(size_t number, bool edited = false);

// The domains and suites, to put behind other domains.
std::string YamlOfTestDomains();

}  // namespace testfed::bench

#endif  // TESTFED_BENCH_TEST_SOURCES_H_
