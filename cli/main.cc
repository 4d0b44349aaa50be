#include <iostream>
#include <string>
#include <vector>

#include "cli/run.h"
#include "cli/world.h"

int main(int argc, char** argv) {
  testfed::PrepareProcess();
  return testfed::RunCli(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc), std::cin,
                         std::cout, std::cerr);
}
