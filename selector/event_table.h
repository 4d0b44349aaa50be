// Every CI event that testfed knows, one row for each way in which its commits are found: what HEAD
// must be, what it is measured against, and what happens when that is not here. docs/events.md
// shows these rows, and a test compares them; another test plays each row in a real repository at
// depth 1, 2 and in full.
#ifndef TESTFED_SELECTOR_EVENT_TABLE_H_
#define TESTFED_SELECTOR_EVENT_TABLE_H_

#include <string>
#include <string_view>
#include <vector>

namespace testfed {

struct EventRow {
  std::string_view id;       // "pull-request-merge": what tests call it
  std::string_view event;    // GITHUB_EVENT_NAME, or CI_PIPELINE_SOURCE; several with commas
  std::string_view when;     // the case of this event, in Markdown as all that follows
  std::string_view head;     // what HEAD must be
  std::string_view base;     // what it is measured against
  std::string_view how;      // what the plan records, `base.how`
  std::string_view missing;  // what is done when that is not here
  // How many commits of history `checkout` has to bring for a diff without a fetch.
  enum class Needs { kNothing, kTwo, kAll };
  Needs needs = Needs::kNothing;
};

const std::vector<EventRow>& GitHubEvents();
const std::vector<EventRow>& GitLabEvents();

// As a table of Markdown, one line a row.
std::string ToMarkdown(const std::vector<EventRow>& rows);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_EVENT_TABLE_H_
