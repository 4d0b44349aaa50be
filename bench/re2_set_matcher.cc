#include "bench/re2_set_matcher.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace testfed::bench {
namespace {

std::string Quoted(std::string_view text) {
  return RE2::QuoteMeta(re2::StringPiece(text.data(), text.size()));
}

// A segment as written: its wildcards stop at a slash. Braces are expanded, escapes are rare.
std::string ExpressionOf(const Segment& segment) {
  if (segment.kind == Segment::Kind::kLiteral) return Quoted(segment.first);
  std::string expression;
  const std::string& source = segment.source;
  for (size_t i = 0; i < source.size(); ++i) {
    switch (source[i]) {
      case '*':
        expression += "[^/]*";
        break;
      case '?':
        expression += "[^/]";
        break;
      case '\\':
        expression += Quoted(std::string_view(source).substr(++i, 1));
        break;
      case '[': {
        const size_t end = source.find(']', i + 2);
        expression += source.substr(i, end + 1 - i);  // the workloads have plain lists and ranges
        i = end;
        break;
      }
      default:
        expression += Quoted(std::string_view(source).substr(i, 1));
    }
  }
  return expression;
}

std::string ExpressionOf(const Alternative& alternative) {
  std::string expression;
  bool slash = false;  // whether the next segment must be parted from the one before
  for (const Segment& segment : alternative.segments) {
    if (slash) expression += '/';
    slash = segment.kind != Segment::Kind::kAnyDepth;
    expression += slash ? ExpressionOf(segment) : "(?:.*/)?";
  }
  switch (alternative.reach) {
    case Reach::kTree:
      return expression + "(?:/.*)?";
    case Reach::kBelow:
      return expression + (slash ? "/.*" : ".*");
    case Reach::kFilesOnly:
      return expression;
  }
  return expression;
}

RE2::Options SetOptions() {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);  // paths are bytes
  options.set_dot_nl(true);
  options.set_never_capture(true);
  options.set_log_errors(false);
  options.set_max_mem(int64_t{4} << 30);
  return options;
}

}  // namespace

struct Re2SetMatcher::Impl {
  RE2::Set set{SetOptions(), RE2::ANCHOR_BOTH};
};

Re2SetMatcher::Re2SetMatcher(const std::vector<const Pattern*>& patterns)
    : impl_(std::make_unique<Impl>()) {
  for (const Pattern* pattern : patterns) {
    std::string whole;
    for (const Alternative& alternative : pattern->alternatives()) {
      whole += (whole.empty() ? "" : "|") + ExpressionOf(alternative);
    }
    std::string error;
    if (impl_->set.Add(whole, &error) < 0) {
      std::cerr << "RE2::Set refuses `" << whole << "`: " << error << "\n";
      std::abort();
    }
  }
  if (!impl_->set.Compile()) {
    std::cerr << "RE2::Set does not compile\n";
    std::abort();
  }
}

Re2SetMatcher::~Re2SetMatcher() = default;

void Re2SetMatcher::Match(std::string_view path, std::vector<int>& matches) const {
  RE2::Set::ErrorInfo error{};
  if (!impl_->set.Match(re2::StringPiece(path.data(), path.size()), &matches, &error) &&
      error.kind != RE2::Set::kNoError) {
    std::cerr << "RE2::Set has no answer for `" << path << "`\n";
    std::abort();
  }
  std::sort(matches.begin(), matches.end());
}

}  // namespace testfed::bench
