// Random repositories of test sources that see each other: few names, so that they meet.
#ifndef TESTFED_TESTS_SELECTOR_RANDOM_SOURCES_H_
#define TESTFED_TESTS_SELECTOR_RANDOM_SOURCES_H_

#include <random>
#include <string>

#include "selector/memory_repository.h"

namespace testfed {

// A source of some language at some path; sometimes one that cannot be read to its end.
std::string RandomSourcePath(std::mt19937& random);
std::string RandomSource(const std::string& path, std::mt19937& random);

// Adds, removes or changes a few files.
void ChangeSources(MemoryRepository::Files& files, std::mt19937& random);

}  // namespace testfed

#endif  // TESTFED_TESTS_SELECTOR_RANDOM_SOURCES_H_
