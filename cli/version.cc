#include "cli/version.h"

#include "cli/commands.h"
#include "selector/version.h"

namespace testfed {

const char kVersionDate[] = "November 21, 2026";

namespace {

absl::StatusOr<int> RunVersion(Invocation& invocation) {
  invocation.out() << "testfed " << kVersion << "\n";
  return 0;
}

}  // namespace

Command VersionCommand() {
  return {
      .name = "version",
      .section = "Also",
      .summary = "print the version",
      .description = "Prints the version.",
      .run = RunVersion,
  };
}

}  // namespace testfed
