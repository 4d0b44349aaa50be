// How a whole suite may be divided among several jobs, so that each of its tests runs in exactly
// one, and those that no source shows run too.
#ifndef TESTFED_CONTRACTS_SUITE_DIVISION_H_
#define TESTFED_CONTRACTS_SUITE_DIVISION_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/declarations.h"

namespace testfed {

enum class Division {
  kNone,      // it stays one job
  kByTests,   // each job names its tests: all are known, from the runner's own listing
  kByRest,    // each job but the last names what it runs, and the last runs all but that
  kByRunner,  // the runner divides its tests itself, given a number and a count
};

// By runner and command:
// - a command with `{shard}` or `{shards}` divides by itself, whatever its runner is;
// - with a listing (ctest, bazel) by tests;
// - gtest, pytest and JUnit's console launcher can leave out what they are told, so by the rest;
// - gtest whose command has no `{filter}` by the variables GTEST_TOTAL_SHARDS and
// GTEST_SHARD_INDEX,
//   jest, vitest and ctest by their own flags, in the place of `{filter}`;
// - all others not: go, bazel, Gradle and Maven cannot leave out tests by their command line.
Division DivisionOf(Runner runner, const std::vector<std::string>& command, bool has_listing);

// Whether a word of the command has `{shard}` or `{shards}`.
bool TakesShard(const std::vector<std::string>& command);

// The smallest part of a suite that one job runs whole, of a test: of pytest a file, of JUnit a
// class with its nested ones, of Jest and Vitest a file, of Go a package; else the test itself.
// Tests that share what is expensive to set up so stay together.
std::string UnitOf(Runner runner, std::string_view test_id);

// What a job names to run the test's whole unit: "" where a name would not mean exactly this test,
// and so only the rest may run it (`*` in an id, a `[` in a path of pytest).
std::string NameInShard(Runner runner, std::string_view test_id);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_SUITE_DIVISION_H_
