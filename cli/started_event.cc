// The event that a command is about.
#include <map>

#include "cli/selection_options.h"
#include "selector/gitlab_event.h"

namespace testfed {
namespace {

constexpr size_t kMaxPayloadBytes = size_t{64} << 20;

absl::StatusOr<Event> ReadNamedEvent(Invocation& invocation, const std::string& file,
                                     const std::string& name) {
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxPayloadBytes));
  if (name != "gitlab") return ReadEvent(text, name, file);
  TESTFED_ASSIGN_OR_RETURN(auto variables, ReadVariables(text, file));
  return ReadGitLabEvent([&](const std::string& variable) -> std::optional<std::string> {
    auto found = variables.find(variable);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  });
}

}  // namespace

absl::StatusOr<std::optional<Event>> EventOf(Invocation& invocation) {
  if (invocation.Has("--event")) {
    std::string name = invocation.Text("--event-name");
    if (name.empty()) name = invocation.Environment("GITHUB_EVENT_NAME").value_or("");
    if (name.empty()) {
      return Error("a payload does not name its event", "say which it is, as in",
                   "--event-name pull_request");
    }
    TESTFED_ASSIGN_OR_RETURN(Event event,
                             ReadNamedEvent(invocation, invocation.Text("--event"), name));
    return std::optional<Event>(std::move(event));
  }
  if (invocation.Has("--event-name")) return Error("`--event-name` goes with `--event FILE`");
  for (const char* option : {"--base", "--head", "--staged", "--uncommitted", "--changed-files"}) {
    if (invocation.Takes(option) && invocation.Has(option)) return std::optional<Event>();
  }
  std::optional<std::string> path = invocation.Environment("GITHUB_EVENT_PATH");
  std::optional<std::string> name = invocation.Environment("GITHUB_EVENT_NAME");
  if (path && name && !path->empty() && !name->empty()) {
    TESTFED_ASSIGN_OR_RETURN(Event event, ReadNamedEvent(invocation, *path, *name));
    return std::optional<Event>(std::move(event));
  }
  const Variables variables = [&](const std::string& variable) {
    return invocation.Environment(variable);
  };
  if (!IsGitLab(variables)) return std::optional<Event>();
  TESTFED_ASSIGN_OR_RETURN(Event event, ReadGitLabEvent(variables));
  return std::optional<Event>(std::move(event));
}

}  // namespace testfed
