// Which folder the cache of a call is in.
#include "domains/cache.h"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/command.h"
#include "cli/invocation.h"

namespace testfed {
namespace {

struct Case {
  const char* name;
  std::map<std::string, std::string> environment;
  std::map<std::string, std::vector<std::string>, std::less<>> options;
  std::string folder;  // "": no cache
};

TEST(Cache, IsWhereTheUserWantsIt) {
  const Case cases[] = {
      {"the home", {{"HOME", "/ada"}}, {}, "/ada/.cache/testfed (private)"},
      {"XDG", {{"HOME", "/ada"}, {"XDG_CACHE_HOME", "/c"}}, {}, "/c/testfed (private)"},
      {"XDG, empty",
       {{"HOME", "/ada"}, {"XDG_CACHE_HOME", ""}},
       {},
       "/ada/.cache/testfed (private)"},
      {"XDG, relative",
       {{"HOME", "/ada"}, {"XDG_CACHE_HOME", "c"}},
       {},
       "/ada/.cache/testfed (private)"},
      {"no home", {}, {}, ""},
      {"a relative home", {{"HOME", "ada"}}, {}, ""},
      {"--cache", {{"HOME", "/ada"}}, {{"--cache", {"../c"}}}, "/repo/../c"},
      {"--no-cache", {{"HOME", "/ada"}}, {{"--no-cache", {""}}}, ""},
      {"CI", {{"HOME", "/ada"}, {"CI", "true"}}, {}, ""},
      {"CI, with XDG", {{"XDG_CACHE_HOME", "/c"}, {"CI", "1"}}, {}, ""},
      {"CI with --cache", {{"CI", "true"}}, {{"--cache", {"/c"}}}, "/c"},
      {"CI is false", {{"HOME", "/ada"}, {"CI", "false"}}, {}, "/ada/.cache/testfed (private)"},
      {"CI is empty", {{"HOME", "/ada"}, {"CI", ""}}, {}, "/ada/.cache/testfed (private)"},
  };
  const std::vector<Command> commands = {{.name = "probe"}};
  for (const Case& c : cases) {
    std::istringstream in;
    std::ostringstream out, err;
    World world{.in = in, .out = out, .err = err};
    world.env = [&](const std::string& name) -> std::optional<std::string> {
      auto found = c.environment.find(name);
      if (found == c.environment.end()) return std::nullopt;
      return found->second;
    };
    world.directory = "/repo";
    std::string opened;
    world.open_cache = [&](const std::string& folder, const DiskCacheOptions& options) {
      opened = folder + (options.private_folder ? " (private)" : "");
      return std::make_unique<MemoryCache>();
    };
    ParsedArguments arguments;
    arguments.command = &commands[0];
    arguments.options = c.options;
    Invocation invocation(arguments, commands, world, out);
    Cache* cache = invocation.cache();
    EXPECT_EQ(opened, c.folder) << c.name;
    EXPECT_EQ(cache == nullptr, c.folder.empty()) << c.name;
    EXPECT_EQ(invocation.cache(), cache) << c.name << ": opened once";
  }
}

}  // namespace
}  // namespace testfed
